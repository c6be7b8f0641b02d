import logging
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

TRIES = 6
FIRST = timedelta(minutes=15)


class KentroWorkflowMixin(models.AbstractModel):
    """A step that should take itself at the deadline and fails.

    It is tried again after a quarter of an hour, and then after 1, 4, 16 and 64 hours; after the sixth time it
    is left to a person, and whoever coordinates the record has an activity that says so.
    """

    _inherit = "kentro.workflow.mixin"

    deadline_tries = fields.Integer("Tries of the step at the deadline", copy=False, readonly=True, aggregator=None)
    deadline_again = fields.Datetime("Tried again at", copy=False, readonly=True)

    def _not_put_off(self):
        """Return those of ``self`` whose step at the deadline is to be tried now."""
        now = fields.Datetime.now()
        return self.filtered(lambda r: r.deadline_tries < TRIES and not (r.deadline_again and r.deadline_again > now))

    def _put_off_step(self, step, error):
        """Note that ``step`` has failed for this record, and when it is tried again, if at all."""
        tries = self.deadline_tries + 1
        # by reference only: the message may name a person
        _logger.warning("The step %s of %s,%s failed: %s", step.code, self._name, self.id, type(error).__name__)
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET deadline_tries = %s, deadline_again = %s WHERE id = %s",
                SQL.identifier(self._table),
                tries,
                fields.Datetime.now() + FIRST * 4 ** (tries - 1),
                self.id,
            )
        )
        self.invalidate_recordset(["deadline_tries", "deadline_again"])
        if tries == TRIES:
            self._tell_coordinators(
                lambda env: env._("The step «%s» failed at the deadline: take it by hand.", step.with_env(env).name)
            )

    def _tell_coordinators(self, say):
        """Plan an activity for whoever coordinates these records; ``say(env)`` is its summary in her language."""
        told = self._readers(self._get_reminder_fallback())
        self.browse(record.id for record in self if record not in told)._nobody_to_remind()
        # as superuser: the program tells people, who need no right to plan; no mail goes out
        activities = self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True)
        activities.create(
            [
                {
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                    "automated": True,
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": record.id,
                    "user_id": user.id,
                    "date_deadline": fields.Date.context_today(self),
                    "summary": say(self.with_context(lang=user.sudo().lang).env),
                }
                for record, users in told.items()
                for user in users
            ]
        )
