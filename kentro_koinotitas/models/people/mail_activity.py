from odoo import api, models
from odoo.exceptions import UserError


class MailActivity(models.Model):
    """Activities store the name of their record and show it to whom they are assigned."""

    _inherit = "mail.activity"

    @api.constrains("res_model", "res_id")
    def _check_no_hidden_contact(self):
        ids = self.filtered(lambda activity: activity.res_model == "res.partner").mapped("res_id")
        if self.env["res.partner"].browse(ids)._kentro_hidden_among():
            raise UserError(
                self.env._("Plan the activity on the request or the case, not on the contact of a beneficiary.")
            )
