from odoo import models
from odoo.exceptions import UserError


class KentroCase(models.Model):
    """What is written on a case reaches those who may read it at that moment, and nobody else."""

    _inherit = "kentro.case"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        for case in self._filtered_access("read"):
            if strangers := case._kentro_strangers(self.env["res.partner"].browse(partner_ids)):
                raise UserError(
                    self.env._(
                        "%(who)s may not read %(case)s, and cannot follow it. Take them into the team first.",
                        who=", ".join(strangers.mapped("display_name")),
                        case=case.name,
                    )
                )
        return super().message_subscribe(partner_ids, subtype_ids)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out followers who have lost the right to read since they began to follow."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        partners = self.env["res.partner"].browse([recipient["id"] for recipient in recipients if recipient["id"]])
        strangers = set(self._kentro_strangers(partners).ids)
        return [recipient for recipient in recipients if recipient["id"] and recipient["id"] not in strangers]
