import time

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..engine import ENGINE


class KentroLogCheck(models.Model):
    """The log was verified: when, by whom, and what was found."""

    _name = "kentro.log.check"
    _inherit = ["kentro.append.only", "mail.thread", "mail.activity.mixin"]
    _description = "Verification of the log"
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Datetime("Verified on", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")
    moves = fields.Integer("Moves read", readonly=True)
    seconds = fields.Float("Seconds", digits=(16, 1), readonly=True)
    anchor_id = fields.Many2one("kentro.log.anchor", "Last anchor", readonly=True, ondelete="restrict")
    anchor_digest = fields.Char(related="anchor_id.digest", help="Noted down, it proves all that is anchored.")
    sound = fields.Boolean("Stands as written", readonly=True)
    answer = fields.Text(readonly=True)

    def action_verify(self):
        """Verify the whole log now and show what was found."""
        if not self.env.su and not self.env.user.has_group("kentro_koinotitas.group_dpo"):
            raise AccessError(self.env._("The log is verified by the data protection officer."))
        check = self._verify_now()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Verify the log"),
            "res_model": self._name,
            "res_id": check.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    @api.model
    def _verify_now(self):
        begun = time.monotonic()
        # as superuser: the whole log is read, its reasons too; the answer names no person and no reason
        fault, moves = self.env["kentro.transition.log"].sudo()._verify()
        return self.sudo().with_context(kentro_engine=ENGINE).create(
            {
                "date": fields.Datetime.now(),
                "user_id": self.env.uid,
                "moves": moves,
                "seconds": time.monotonic() - begun,
                "anchor_id": self.env["kentro.log.anchor"].sudo().search([], limit=1).id,
                "sound": not fault,
                "answer": fault or self.env._("Every move stands in the log as it was written."),
            }
        )

    @api.model
    def _cron_verify(self):
        """Verify the log once a week; if it does not stand as written, every data protection officer is told."""
        check = self._verify_now()
        if not check.sound:
            for officer in self.env.ref("kentro_koinotitas.group_dpo").all_user_ids:
                check.activity_schedule(
                    "mail.mail_activity_data_todo", user_id=officer.id, summary=self.env._("The log was tampered with")
                )
