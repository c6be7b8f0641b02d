from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

from ...tools.greek_holidays import greek_holidays
from ...tools.opening_hours import joined

HORIZON = 60  # days in which an open day is sought at a time
PATIENCE = 12  # such spans, about two years


class KentroStructure(models.Model):
    """On which days a structure is open: hours, public holidays, local holidays, closing days.

    Public holidays come from the rule, not from the leaves written for this year and the next, so
    that any date of any year has the right answer. Without opening hours: Monday to Friday.
    """

    _inherit = "kentro.structure"

    is_open_today = fields.Boolean(compute="_compute_is_open_today")
    opening_text = fields.Char("Opening hours in words", related="calendar_id.kentro_text")
    application_text = fields.Char("Applications", related="application_calendar_id.kentro_text")

    @api.depends("calendar_id")
    def _compute_is_open_today(self):
        today = fields.Date.context_today(self)
        opened = self._open_days(today, today)
        for structure in self:
            structure.is_open_today = bool(opened[structure])

    def _open_days(self, date_from, date_to):
        """Return ``{structure: [dates]}``, ascending, both ends included; queries do not grow with the span."""
        days = [date_from + timedelta(days=n) for n in range((date_to - date_from).days + 1)]
        holidays = {day for year in range(date_from.year, date_to.year + 1) for day in greek_holidays(year)}
        hours = self._spans_by_weekday()
        closed = self._closed_days(date_from, date_to, hours)
        return {
            structure: [
                day
                for day in days
                if day not in holidays and day not in closed[structure] and structure._hours_of(hours[structure], day)
            ]
            for structure in self
        }

    def _is_open(self, date):
        self.ensure_one()
        return bool(self._open_days(date, date)[self])

    def _next_open_day(self, date):
        """Return the first day from ``date`` on, itself included, on which the structure is open."""
        return self._next_open_days([date])[date]

    def _next_open_days(self, dates):
        """Return ``{date: first open day from it on}`` for many dates at once.

        Where a structure opens on no day at all within two years, a date stands for itself.
        """
        self.ensure_one()
        wanted, found = sorted(set(dates)), {}
        start = wanted[0] if wanted else None
        for _span in range(PATIENCE):
            if not wanted:
                break
            end = max(start, wanted[-1]) + timedelta(days=HORIZON)
            opened = self._open_days(start, end)[self]
            for date in wanted:
                found[date] = next((day for day in opened if day >= date), None)
            wanted = [date for date in wanted if not found[date]]
            start = end + timedelta(days=1)
        return {date: found.get(date) or date for date in dates}

    def _spans_by_weekday(self):
        """Return ``{structure: {(week type, weekday): ((from, to), …)}}``, in hours and in order."""
        # sudo: opening hours are public, whoever asks
        attendances = (
            self.env["resource.calendar.attendance"]
            .sudo()
            .search(
                [
                    ("calendar_id", "in", self.sudo().calendar_id.ids),
                    ("display_type", "=", False),
                    ("day_period", "!=", "lunch"),
                ]
            )
        )
        calendars = defaultdict(lambda: defaultdict(list))
        for line in attendances:
            key = (line.calendar_id.two_weeks_calendar and line.week_type, int(line.dayofweek))
            calendars[line.calendar_id][key].append((line.hour_from, line.hour_to))
        spans = {
            calendar: {key: joined(lines) for key, lines in days.items()} for calendar, days in calendars.items()
        }
        usual = {(False, weekday): ((0, 24),) for weekday in range(5)}
        return {
            structure: spans.get(structure.sudo().calendar_id, {}) if structure.sudo().calendar_id else usual
            for structure in self
        }

    def _hours_of(self, hours, day):
        """Return the spans of hours of ``day``, or nothing: one week type or both."""
        week = str(self.env["resource.calendar.attendance"].get_week_type(day))
        return hours.get((False, day.weekday())) or hours.get((week, day.weekday()))

    def _closed_days(self, date_from, date_to, hours):
        """Return ``{structure: {dates}}``: local holidays, and leaves that cover all hours of a day."""
        closed = defaultdict(set)
        structures = self.sudo()  # sudo: as above
        local = self.env["kentro.holiday"].sudo().search([("company_id", "in", structures.company_id.ids)])
        leaves = structures._closing_leaves(date_from, date_to)
        for structure in structures:
            for holiday in local.filtered(
                lambda h, s=structure: h.company_id == s.company_id and (not h.structure_id or h.structure_id == s)
            ):
                for year in range(date_from.year, date_to.year + 1):
                    closed[structure].update(holiday._days_of(year))
            for leave in structure._leaves_of(leaves):
                closed[structure].update(structure._days_covered(leave, hours[structure]))
        return closed

    def _closing_leaves(self, date_from, date_to):
        """Return the leaves made by hand for whole calendars, or for the municipality, in that span."""
        return self.env["resource.calendar.leaves"].search(
            [
                ("resource_id", "=", False),
                ("kentro_holiday_code", "=", False),
                ("time_type", "=", "leave"),
                ("date_from", "<=", fields.Datetime.to_datetime(date_to + timedelta(days=1))),
                ("date_to", ">=", fields.Datetime.to_datetime(date_from - timedelta(days=1))),
                "|",
                ("calendar_id", "in", self.calendar_id.ids),
                "&",
                ("calendar_id", "=", False),
                ("company_id", "in", self.company_id.ids),
            ]
        )

    def _days_covered(self, leave, hours):
        """Return the dates all of whose opening hours lie within ``leave``."""
        first, last = (
            fields.Datetime.context_timestamp(self.with_context(tz=self.calendar_id.tz or "Europe/Athens"), moment)
            for moment in (leave.date_from, leave.date_to)
        )
        days = [first.date() + timedelta(days=n) for n in range((last.date() - first.date()).days + 1)]

        def hour(moment, day):
            gap = moment.date() - day
            return gap.days * 24 + moment.hour + moment.minute / 60 + moment.second / 3600

        return {
            day
            for day in days
            if (spans := self._hours_of(hours, day))
            and hour(first, day) <= spans[0][0]
            and hour(last, day) >= min(spans[-1][1], 23.98)
        }
