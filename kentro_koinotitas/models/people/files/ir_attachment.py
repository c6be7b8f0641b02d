from odoo import api, models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """A copy of a paper is read by who reads the paper: never by whoever has a link."""

    _inherit = "ir.attachment"

    @api.constrains("res_model", "res_id")
    def _check_not_merged(self):
        hung = self.sudo().filtered(lambda attachment: attachment.res_model == "kentro.beneficiary")  # sudo: as below
        self.env["kentro.beneficiary"].sudo().browse(filter(None, hung.mapped("res_id"))).exists()._refuse_as_merged()

    @api.constrains("public", "access_token", "res_model")
    def _check_not_open(self):
        for attachment in self.sudo():  # sudo: said of every attachment, whoever writes it
            model = attachment.res_model or ""
            if (model.startswith("kentro.") and attachment.public) or (
                model == "kentro.document" and attachment.access_token
            ):
                raise UserError(self.env._("Copies of papers and files of the Centre are not opened by a public link."))
