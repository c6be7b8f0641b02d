from odoo import api, models


class KentroBeneficiaryTaking(models.Model):
    """Nobody takes on a person who was anonymised: by whom she was served is counted."""

    _inherit = "kentro.beneficiary.taking"

    @api.model_create_multi
    def create(self, vals_list):
        people = [vals["beneficiary_id"] for vals in vals_list if vals.get("beneficiary_id")]
        self.env["kentro.beneficiary"]._refuse_restricted(people, while_restricted=True)
        return super().create(vals_list)
