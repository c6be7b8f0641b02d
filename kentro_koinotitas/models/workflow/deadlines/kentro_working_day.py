from odoo import api, fields, models
from odoo.tools import SQL

# From a moment, so many hours or days on: `tools/working_time.py` says how it is counted. `asked` has id,
# time_id, unit, edge, start, amount (in seconds where the unit is hours). OFFSET 0 keeps PostgreSQL from
# copying one expression into the next: it would work out each of them many times over.
DAYS = """
    SELECT a.*,
           CASE WHEN a.start IS NOT NULL AND a.amount IS NOT NULL THEN
                COALESCE(CASE a.edge WHEN 'open' THEN d.opens_at ELSE d.day_closes_at END,
                         ((a.day + a.amount)::timestamp
                          + CASE a.edge WHEN 'open' THEN '0' ELSE '23:59:59' END::interval)
                         AT TIME ZONE a.tz AT TIME ZONE 'UTC')
           END AS moment
      FROM (SELECT q.*, t.tz,
                   (GREATEST(q.start, t.first + interval '1 day') AT TIME ZONE 'UTC' AT TIME ZONE t.tz)::date AS day
              FROM (%(asked)s) q JOIN kentro_working_time t ON t.id = q.time_id OFFSET 0) a
 LEFT JOIN kentro_working_day e
        ON e.time_id = a.time_id AND e.position = 0
       AND e.date = a.day + CASE a.unit WHEN 'calendar_days' THEN a.amount ELSE 0 END
 LEFT JOIN kentro_working_day d
        ON d.time_id = a.time_id AND d.position = 0 AND d.is_open
       AND d.number = e.number + CASE
           WHEN a.unit = 'working_days' THEN a.amount + (a.amount <= 0 AND NOT e.is_open)::int
           ELSE (a.amount >= 0 AND NOT e.is_open)::int END
    OFFSET 0
"""
HOURS = """
    SELECT a.*, COALESCE(o.opens_at + make_interval(secs => w.worked + a.amount - o.seconds),
                         a.start + make_interval(secs => a.amount)) AS moment
      FROM (SELECT q.* FROM (%(asked)s) q OFFSET 0) a
 LEFT JOIN LATERAL (SELECT COALESCE(%(worked)s, 0) AS worked OFFSET 0) w ON TRUE
 LEFT JOIN LATERAL (SELECT opens_at, closes_at, seconds FROM kentro_working_day
                     WHERE time_id = a.time_id AND is_open AND seconds < w.worked + a.amount
                     ORDER BY seconds DESC LIMIT 1) o
        ON o.closes_at >= o.opens_at + make_interval(secs => w.worked + a.amount - o.seconds)
    OFFSET 0
"""
# The seconds of opening up to a moment.
WORKED = """
    (SELECT s.seconds + EXTRACT(epoch FROM LEAST(s.closes_at, %(moment)s) - s.opens_at)::int
       FROM kentro_working_day s
      WHERE s.time_id = a.time_id AND s.is_open AND s.opens_at <= %(moment)s
      ORDER BY s.opens_at DESC LIMIT 1)
"""


