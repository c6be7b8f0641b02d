"""Months, and parts of them, that a declaration covers; pure, days included at both ends."""

from calendar import monthrange
from datetime import timedelta


def months(first, last):
    """How many months lie from ``first`` to ``last``; a part of a month counts by its days.

    >>> from datetime import date
    >>> months(date(2026, 1, 1), date(2026, 6, 30))
    6.0
    >>> months(date(2026, 2, 15), date(2026, 2, 28)), months(date(2026, 3, 1), date(2026, 2, 1))
    (0.5, 0.0)
    >>> months(date(2026, 1, 16), date(2026, 2, 14))
    1.0161290322580645
    """
    if last < first:
        return 0.0
    if (first.year, first.month) == (last.year, last.month):
        return ((last - first).days + 1) / _length(first)
    begun = (_length(first) - first.day + 1) / _length(first)
    between = (last.year - first.year) * 12 + last.month - first.month - 1
    return begun + between + last.day / _length(last)


def part(first, last, begin, end):
    """The days common to two periods as (first, last); ``last`` may be None: it goes on.

    >>> from datetime import date
    >>> [day.day for day in part(date(2026, 1, 10), None, date(2026, 1, 1), date(2026, 1, 31))]
    [10, 31]
    """
    return max(first, begin), min(last or end, end)


def covers(periods, begin, end):
    """Whether ``periods``, pairs of first and last day (None: it goes on), leave no day out.

    >>> from datetime import date
    >>> half = (date(2026, 1, 1), date(2026, 3, 31))
    >>> covers([half], date(2026, 2, 1), date(2026, 3, 31)), covers([half], date(2026, 2, 1), date(2026, 4, 1))
    (True, False)
    >>> covers([(date(2026, 4, 1), None), half], date(2026, 1, 1), date(2026, 12, 31))
    True
    >>> covers([], date(2026, 1, 1), date(2026, 1, 1))
    False
    """
    at = begin
    for first, last in sorted(periods, key=lambda period: period[0]):
        if first > at:
            return False
        at = max(at, (last or end) + timedelta(days=1))
        if at > end:
            return True
    return False


def _length(day):
    return monthrange(day.year, day.month)[1]
