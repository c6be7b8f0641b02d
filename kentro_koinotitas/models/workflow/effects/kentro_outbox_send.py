import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from psycopg2.errors import SerializationFailure

from ..engine import ENGINE

_logger = logging.getLogger(__name__)

TRIES = 8
CLAIM = """
    UPDATE kentro_outbox
       SET tries = tries + 1,
           state = CASE WHEN tries < %(tries)s THEN state ELSE 'dead' END,
           next_try = %(now)s + interval '1 minute' * 4 ^ least(tries, %(tries)s - 2)
     WHERE id = (SELECT id FROM kentro_outbox
                  WHERE state IN ('pending', 'failed') AND next_try <= %(now)s
                  ORDER BY next_try, id LIMIT 1 FOR UPDATE SKIP LOCKED)
 RETURNING id
"""


class KentroOutbox(models.Model):
    """Sending what is owed, one row at a time.

    A row is claimed first: its try is counted and the next one set, and committed, so that a worker
    that dies leaves it for later. Then it is locked while it is sent, so that no second worker sends
    it at the same time. A try that failed is repeated after 1, 4, 16, 64, 256, 1,024 and 4,096
    minutes (nearly four days in all); after the eighth the row is given up and waits for a person.
    """

    _inherit = "kentro.outbox"

    @api.model
    def _cron_send(self):
        """Send what is due. Running it twice, or two at once, sends nothing twice."""
        cron = self.env["ir.cron"]
        while row := self._claim():
            cron._commit_progress()
            row._send_claimed()
            if not cron._commit_progress(1, remaining=self._count_due()):
                break

    @api.model
    def _claim(self):
        """Take the row that has been due longest and count its try; nothing if none is free.

        A row whose last try never came back (the worker died) is given up here.
        """
        self.flush_model()
        while True:
            try:
                self.env.cr.execute(CLAIM, {"tries": TRIES, "now": fields.Datetime.now()}, log_exceptions=False)
                break
            except SerializationFailure:
                self.env.cr.rollback()  # another worker was quicker with this very row: look again
        found = self.env.cr.fetchone()
        self.invalidate_model()
        return self.sudo().browse(found or ())

    @api.model
    def _count_due(self):
        return self.sudo().search_count(
            [("state", "in", ("pending", "failed")), ("next_try", "<=", fields.Datetime.now())]
        )

    def _send_claimed(self):
        """Send the claimed row and note how it went; whatever happens, the others go on."""
        self.ensure_one()
        claimed = self.tries
        if self.state == "dead":
            self._note(last_error=self.env._("The server stopped each time while it was being sent."))
            self._tell_given_up()
            return
        if not self.try_lock_for_update():
            return
        self.invalidate_recordset()
        if self.tries != claimed or self.state not in ("pending", "failed"):
            return  # it took so long that another worker has seen to it
        try:
            with self.env.cr.savepoint():
                getattr(self, f"_send_{self.kind}")(self._record_of())
        except Exception as error:
            self._note_failure(error)
        else:
            self._note(state="sent", sent_on=fields.Datetime.now(), last_error=False)

    def _note(self, **vals):
        self.with_context(kentro_engine=ENGINE).write(vals)

    def _note_failure(self, error):
        """Note a failed try in words that name no person, and give up after the last one."""
        if isinstance(error, UserError):
            why = error.args[0]
        else:
            why = self.env._("%s: see the server's log.", type(error).__name__)
            # only what kind: messages of mail servers quote addresses
            _logger.warning("outbox row %s, try %s: %s", self.id, self.tries, type(error).__name__)
        gone = isinstance(error, _Gone)
        self._note(last_error=why, state="dead" if gone or self.tries >= TRIES else "failed")
        if self.state == "failed":
            self.env.ref("kentro_koinotitas.cron_outbox").sudo()._trigger(self.next_try)
        else:
            self._tell_given_up()

    def _tell_given_up(self):
        """Tell whoever coordinates the record that what its step owed was not sent; nobody, if it is gone."""
        Model = self.env.get(self.model)
        record = Model.sudo().browse(self.res_id).exists() if Model is not None else None
        if record:
            step = self.transition_id
            record._tell_coordinators(
                lambda env: env._(
                    "What the step «%s» had to send was given up: see the outbox.", step.with_env(env).name
                )
            )

    def _record_of(self):
        """Return the record as the move's superuser reads it."""
        Model = self.env.get(self.model)
        record = Model.sudo().browse(self.res_id).exists() if Model is not None else None
        if not record:
            raise _Gone(self.env._("The record is not there any more."))
        return record


class _Gone(UserError):
    """No further try can succeed."""
