"""The open days of a structure around today, so that nothing happened on a Sunday."""

from bisect import bisect_left
from datetime import datetime, time
from zoneinfo import ZoneInfo

ATHENS = ZoneInfo("Europe/Athens")
UTC = ZoneInfo("UTC")


class Days:
    """Open days counted from today, back and ahead.

    >>> from datetime import date
    >>> days = Days([date(2026, 4, d) for d in (8, 9, 14, 15)], date(2026, 4, 12))
    >>> days.ago(0).day, days.ago(1).day, days.ahead(1).day, days.ahead(2).day
    (9, 8, 14, 15)
    >>> days.near(date(2026, 4, 10)).day
    14
    """

    def __init__(self, opened, today):
        self.today = today
        self.opened = sorted(opened)
        self.past = [day for day in self.opened if day <= today]
        self.coming = [day for day in self.opened if day > today]

    def ago(self, count):
        """The open day ``count`` open days before the last one up to today."""
        return self.past[max(0, len(self.past) - 1 - count)]

    def ahead(self, count):
        """The ``count``-th open day after today; 0 is today itself where it is open."""
        if not count and self.is_open:
            return self.today
        return self.coming[max(count, 1) - 1]

    @property
    def is_open(self):
        """Whether the structure is open today."""
        return self.past[-1] == self.today

    def near(self, day):
        """The first open day from ``day`` on."""
        return self.opened[min(bisect_left(self.opened, day), len(self.opened) - 1)]


def moment(day, hour, minute=0):
    """A time of ``day`` in Greece, in UTC and naive as Odoo stores it.

    >>> from datetime import date
    >>> moment(date(2026, 1, 15), 10), moment(date(2026, 7, 15), 10)
    (datetime.datetime(2026, 1, 15, 8, 0), datetime.datetime(2026, 7, 15, 7, 0))
    """
    local = datetime.combine(day, time(hour, minute), ATHENS)
    return local.astimezone(UTC).replace(tzinfo=None)
