from odoo import api, models


class IrAttachment(models.Model):
    """A file that is hung on a restricted file is a change of it."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                model = self.env.get(vals.get("res_model"))
                if model is not None and model._kentro_file and vals.get("res_id"):
                    model.browse(vals["res_id"])._kentro_refuse_restricted()
        return super().create(vals_list)
