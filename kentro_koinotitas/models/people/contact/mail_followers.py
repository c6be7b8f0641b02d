from odoo import api, models
from odoo.exceptions import UserError


class MailFollowers(models.Model):
    """Odoo tells every employee who follows a contact: of a hidden one it would be who serves her."""

    _inherit = "mail.followers"

    @api.constrains("res_model", "res_id")
    def _check_no_hidden_contact(self):
        ids = self.filtered(lambda follower: follower.res_model == "res.partner").mapped("res_id")
        if self.env["res.partner"].browse(ids)._kentro_hidden_among():
            raise UserError(self.env._("Nobody follows the contact of a beneficiary. Follow the case."))
