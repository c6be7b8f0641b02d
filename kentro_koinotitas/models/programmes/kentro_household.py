from odoo import models


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
