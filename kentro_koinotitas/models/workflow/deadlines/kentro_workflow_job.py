import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_ERRORS_TO_RETRY
from odoo.tools import SQL
from psycopg2 import OperationalError

_logger = logging.getLogger(__name__)

AT_A_TIME = 200  # records between two commits: so long does a step wait for the job at most
TRIES = 20  # how often a batch may meet somebody who takes a step at that very moment
AGAIN = timedelta(hours=1)  # when a record that failed is tried again


class KentroWorkflow(models.Model):
    """The job that acts on deadlines. Running it again changes nothing; running it twice at once neither."""

    _inherit = "kentro.workflow"

    @api.model
    def _cron_deadlines(self):
        """Take the steps that take themselves, then tell people; commit as it goes along."""
        for _try in range(TRIES):
            try:
                return self._run_deadlines(self.env["ir.cron"]._commit_progress)
            except OperationalError as error:
                if error.pgcode not in PG_CONCURRENCY_ERRORS_TO_RETRY:
                    raise
                self.env.cr.rollback()  # somebody took a step at that moment: look again

    @api.model
    def _run_deadlines(self, progress=lambda processed=0, remaining=None: float("inf")):
        """Act on every deadline that is due.

        :param progress: called with (processed, remaining) after each batch, which it commits; returns
            the seconds that are left for the job
        """
        times = self.env["kentro.working.time"].search([])
        times._cover()
        late = times.filtered("to_count")
        if late:
            # laid out anew a moment ago: by the old statistics PostgreSQL would read all of it for each deadline
            self.env.cr.execute("ANALYZE kentro_working_day")
        late._count_again(progress)
        late.write({"to_count": False})
        progress()
        models_ = [self.env[name] for name in self._process_models()]
        progress(remaining=sum(model._count_due() for model in models_))
        for model in models_:
            if not model._run_steps(progress) or not model._run_reminders(progress):
                return  # no time left: Odoo goes on with it at once


class KentroWorkflowMixin(models.AbstractModel):
    """The part of the job that looks at the records of one process."""

    _inherit = "kentro.workflow.mixin"

    @api.model
    def _count_due(self):
        return self.search_count([("deadline_next", "<=", fields.Datetime.now())])

    # -- steps that take themselves ----------------------------------------------------------------

    @api.model
    def _run_steps(self, progress):
        """Take every step with trigger «deadline» for the records whose deadline is reached; return
        whether time is left.
        """
        steps = self.env["kentro.transition"].search(
            [("trigger", "=", "deadline"), ("workflow_id.model", "=", self._name), ("workflow_id.state", "!=", "draft")]
        )
        for step in steps:
            due = self.with_context(active_test=False).search(
                [
                    ("workflow_id", "=", step.workflow_id.id),
                    ("stage_id", "in", step.source_ids.ids),
                    ("deadline", "<=", fields.Datetime.now()),
                ]
            )
            due = due._not_put_off()
            for start in range(0, len(due), AT_A_TIME):
                batch = due[start : start + AT_A_TIME]
                batch._isolated(
                    lambda records, s=step: records._take_due_step(s),
                    lambda record, error, s=step: record._put_off_step(s, error),
                )
                if progress(processed=len(batch)) <= 0:
                    return False
        return True

    def _take_due_step(self, step):
        """Take ``step`` for those of these records that still stand before it and whose rules hold."""
        standing = self.filtered(lambda record: record.stage_id in step.source_ids)
        hindered = self.browse().union(*step.rule_ids._violations(standing).values())
        if standing - hindered:
            (standing - hindered)._take_system_step(step.code)

    # -- telling people ----------------------------------------------------------------------------

    @api.model
    def _run_reminders(self, progress):
        """Tell people of deadlines, a batch at a time; return whether time is left."""
        while due := self._due_now():
            due._isolated(lambda records: records._tell(), lambda record, error: record._leave_for_later(error))
            if progress(processed=len(due)) <= 0:
                return False
        return True

    @api.model
    def _due_now(self):
        """Lock and return the next records that the job has to look at; what somebody else holds it leaves."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT id FROM %s WHERE deadline_next <= %s ORDER BY deadline_next LIMIT %s
                      FOR NO KEY UPDATE SKIP LOCKED""",
                SQL.identifier(self._table),
                fields.Datetime.now(),
                AT_A_TIME,
            )
        )
        return self.browse(id_ for (id_,) in self.env.cr.fetchall())

    def _tell(self):
        """Tell of the deadlines of these records what is to be told now, and note when to look again."""
        now = fields.Datetime.now()
        for (stage, level), records in self.grouped(lambda r: (r.stage_id, r._level_now(now))).items():
            records._remind(stage, level)
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET deadline_level = %s WHERE id IN %s",
                    SQL.identifier(self._table),
                    level,
                    tuple(records.ids),
                )
            )
        self.invalidate_recordset(["deadline_level"])
        self._count_deadlines_again(SQL("r.id IN %s", tuple(self.ids)))

    def _level_now(self, now):
        """Return what is to be told of this record, which the job has to look at now."""
        return 1 if self.deadline > now else min(max(self.deadline_level, 1) + 1, 3)

    # -- one that fails ----------------------------------------------------------------------------

    def _isolated(self, act, fail):
        """Call ``act`` with all of ``self``; where it fails, with halves, until just the failing ones are left out.

        These are given to ``fail``, one by one, with the error.
        """
        try:
            with self.env.cr.savepoint():
                act(self)
        except OperationalError:
            raise  # nothing of this record: the connection, or another transaction that was first
        except Exception as error:  # whatever it is, the others go on
            if len(self) == 1:
                fail(self, error)
            else:
                middle = len(self) // 2
                self[:middle]._isolated(act, fail)
                self[middle:]._isolated(act, fail)

    def _leave_for_later(self, error):
        # by reference only: the message may name a person
        _logger.warning("The deadline of %s,%s failed: %s", self._name, self.id, type(error).__name__)
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET deadline_next = GREATEST(deadline_next, %s) WHERE id = %s AND deadline_next IS NOT NULL",
                SQL.identifier(self._table),
                fields.Datetime.now() + AGAIN,
                self.id,
            )
        )
        self.invalidate_recordset(["deadline_next"])
