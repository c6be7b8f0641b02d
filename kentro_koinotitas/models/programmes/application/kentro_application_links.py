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


class KentroEligibilityCheck(models.TransientModel):
    _inherit = "kentro.eligibility.check"

    def action_apply(self, ruleset_id, person_id=None):
        """Begin an application to the programme of these rules; an adult whom they are about is the applicant."""
        self.ensure_one()
        values = {
            "programme_id": self.env["kentro.ruleset"].browse(ruleset_id).programme_id.id,
            "household_id": self.household_id.id,
        }
        person = self.env["kentro.beneficiary"].browse(person_id or ())
        if person:
            known = person._filtered_access("read").filtered("birth_date")
            minor = known and known._age_on(fields.Date.context_today(self)) < 18
            values["concerns_id" if minor else "beneficiary_id"] = person.id
        return {
            "type": "ir.actions.act_window",
            "res_model": "kentro.application",
            "views": [(False, "form")],
            "context": {f"default_{name}": value for name, value in values.items()},
        }
