from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroBeneficiary(models.Model):
    """A person whose file was anonymised: what is left is counted, and nothing is written to it any more."""

    _inherit = "kentro.beneficiary"

    anonymised_on = fields.Date("Anonymised on", readonly=True, copy=False)
    birth_year = fields.Integer(
        "Year of birth", readonly=True, copy=False, help="All that is left of the birth date of an anonymised person"
    )

    _anonymised_idx = models.Index("(id) WHERE anonymised_on IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_anonymised_by_hand(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_anonymised_by_hand([vals])
        return super().write(vals)

    def _refuse_anonymised_by_hand(self, vals_list):
        if any(vals.keys() & {"anonymised_on", "birth_year"} for vals in vals_list):
            raise UserError(self.env._("A file is anonymised by what two people decide, never by hand."))
