from odoo import models
from odoo.exceptions import UserError

from ....tools.household_makeup import ADULT


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
        action = self.household_id.action_entitlements()
        check = self.env[action["res_model"]].browse(action["res_id"])
        if self in check.member_ids and (self._age_on(check.on_date) or 0) >= ADULT:
            check.given_to_id = self  # who sits here
        return action

    def _called(self):
        """Return ``{id: name}``; of people whose file this user does not read, the register number."""
        called = {}
        for person in self:
            # sudo: an entry that was merged leads to the one that is kept, and a number names nobody
            kept = person.sudo()._kept().sudo(False)
            called[person.id] = kept.display_name if kept.has_access("read") else kept.sudo().number
        return called
