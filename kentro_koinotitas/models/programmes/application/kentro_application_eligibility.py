from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroApplication(models.Model):
    """An application begun from a card of the pre-check carries what the card said: kept at that moment."""

    _inherit = "kentro.application"

    eligibility_id = fields.Many2one(
        "kentro.eligibility", "Pre-check", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )

    @api.model_create_multi
    def create(self, vals_list):
        applications = super().create(vals_list)
        if len(applications) == 1 and (kept := applications._keep_card()):
            applications.sudo().eligibility_id = kept  # sudo: nobody writes it by hand
        return applications

    def _keep_card(self):
        """Keep the card from which this application was begun, if it is one of this programme and household."""
        Check, none = self.env["kentro.eligibility.check"], self.env["kentro.eligibility"]
        check = Check.browse(self.env.context.get("kentro_check_id") or ()).exists()._filtered_access("read")
        ruleset, person = self.ruleset_id, self.env.context.get("kentro_card_person_id") or False
        if not check or check.supposed_ids or check.household_id != self.household_id or not ruleset:
            return none
        if not ruleset._is_check(check.on_date):
            return none
        try:
            return none._keep(check.household_id, check.on_date, [(ruleset.id, person)])
        except UserError:  # the card has changed meanwhile: no reason to refuse the application
            return none


class KentroEligibilityCheck(models.TransientModel):
    _inherit = "kentro.eligibility.check"

    def action_apply(self, ruleset_id, person_id=None):
        action = super().action_apply(ruleset_id, person_id)
        action["context"] |= {"kentro_check_id": self.id, "kentro_card_person_id": person_id}
        return action


class KentroEligibility(models.Model):
    _inherit = "kentro.eligibility"

    application_ids = fields.One2many("kentro.application", "eligibility_id", "Applications", readonly=True)


class KentroCase(models.Model):
    """From a case to the pre-checks of its household that were kept."""

    _inherit = "kentro.case"

    eligibility_count = fields.Integer("Pre-checks kept", compute="_compute_eligibility_count")

    def _compute_eligibility_count(self):
        counts = dict(
            self.env["kentro.eligibility"]._read_group(
                [("household_id", "in", self.household_id.ids)], ["household_id"], ["__count"]
            )
        )
        for case in self:
            case.eligibility_count = counts.get(case.household_id, 0)

    def action_kept_checks(self):
        """Open them."""
        self.ensure_one()
        return self.household_id.action_kept_checks()
