from odoo import api, fields, models
from odoo.tools import format_time


class KentroReadMixin(models.AbstractModel):
    """What the form of a file says to who only reads it: that nothing is changed here, and until when it is open."""

    _inherit = "kentro.read.mixin"

    may_write = fields.Boolean(compute="_compute_may_write", help="Whether the reader may change it at all")
    emergency_until = fields.Char(
        compute="_compute_emergency_until", help="Time at which the reader's emergency access ends, if she has one"
    )

    @api.depends_context("uid")
    def _compute_may_write(self):
        writable = self._origin._filtered_access("write")._kentro_not_frozen()
        for record in self:
            record.may_write = not record._origin or record._origin in writable

    @api.depends_context("uid", "tz")
    def _compute_emergency_until(self):
        self.emergency_until = False
        for access in self._kentro_emergencies():
            until = format_time(self.env, access.date_to, tz=self.env.user.tz, time_format="HH:mm")
            self.filtered_domain(access._opens(self._name)).emergency_until = until

    def _kentro_emergencies(self):
        """Return the emergency accesses of this user that open something of this model now, as superuser."""
        running = self.env.user.sudo()._kentro_opened().values()  # sudo: her exceptions are not hers to see
        return self.env["kentro.emergency.access"].sudo().browse(running)

    def action_end_emergency(self):
        """End the reader's own emergency access to this file, and leave it."""
        self.ensure_one()
        opening = self._kentro_emergencies().filtered(
            lambda access: self.sudo().filtered_domain(access._opens(self._name))
        )
        opening.sudo(False).action_end()
        return {**self.env["res.users"].action_kentro_home(), "target": "main"}
