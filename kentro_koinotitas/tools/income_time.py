"""Months, and parts of them, that a declaration covers; pure, days included at both ends."""

from datetime import timedelta
from fractions import Fraction

from dateutil.relativedelta import relativedelta


def months(first, last, end):
    """How many months lie from ``first`` to ``last``, as a Fraction.

    They are counted back from ``end``, the day after the time that is asked about, so that six months before a day
    are six whatever their lengths; a part of a month counts by its days.

    >>> from datetime import date
    >>> months(date(2026, 4, 15), date(2026, 10, 14), date(2026, 10, 15))
    Fraction(6, 1)
    >>> months(date(2026, 2, 15), date(2026, 2, 28), date(2026, 3, 1))
    Fraction(1, 2)
    >>> months(date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1))
    Fraction(0, 1)
    >>> months(date(2026, 8, 31), date(2026, 8, 31), date(2026, 9, 1))
    Fraction(1, 31)
    """
    if last < first:
        return Fraction(0)
    return _up_to(first, end) - _up_to(last + timedelta(days=1), end)


def _up_to(day, end):
    """Months from ``day`` to ``end``."""
    whole = (end.year - day.year) * 12 + end.month - day.month
    if end - relativedelta(months=whole) < day:
        whole -= 1
    upper, lower = end - relativedelta(months=whole), end - relativedelta(months=whole + 1)
    return whole + Fraction((upper - day).days, (upper - lower).days)


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

