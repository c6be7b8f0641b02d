from odoo import models
from odoo.exceptions import UserError


class KentroBeneficiary(models.Model):
    _inherit = "kentro.beneficiary"

    def action_entitlements(self):
        """Open what the household she belongs to is probably entitled to."""
        self.ensure_one()
        if not self.household_id:
            raise UserError(
                self.env._(
                    "%s belongs to no household on record, and programmes look at households. "
                    "Begin one on the page «Household»: somebody who lives alone is a household too.",
                    self.display_name,
                )
            )
        return self.household_id.action_entitlements()
