"""What people told of their incomes in a window of time, in SQL; the same as `tools/standing/measures.py`."""

from decimal import Decimal

from odoo.tools import SQL

from ....tools.standing.measures import window
from . import sources


def rows(env, measure, on):
    """One row an income of the window: whose it is, the euros that count, and the days it speaks of."""
    first, last = window(measure, on)
    begin = SQL("GREATEST(date_from, %s)", first)
    end = SQL("LEAST(COALESCE(date_to, %s), %s)", last, last)
    count = measure.window[1] if measure.window[0] == "months" else 12
    months = SQL(
        "CASE WHEN date_from <= %s AND (date_to IS NULL OR date_to >= %s) THEN %s ELSE %s - %s END",
        first, last, count, _months_up_to(begin, measure, on), _months_up_to(SQL("(%s + 1)", end), measure, on),
    )  # fmt: skip
    time = SQL(
        "CASE period WHEN 'total' THEN (%s - %s + 1)::numeric / (date_to - date_from + 1)"
        " WHEN 'year' THEN (%s) / 12.0 ELSE %s END",
        end, begin, months, months,
    )  # fmt: skip
    return SQL(
        "(SELECT beneficiary_id, household_id, round(amount * %s * %s, 2) AS euros,"
        " daterange(date_from, date_to, '[]') AS said, date_from <= %s AND (date_to IS NULL OR date_to >= %s) AS spans"
        " FROM (%s) income)",
        _share(measure), time, first, last, sources.incomes(env, first, last),
    )  # fmt: skip


def by_owner(rows, owner, names):
    """``rows`` put together by person or household: euros told, and the days spoken of."""
    told, said = map(SQL.identifier, names)
    owner = SQL.identifier(owner)
    return SQL(
        "(SELECT %s, sum(euros) AS %s,"
        " CASE WHEN bool_or(spans) THEN '{(,)}' ELSE range_agg(said) FILTER (WHERE NOT spans) END AS %s"
        " FROM %s rows WHERE %s IS NOT NULL GROUP BY %s)",
        owner, told, said, rows, owner, owner,
    )  # fmt: skip


def _months_up_to(day, measure, on):
    """SQL of the months from ``day`` to the end of the window, a part of a month by its days.

    Months are counted back from the day after the window, so that the window has a whole number of them.
    """
    end = sources.day_after(window(measure, on)[1])
    whole = SQL(
        "(%s - EXTRACT(YEAR FROM %s)::int * 12 - EXTRACT(MONTH FROM %s)::int)", end.year * 12 + end.month, day, day
    )
    whole = SQL("(%s - ((%s::date - make_interval(months => %s))::date < %s)::int)", whole, end, whole, day)
    upper = SQL("(%s::date - make_interval(months => %s))::date", end, whole)
    lower = SQL("(%s::date - make_interval(months => %s + 1))::date", end, whole)
    return SQL("(%s + (%s - %s)::numeric / (%s - %s))", whole, upper, day, upper, lower)


def _share(measure):
    """SQL of the share of an income that counts, by its kind before its nature."""
    named = [(name, share) for name, share in measure.kinds.items() if name]
    other = measure.kinds.get("", Decimal(0))
    if not named:
        return SQL("%s", other)
    by_code = [SQL("WHEN code = %s THEN %s", name, share) for name, share in named]
    by_nature = [SQL("WHEN nature = %s THEN %s", name, share) for name, share in named]
    return SQL("CASE %s ELSE %s END", SQL(" ").join(by_code + by_nature), other)
