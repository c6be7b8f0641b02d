from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroRequest(models.Model):
    """A request without a person that was emptied once its period was over: counted, and written by nobody any more."""

    _inherit = "kentro.request"

    anonymised_on = fields.Date("Anonymised on", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_anonymised_by_hand(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_anonymised_by_hand([vals])
        return super().write(vals)

    def _refuse_anonymised_by_hand(self, vals_list):
        if any("anonymised_on" in vals for vals in vals_list):
            raise UserError(self.env._("A request is anonymised by what two people decide, never by hand."))

    def _kentro_refuse_frozen(self):
        super()._kentro_refuse_frozen()
        # sudo: whether it is emptied is asked of what she may change already
        if emptied := self.sudo().filtered("anonymised_on"):
            raise UserError(
                self.env._(
                    "%s: this request was anonymised. What is left of it is counted, and not changed.",
                    ", ".join(emptied.mapped("name")),
                )
            )

    def _kentro_not_frozen(self):
        return super()._kentro_not_frozen().filtered(lambda request: not request.sudo().anonymised_on)
