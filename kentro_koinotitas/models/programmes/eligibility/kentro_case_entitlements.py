from odoo import models


class KentroCase(models.Model):
    _inherit = "kentro.case"

    def action_entitlements(self):
        """Open what the household of the person is probably entitled to."""
        self.ensure_one()
        return self.beneficiary_id.action_entitlements()
