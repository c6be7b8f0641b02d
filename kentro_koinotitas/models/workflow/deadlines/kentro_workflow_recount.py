from odoo import api, models
from odoo.tools import SQL

from ..engine import ENGINE


class KentroWorkflowMixin(models.AbstractModel):
    """Deadlines counted again, because the hours, the calendar or a date of the record changed."""

    _inherit = "kentro.workflow.mixin"

    def _follow_dates(self, names):
        """Count deadlines again after a write of the fields ``names``."""
        stages = self.sudo().stage_id
        if set(stages.deadline_field_id.mapped("name")) & names:
            self.filtered(lambda r: r.sudo().stage_id.deadline_field_id.name in names)._begin_deadlines()
        if self._get_deadline_causes() & names:
            for records in self._get_deadline_dependents():
                records._follow_working_time()

    def _follow_working_time(self):
        """Count running deadlines in the working time that is the right one by now."""
        running = self.filtered("deadline_start").sudo()
        for time, records in running.grouped(running._get_working_times().get).items():
            time._cover(*records.mapped("deadline_start"), *records.mapped("deadline"))
            records._write_deadlines(ENGINE, [({"deadline_time_id": time.id}, records)])
        if running:
            self._count_deadlines_again(SQL("r.id IN %s", tuple(running.ids)))

    @api.model
    def _count_deadlines_again(self, condition):
        """Count the running deadlines of this model again, where ``condition`` (of ``r``) holds: one statement
        for those in days, one for those in hours.

        A deadline that has moved into the future is told of anew.
        """
        self.env.flush_all()
        units = self.env["kentro.stage"].sudo()._read_group(
            [("workflow_id.model", "=", self._name), ("deadline_unit", "!=", False)], ["deadline_unit"]
        )
        for hours in {unit == "working_hours" for (unit,) in units}:
            self.env.cr.execute(self._sql_count_again(condition, hours))
        self.invalidate_model(["deadline", "deadline_level", "deadline_next"])
        self._move_reminders(condition)

    def _sql_count_again(self, condition, hours):
        table = SQL.identifier(self._table)
        asked = SQL(
            """SELECT r.id, r.deadline_time_id AS time_id, s.deadline_unit AS unit, s.deadline_edge AS edge,
                      r.deadline_start AS start, r.deadline_left AS amount, r.deadline AS old,
                      r.deadline_level AS level, COALESCE(s.warn_before, 0) * %(factor)s AS warn,
                      CASE WHEN s.escalate_role_id IS NOT NULL
                           THEN COALESCE(s.escalate_after, 0) * %(factor)s END AS after
                 FROM %(table)s r
                 JOIN kentro_stage s ON s.id = r.stage_id
                WHERE r.deadline_start IS NOT NULL AND (s.deadline_unit = 'working_hours') = %(hours)s
                  AND %(condition)s""",
            table=table,
            factor=3600 if hours else 1,
            hours=hours,
            condition=condition,
        )
        return SQL(
            """UPDATE %s r SET deadline = p.deadline, deadline_level = p.level, deadline_next = p.next
                 FROM (%s) p
                WHERE p.id = r.id
                  AND (r.deadline, r.deadline_level, r.deadline_next) IS DISTINCT FROM (p.deadline, p.level, p.next)""",
            table,
            self.env["kentro.working.day"]._sql_deadlines(asked, hours),
        )
