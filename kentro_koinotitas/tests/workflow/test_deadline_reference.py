from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.addons.kentro_koinotitas.tests.centre.common import CentreCommon
from odoo.addons.kentro_koinotitas.tools.greek_holidays import greek_holidays
from odoo.tests import tagged
from pytz import timezone, utc

ATHENS = timezone("Europe/Athens")
FIRST = date(2026, 3, 2)  # a Monday; the clocks go forward on 29 March, Easter is on 12 April
MINUTE = timedelta(minutes=1)

hours_of_a_day = st.sampled_from([(), ((8, 15),), ((8.5, 12), (17, 20)), ((7, 14), (14, 15.25)), ((9, 13),)])
moments = st.integers(0, 45 * 24 * 60).map(lambda minutes: datetime(2026, 3, 2) + minutes * MINUTE)
closings = st.lists(st.tuples(st.integers(0, 60 * 24 * 4), st.integers(1, 24 * 4 * 3)), max_size=3)


class Reference:
    """What the docstring of `tools/working_time.py` says, by looking at each minute and each day."""

    def __init__(self, week, closings):
        self.week, self.closings, self.minutes = week, closings, {}

    def spans(self, day):
        if day not in self.minutes:
            self.minutes[day] = self._minutes(day)
        return self.minutes[day]

    def _minutes(self, day):
        """The open minutes of ``day``, in UTC."""
        if day in greek_holidays(day.year):
            return []
        found = []
        for start, end in self.week[day.weekday()]:
            for n in range(int(start * 60), int(end * 60)):
                local = ATHENS.localize(datetime.combine(day, time()) + n * MINUTE)
                moment = local.astimezone(utc).replace(tzinfo=None)
                if not any(first <= moment < last for first, last in self.closings):
                    found.append(moment)
        return found

    def is_open(self, day):
        return bool(self.spans(day))

    def day(self, moment):
        return utc.localize(moment).astimezone(ATHENS).date()

    def hours(self, start, seconds):
        day, left = self.day(start), seconds // 60
        while True:
            for minute in self.spans(day):
                if minute >= start:
                    left -= 1
                    if not left:
                        return minute + MINUTE
            day += timedelta(days=1)

    def days(self, unit, edge, start, count):
        day = self.day(start)
        if unit == "calendar_days":
            day += timedelta(days=count)
            while not self.is_open(day):
                day += timedelta(days=1)
        else:
            while not count and not self.is_open(day):
                day += timedelta(days=1)
            while count:
                day += timedelta(days=1)
                count -= self.is_open(day)
        return self.spans(day)[0] if edge == "open" else self.spans(day)[-1] + MINUTE

    def passed(self, unit, start, until):
        first, last = self.day(start), self.day(until)
        days = [first + timedelta(days=n + 1) for n in range((last - first).days)]
        if unit == "working_hours":
            return 60 * sum(start <= minute < until for day in (first, *days) for minute in self.spans(day))
        return sum(self.is_open(day) for day in days) if unit == "working_days" else len(days)


@tagged("post_install", "-at_install")
class TestDeadlineReference(CentreCommon):
    """The table and its SQL against looking at each minute and each day."""

    def make(self, week, closings):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Ωράριο",
                "tz": "Europe/Athens",
                "attendance_ids": [
                    (0, 0, {"name": "x", "dayofweek": str(day), "hour_from": start, "hour_to": end})
                    for day, spans in enumerate(week)
                    for start, end in spans
                ],
            }
        )
        leaves = [
            (datetime(2026, 3, 2) + start * 15 * MINUTE, datetime(2026, 3, 2) + (start + length) * 15 * MINUTE)
            for start, length in closings
        ]
        self.env["resource.calendar.leaves"].create(
            [
                {"name": "Κλειστά", "calendar_id": calendar.id, "date_from": start, "date_to": end}
                for start, end in leaves
            ]
        )
        self.structure.calendar_id = calendar
        working_time = self.env["kentro.working.time"]._get_for(self.structure)[self.structure]
        working_time.write({"stale": True})
        working_time._cover(datetime(2026, 3, 2), datetime(2027, 3, 2))
        return working_time, Reference(week, leaves)

    def check(self, working_time, unit, edge, start, amount, expected):
        row = (working_time.id, edge, start, amount, 0, None)
        self.assertEqual(self.env["kentro.working.day"]._plan(unit, [row])[0][0], expected, (unit, *row))

    @settings(max_examples=15, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(
        week=st.lists(hours_of_a_day, min_size=7, max_size=7).filter(lambda week: any(week[1:5])),
        closings=closings,
        starts=st.lists(moments, min_size=4, max_size=4),
        counts=st.lists(st.integers(0, 12), min_size=4, max_size=4),
    )
    def test_deadlines_are_what_each_minute_and_day_says(self, week, closings, starts, counts):
        working_time, reference = self.make(week, closings)
        for start, count in zip(starts, counts, strict=True):
            for unit in ("working_days", "calendar_days"):
                for edge in ("open", "close"):
                    self.check(working_time, unit, edge, start, count, reference.days(unit, edge, start, count))
            seconds = (count + 1) * 3600
            self.check(working_time, "working_hours", "close", start, seconds, reference.hours(start, seconds))

    @settings(max_examples=10, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(
        week=st.lists(hours_of_a_day, min_size=7, max_size=7).filter(lambda week: any(week[1:5])),
        closings=closings,
        pairs=st.lists(st.tuples(moments, moments).map(sorted), min_size=4, max_size=4),
    )
    def test_what_has_passed_is_what_each_minute_and_day_says(self, week, closings, pairs):
        working_time, reference = self.make(week, closings)
        rows = [
            (working_time.id, unit, start, until)
            for start, until in pairs
            for unit in ("working_hours", "working_days", "calendar_days")
        ]
        for row, have in zip(rows, self.env["kentro.working.day"]._passed(rows), strict=True):
            start, until = row[2:]
            self.assertEqual(have, reference.passed(row[1], start, until), row)
