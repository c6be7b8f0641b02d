from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

DAYS = 30


class KentroExpiringMixin(models.AbstractModel):
    """A record with a last day, ``date_to``: has it passed, does it come soon.

    «Soon» is as many days as the structure where the user works today warns ahead.
    """

    _name = "kentro.expiring.mixin"
    _description = "Expires"

    date_to = fields.Date("Expires on", index="btree_not_null")
    expiry = fields.Selection(
        [("expired", "Expired"), ("soon", "Expires soon")], compute="_compute_expiry", search="_search_expiry"
    )

    @api.depends("date_to")
    @api.depends_context("uid")
    def _compute_expiry(self):
        today, soon = self._expiry_days()
        for record in self:
            last = record.date_to
            record.expiry = bool(last) and ("expired" if last < today else "soon" if last <= soon else False)

    def _search_expiry(self, operator, value):
        if operator != "in":
            return NotImplemented
        today, soon = self._expiry_days()
        parts = {
            "expired": Domain("date_to", "<", today),
            "soon": Domain("date_to", ">=", today) & Domain("date_to", "<=", soon),
            False: Domain("date_to", "=", False) | Domain("date_to", ">", soon),
        }
        return Domain.OR(parts[one] for one in value if one in parts)

    def _expiry_days(self):
        """Today, and the last day that is soon."""
        today = fields.Date.context_today(self)
        # sudo: the setting of the user's own structure
        structure = self.env.user.sudo().kentro_structure_id
        return today, today + timedelta(days=structure.expiry_days if structure else DAYS)
