from odoo import SUPERUSER_ID, api, models


class MailMessage(models.Model):
    """What is written on a restricted file is a change of it."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        # the thread writes its messages by sudo: what counts is who wrote
        if self.env.uid != SUPERUSER_ID and self.env["kentro.beneficiary"]._restricted()[0]:
            for vals in vals_list:
                model = self.env.get(vals.get("model"))
                if model is not None and model._kentro_file and vals.get("res_id"):
                    model.sudo(False).browse(vals["res_id"])._kentro_refuse_restricted()
        return super().create(vals_list)
