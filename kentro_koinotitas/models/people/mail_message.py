from odoo import api, models
from odoo.exceptions import UserError


class MailMessage(models.Model):
    """Messages outlive their record and are mailed: none is written on a hidden contact."""

    _inherit = "mail.message"

    @api.constrains("model", "res_id")
    def _check_no_hidden_contact(self):
        ids = self.filtered(lambda message: message.model == "res.partner").mapped("res_id")
        if self.env["res.partner"].browse(ids)._kentro_hidden_among():
            raise UserError(self.env._("Write on the request or the case, not on the contact of a beneficiary."))
