from odoo import api, models


class KentroHouseholdMember(models.Model):
    """Whoever joins or leaves a household comes under the lock-outs of its people, or out of them."""

    _inherit = "kentro.household.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        self._kentro_forget_exceptions()
        return members

    def write(self, vals):
        done = super().write(vals)
        if {"household_id", "beneficiary_id"} & vals.keys():
            self._kentro_forget_exceptions()
        return done

    def unlink(self):
        done = super().unlink()
        self._kentro_forget_exceptions()
        return done

    def _kentro_forget_exceptions(self):
        if self.env["kentro.lockout"]._is_any():
            self.env["res.users"]._kentro_forget_exceptions()
