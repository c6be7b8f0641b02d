from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class KentroTransitionLog(models.Model):
    """The reason of a move can be erased, for good and with a mark; the chain goes on to hold."""

    _inherit = "kentro.transition.log"

    reason_state = fields.Selection(
        [("kept", "Given"), ("erased", "Erased")],
        "Reason was",
        compute="_compute_reason_state",
        compute_sudo=True,  # whether there is a reason says nothing of it
    )

    @api.depends("reason_digest", "reason")
    def _compute_reason_state(self):
        for row in self:
            row.reason_state = ("kept" if row.reason else "erased") if row.reason_digest else False

    def action_erase_reason(self):
        """Erase the reasons of these moves, where they have one, with the salts that proved them."""
        if not self.env.user.has_group("kentro_koinotitas.group_dpo"):
            raise AccessError(self.env._("Reasons are erased by the data protection officer."))
        self.check_access("read")
        rows = self.filtered(lambda row: row.reason_state == "kept")
        if not rows:
            raise UserError(self.env._("None of these moves has a reason that could be erased."))
        self._erase(rows.ids)

    def _erase(self, ids):
        """Erase the reasons of rows ``ids`` and mark it: the one change of a row, past the ORM, which changes none."""
        self.env.cr.execute(
            SQL("UPDATE kentro_transition_log SET reason = NULL, salt = NULL WHERE id = ANY(%s)", list(ids))
        )
        self.browse(ids).invalidate_recordset(["reason", "salt", "reason_state"])
        self.env.cr.execute(
            SQL(
                "INSERT INTO kentro_log_erasure (log_id, date, user_id) SELECT unnest(%s), %s, %s",
                list(ids), fields.Datetime.now(), self.env.uid,
            )
        )  # fmt: skip
        self.env["kentro.log.erasure"].invalidate_model()
