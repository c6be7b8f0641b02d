from odoo import fields, models


class KentroHousehold(models.Model):
    _inherit = "kentro.household"

    def action_entitlements(self):
        """Open what this household is probably entitled to today."""
        self.ensure_one()
        check = self.env["kentro.eligibility.check"].create({"household_id": self.id})
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_eligibility_check_action"),
            "res_id": check.id,
        }

    def _names_today(self):
        return self._members_on(fields.Date.context_today(self)).beneficiary_id._called()

    def action_kept_checks(self):
        """Open the pre-checks of this household that were kept."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_eligibility_action"),
            "domain": [("household_id", "=", self.id)],
        }
