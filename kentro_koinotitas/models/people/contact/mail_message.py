from odoo import api, models
from odoo.exceptions import UserError


class MailMessage(models.Model):
    """Messages outlive their record and are mailed: none is written on a hidden contact."""

    _inherit = "mail.message"

    @api.constrains("model", "res_id", "partner_ids")
    def _check_recipients_may_read(self):
        """Who receives a message may read it for good: a case's go to those who may read the case."""
        for message in self.filtered(lambda m: m.partner_ids and (m.model or "").startswith("kentro.")):
            record = self.env[message.model].browse(message.res_id)
            if strangers := record._kentro_strangers(message.partner_ids):
                raise UserError(
                    self.env._(
                        "%(who)s may not read this record, and cannot be written to about it. "
                        "Take them into the team first, or write to them apart.",
                        who=", ".join(strangers.mapped("display_name")),
                    )
                )

    @api.constrains("model", "res_id")
    def _check_no_hidden_contact(self):
        ids = self.filtered(lambda message: message.model == "res.partner").mapped("res_id")
        if self.env["res.partner"].browse(ids)._kentro_hidden_among():
            raise UserError(self.env._("Write on the request or the case, not on the contact of a beneficiary."))

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        """Odoo fetches messages by sudo and leaves the asking to `read` and `search`; an export calls neither."""
        self.check_access("read")
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
