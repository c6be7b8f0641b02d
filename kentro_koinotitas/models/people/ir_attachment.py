from odoo import api, models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """A copy of a paper is read by who reads the paper: never by whoever has a link."""

    _inherit = "ir.attachment"

    @api.constrains("public", "access_token", "res_model")
    def _check_not_open(self):
        for attachment in self.sudo():  # sudo: said of every attachment, whoever writes it
            model = attachment.res_model or ""
            if (model.startswith("kentro.") and attachment.public) or (
                model == "kentro.document" and attachment.access_token
            ):
                raise UserError(self.env._("Copies of papers and files of the Centre are not opened by a public link."))
