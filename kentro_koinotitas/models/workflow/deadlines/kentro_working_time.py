from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ....tools.working_time import table

AT_ONCE = 2000  # so many open deadlines are counted anew with the change itself; more by the job
AT_A_TIME = 10_000  # records that the job counts again between two commits
BACK, AHEAD = 400, 800  # days around today that are always there
FARTHEST = 3700  # days, back or ahead, beyond which a date stands for itself


class KentroWorkingTime(models.Model):
    """The working time of one structure, or of a municipality: its open days, laid out in a table.

    Filled when it is first asked, extended by the job, filled anew when hours, holidays or closing
    days change; the open deadlines that were counted by it are then counted again.
    """

    _name = "kentro.working.time"
    _description = "Working time"
    _log_access = False

    model = fields.Char("Kept by", required=True, readonly=True)
    res_id = fields.Many2oneReference("Structure", model_field="model", required=True, readonly=True)
    tz = fields.Char("Time zone", readonly=True)
    first = fields.Date("Laid out from", readonly=True)
    last = fields.Date("Laid out to", readonly=True)
    stale = fields.Boolean("To be laid out again", readonly=True, default=True)
    to_count = fields.Boolean("Deadlines to be counted again", readonly=True)
    day_ids = fields.One2many("kentro.working.day", "time_id", "Days", readonly=True)

    _record = models.UniqueIndex("(model, res_id)")

    @api.depends("model", "res_id")
    def _compute_display_name(self):
        for time in self:
            # as superuser: the name of a structure or a municipality is no secret
            time.display_name = self.env[time.model].sudo().browse(time.res_id).exists().display_name or ""

    @api.model
    def _get_for(self, owners):
        """Return ``{owner: its working time}``, made where it is not there yet.

        :param owners: structures, or companies: whatever ``_get_spans`` knows the hours of
        """
        # as superuser: kept by the program, for everybody
        times = self.sudo()
        domain = [("model", "=", owners._name), ("res_id", "in", owners.ids)]
        found = {time.res_id: time for time in times.search(domain)}
        if missing := [owner.id for owner in owners if owner.id not in found]:
            # past the ORM: of two who are the first at once, PostgreSQL refuses one, and Odoo replays her
            self.env.cr.execute(
                """INSERT INTO kentro_working_time (model, res_id, stale) SELECT %s, unnest(%s), true
                       ON CONFLICT DO NOTHING""",
                [owners._name, missing],
            )
            found = {time.res_id: time for time in times.search(domain)}
        return {owner: found[owner.id] for owner in owners}

    # -- hooks of the area that knows the hours ------------------------------------------------

    def _get_zone(self):
        """Return the name of the time zone of this working time."""
        return "Europe/Athens"

    def _get_spans(self, first, last):
        """Return ``{date: [(opens at, closes at)]}`` in UTC, for the open dates in that span."""
        raise NotImplementedError

    # -- the table -----------------------------------------------------------------------------

    def _cover(self, *moments):
        """See that the table is right, and reaches to ``moments``."""
        days, today = [moment.date() for moment in moments if moment], fields.Date.today()
        farthest = timedelta(days=FARTHEST)
        first = max(min([today, *days]) - timedelta(days=7), today - farthest)
        last = min(max([today, *days]) + timedelta(days=90), today + farthest)
        for time in self:
            if time.stale or not time.first or time.first > first or time.last < last:
                time._lay_out(
                    min(first, time.first or today - timedelta(days=BACK)),
                    max(last, time.last or last, today + timedelta(days=AHEAD)),
                )

    def _lay_out(self, first, last):
        """Fill the table anew from ``first`` to ``last``. Two that do so at once do it one after the other."""
        self.ensure_one()
        # waits for whoever lays it out at this moment, and is then replayed by Odoo
        self.env.cr.execute(SQL("SELECT FROM kentro_working_time WHERE id = %s FOR UPDATE", self.id))
        rows = list(table(first, last, self._get_spans(first, last)))
        self.env.cr.execute(SQL("DELETE FROM kentro_working_day WHERE time_id = %s", self.id))
        self.env.cr.execute(
            """INSERT INTO kentro_working_day
                      (time_id, date, position, number, is_open, opens_at, closes_at, day_closes_at, seconds)
               SELECT %s, * FROM unnest(%s::date[], %s::int[], %s::int[], %s::bool[], %s::timestamp[],
                                        %s::timestamp[], %s::timestamp[], %s::bigint[])""",
            [self.id, *(list(column) for column in zip(*rows, strict=True))],
        )
        self.env["kentro.working.day"].invalidate_model()
        self.write({"first": first, "last": last, "tz": self._get_zone(), "stale": False})
        self.flush_recordset()

    # -- changes -------------------------------------------------------------------------------

    def _mark_stale(self):
        """What these were laid out by has changed: lay them out again before this transaction ends.

        Many changes of one transaction are one such work. With more open deadlines than ``AT_ONCE`` the
        job counts these again, beginning at once: whoever changed the hours does not wait for it, nor
        hold up those who take steps meanwhile.
        """
        known = self.sudo().filtered("first")  # as superuser: it follows the hours, whoever changes them
        if not known:
            return
        known.write({"stale": True})
        changed = self.env.cr.precommit.data.setdefault("kentro.working.time", set())
        if not changed:
            self.env.cr.precommit.add(self.sudo()._follow_changes)
        changed.update(known.ids)

    @api.model
    def _follow_changes(self):
        changed = self.browse(self.env.cr.precommit.data.pop("kentro.working.time", ())).exists()
        changed._cover()
        if changed._count_open(AT_ONCE) > AT_ONCE:
            changed.write({"to_count": True})
            self.env.ref("kentro_koinotitas.cron_deadlines")._trigger()
        else:
            changed._count_again()
        self.env.flush_all()

    def _count_open(self, limit):
        """Return how many open deadlines were counted by these; ``limit`` + 1 stands for more."""
        return sum(
            self.env[name].with_context(active_test=False).search_count(
                [("deadline_start", "!=", False), ("deadline_time_id", "in", self.ids)], limit=limit + 1
            )
            for name in self.env["kentro.workflow"]._process_models()
        )

    def _count_again(self, progress=None):
        """Count the open deadlines of all processes again: one statement per process.

        :param progress: called to commit after so many records, so that nobody's step waits for all of them
        """
        counted = SQL("r.deadline_time_id IN %s", tuple(self.ids or [0]))
        for name in self.env["kentro.workflow"]._process_models() if self else ():
            model = self.env[name]
            if progress is None:
                model._count_deadlines_again(counted)
                continue
            last = self.env.execute_query(SQL("SELECT COALESCE(MAX(id), 0) FROM %s", SQL.identifier(model._table)))
            for first in range(0, last[0][0] + 1, AT_A_TIME):
                part = SQL("%s AND r.id >= %s AND r.id < %s", counted, first, first + AT_A_TIME)
                model._count_deadlines_again(part)
                progress()
