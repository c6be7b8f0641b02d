from odoo import fields, models


class KentroHousehold(models.Model):
    """From a household to its applications: as many as this user may see."""

    _inherit = "kentro.household"

    application_count = fields.Integer("Applications", compute="_compute_application_count")

    def _compute_application_count(self):
        counts = dict(
            self.env["kentro.application"]._read_group(
                [("household_id", "in", self.ids)], ["household_id"], ["__count"]
            )
        )
        for household in self:
            household.application_count = counts.get(household._origin, 0)


class KentroBeneficiary(models.Model):
    """And from a person to those where she is the applicant."""

    _inherit = "kentro.beneficiary"

    application_count = fields.Integer("Applications", compute="_compute_application_count")

    def _compute_application_count(self):
        self._count_into("application_count", "kentro.application")