class KentroWorkingDay(models.Model):
    """One date of a working time, and one row more for each further span of its opening hours.

    With the number of the open day and the seconds of opening before it, a deadline is a look-up.
    """

    _name = "kentro.working.day"
    _description = "Working day"
    _order = "time_id, date, position"
    _rec_name = "date"
    _log_access = False

    time_id = fields.Many2one("kentro.working.time", required=True, readonly=True, ondelete="cascade")
    date = fields.Date(required=True, readonly=True)
    position = fields.Integer("Span of the day", readonly=True)
    number = fields.Integer("Open days until then", readonly=True)
    is_open = fields.Boolean("Open", readonly=True)
    opens_at = fields.Datetime(readonly=True)
    closes_at = fields.Datetime(readonly=True)
    day_closes_at = fields.Datetime("The day closes at", readonly=True)
    seconds = fields.Integer("Seconds of opening before", readonly=True)

    _date = models.UniqueIndex("(time_id, date, position)")
    _number = models.UniqueIndex("(time_id, number) WHERE is_open AND position = 0")
    _opens_at = models.UniqueIndex("(time_id, opens_at) WHERE is_open")
    _seconds = models.UniqueIndex("(time_id, seconds) WHERE is_open")

    @api.model
    def _sql_moments(self, asked, hours):
        """Return the rows of ``asked`` with their ``moment``.

        :param SQL asked: a query of id, time_id, unit, edge, start, amount, and whatever else
        :param bool hours: whether all of them are counted in working hours, or all in days
        """
        if hours:
            return SQL(HOURS, asked=asked, worked=SQL(WORKED, moment=SQL("a.start")))
        return SQL(DAYS, asked=asked)

    @api.model
    def _sql_deadlines(self, asked, hours):
        """Return the rows of ``asked`` with deadline, level and when the job has to look next.

        :param SQL asked: besides the above: old (deadline), level (what the job has done), warn (amount
            before, or 0), after (amount until it is escalated, or null)
        """
        due = SQL(
            """SELECT id, time_id, unit, moment AS start, moment, old, edge AS own_edge, warn, after,
                      CASE WHEN moment > %s AND moment IS DISTINCT FROM old THEN 0 ELSE level END AS level
                 FROM (%s) m""",
            fields.Datetime.now(),
            self._sql_moments(asked, hours),
        )
        looks = SQL(
            """SELECT id, time_id, unit, start, start AS deadline, level, old,
                      CASE level WHEN 0 THEN 'open' ELSE own_edge END AS edge,
                      CASE level WHEN 0 THEN -warn WHEN 1 THEN 0 WHEN 2 THEN after END AS amount
                 FROM (%s) d""",
            due,
        )
        return SQL(
            """SELECT id, deadline, level, old, CASE amount WHEN 0 THEN deadline ELSE moment END AS next
                 FROM (%s) n""",
            self._sql_moments(looks, hours),
        )

    @api.model
    def _plan(self, unit, rows):
        """Return [(deadline, when the job looks next)] of new deadlines, of which the job has done nothing yet.

        :param rows: (time id, edge, start, amount, warn, after) of each, all in ``unit``
        """
        if not rows:
            return []
        asked = SQL(
            """SELECT id, time_id, %s AS unit, edge, start, amount, warn, after, NULL::timestamp AS old, 0 AS level
                 FROM unnest(%s::int[], %s::int[], %s::text[], %s::timestamp[], %s::int[], %s::int[], %s::int[])
                   AS r(id, time_id, edge, start, amount, warn, after)""",
            unit,
            list(range(len(rows))),
            *(list(column) for column in zip(*rows, strict=True)),
        )
        deadlines = self._sql_deadlines(asked, unit == "working_hours")
        self.env.cr.execute(SQL("SELECT deadline, next FROM (%s) p ORDER BY id", deadlines))
        return self.env.cr.fetchall()

    @api.model
    def _passed(self, rows):
        """Return how much has passed, in seconds or days, for rows of (time id, unit, start, until)."""
        if not rows:
            return []
        self.env.cr.execute(
            SQL(
                """
                SELECT CASE a.unit
                       WHEN 'working_hours' THEN COALESCE(%(until)s, 0) - COALESCE(%(start)s, 0)
                       WHEN 'working_days' THEN v.number - u.number
                       ELSE a.last - a.first END
                  FROM (SELECT r.*, (r.start AT TIME ZONE 'UTC' AT TIME ZONE t.tz)::date AS first,
                               (r.until AT TIME ZONE 'UTC' AT TIME ZONE t.tz)::date AS last
                          FROM unnest(%(ids)s::int[], %(times)s::int[], %(units)s::text[], %(starts)s::timestamp[],
                                      %(untils)s::timestamp[]) AS r(id, time_id, unit, start, until)
                          JOIN kentro_working_time t ON t.id = r.time_id) a
             LEFT JOIN kentro_working_day u ON u.time_id = a.time_id AND u.date = a.first AND u.position = 0
             LEFT JOIN kentro_working_day v ON v.time_id = a.time_id AND v.date = a.last AND v.position = 0
              ORDER BY a.id""",
                until=SQL(WORKED, moment=SQL("a.until")),
                start=SQL(WORKED, moment=SQL("a.start")),
                ids=list(range(len(rows))),
                **dict(
                    zip(
                        ("times", "units", "starts", "untils"),
                        (list(column) for column in zip(*rows, strict=True)),
                        strict=True,
                    )
                ),
            )
        )
        return [int(passed or 0) for (passed,) in self.env.cr.fetchall()]
