from odoo import models


class KentroBeneficiary(models.Model):
    """A lock-out from one entry holds on the other as soon as they are one person."""

    _inherit = "kentro.beneficiary"

    def _set_merged_into(self, kept):
        super()._set_merged_into(kept)
        self.env["res.users"]._kentro_forget_exceptions()
