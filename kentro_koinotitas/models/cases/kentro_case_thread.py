from odoo import models
from odoo.exceptions import UserError


class KentroCase(models.Model):
    """What is written on a case reaches those who may read it at that moment, and nobody else."""

    _inherit = "kentro.case"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        cases = self._filtered_access("read")
        for partner in self.env["res.partner"].browse(partner_ids):
            # sudo: who a contact's user is says nothing of the record
            users = partner.sudo().user_ids
            seen = cases.browse().union(*(cases.with_user(user)._filtered_access("read") for user in users))
            if unseen := cases - seen:
                raise UserError(
                    self.env._(
                        "%(who)s may not read %(case)s, and cannot follow it. Take them into the team first.",
                        who=partner.display_name,
                        case=unseen._names(),
                    )
                )
        return super().message_subscribe(partner_ids, subtype_ids)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out followers who have lost the right to read since they began to follow."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        partners = self.env["res.partner"].browse([recipient["id"] for recipient in recipients if recipient["id"]])
        strangers = set(self._kentro_strangers(partners).ids)
        return [recipient for recipient in recipients if recipient["id"] and recipient["id"] not in strangers]
