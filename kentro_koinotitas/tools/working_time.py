"""Deadlines in working time: how they are counted. No model, no state.

A *working time* is what one structure keeps: for each date the spans in which it is open, without
public and local holidays, strike days and hours off. Over it, with ``day(t)`` the local date of a
moment, ``N(d)`` the number of open dates up to and with ``d``, and ``W(t)`` the seconds of opening
up to ``t``, a count of ``n`` from a moment ``s`` ends

* in **working hours** at the first ``t`` with ``W(t) = W(s) + 3600 n``: what is closed does not count,
  and a count that begins outside the hours begins with the next opening;
* in **working days** on the open date ``d`` with ``N(d) = N(day(s)) + n``: the day from which is counted
  does not count, as in Greek administrative procedure;
* in **calendar days** on ``day(s) + n``, and where that is closed on the next open date.

In days the moment is the end of that date's opening hours (or their beginning, where a stage says so).
With ``n = 0`` days it is the first open date from ``day(s)`` on. A negative ``n`` (a reminder before the
deadline) counts back: working days to earlier open dates, calendar days to ``day(s) - n``, and where
that is closed to the open date before.

A clock that stands still keeps what was left: ``n`` less what has passed, ``W(t) - W(s)`` seconds,
``N(day(t)) - N(day(s))`` or ``day(t) - day(s)`` days; and goes on from the moment it is started again.
So stopping it and starting it on the same day changes nothing, and the night costs nothing.

The table ``kentro.working.day`` holds ``N`` and ``W`` per date and span, so that each of these is one
look-up, and a hundred thousand of them one join (``models/workflow/deadlines/kentro_working_day.py``).
"""

from datetime import timedelta


def without(spans, closed):
    """Return ``spans`` without the parts that lie in ``closed``: lists of (start, end), in order.

    >>> without([(8, 15)], [(11, 13)])
    [(8, 11), (13, 15)]
    >>> without([(8, 12), (17, 20)], [(0, 9), (11, 18), (20, 30)])
    [(9, 11), (18, 20)]
    >>> without([(8, 15)], [(8, 15)])
    []
    """
    for first, last in closed:
        spans = [
            part
            for start, end in spans
            for part in ((start, min(end, first)), (max(start, last), end))
            if part[0] < part[1]
        ]
    return list(spans)


def table(first, last, spans_by_date):
    """Yield the rows of a working time for every date from ``first`` to ``last``, both included.

    ``spans_by_date``: ``{date: [(opens at, closes at)]}``, moments in order; a date without is closed.
    A row: (date, position of the span in its day, N, is open, opens at, closes at, the whole day
    closes at, W at its opening). A closed date has one row, without moments.

    >>> from datetime import date, datetime
    >>> friday, hour = date(2026, 4, 3), lambda day, hour: datetime(2026, 4, day, hour)
    >>> spans = {friday: [(hour(3, 8), hour(3, 12)), (hour(3, 17), hour(3, 20))],
    ...          date(2026, 4, 6): [(hour(6, 8), hour(6, 15))]}
    >>> for row in table(friday, date(2026, 4, 6), spans):
    ...     print(row[0].day, *row[1:4], *(moment and moment.hour for moment in row[4:7]), row[7])
    3 0 1 True 8 12 20 0
    3 1 1 True 17 20 20 14400
    4 0 1 False None None None 25200
    5 0 1 False None None None 25200
    6 0 2 True 8 15 15 25200
    """
    number = seconds = 0
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        spans = spans_by_date.get(day)
        if not spans:
            yield day, 0, number, False, None, None, None, seconds
            continue
        number += 1
        for position, (start, end) in enumerate(spans):
            yield day, position, number, True, start, end, spans[-1][1], seconds
            seconds += int((end - start).total_seconds())
