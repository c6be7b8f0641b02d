"""A household written down as JSON takes it, and read again: examples, suppositions, what a verdict rested on.

What is not recorded is left out. Amounts are texts («400.00»), days ISO dates.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import get_args

from dateutil.relativedelta import relativedelta

from .rows import Answer, Asset, Household, Housing, Income, Member

LISTS = {"members": Member, "incomes": Income, "assets": Asset, "answers": Answer}


def write(household):
    """Return ``household`` as a dict of lists of dicts that JSON can hold.

    >>> leo = Member("Leo", "child", date(2017, 3, 1))
    >>> rows = write(Household((leo,), (Income("Leo", "none", "none", Decimal(0), "month", date(2026, 1, 1)),)))
    >>> rows["members"]
    [{'person': 'Leo', 'relation': 'child', 'birth_date': '2017-03-01'}]
    >>> read(rows).members == (leo,), read(rows).incomes[0].amount
    (True, Decimal('0'))
    """
    paper = {name: [_write_row(row) for row in getattr(household, name)] for name in LISTS}
    return {**paper, "housing": household.housing and _write_row(household.housing)}


def read(paper):
    """Return the `rows.Household` of a dict as `write` makes it.

    :raise ValueError: with ``args`` (the list, the number of the row from 1, the name of what cannot be read)
    """
    lists = {
        name: tuple(_read_row(Row, row, (name, place)) for place, row in enumerate(paper.get(name) or (), 1))
        for name, Row in LISTS.items()
    }
    home = paper.get("housing")
    return Household(**lists, housing=_read_row(Housing, home, ("housing", 1)) if home else None)


def later(household, years):
    """Return the same household ``years`` later: everything that happened to it happens so much later.

    >>> leo = Member("Leo", "child", date(2017, 3, 1))
    >>> later(Household((leo,)), 2).members[0].birth_date
    datetime.date(2019, 3, 1)
    """
    lists = {name: tuple(_later(row, years) for row in getattr(household, name)) for name in LISTS}
    return Household(**lists, housing=household.housing and _later(household.housing, years))


def _later(row, years):
    days = {name: day for name, day in row._asdict().items() if isinstance(day, date)}
    return row._replace(**{name: day + relativedelta(years=years) for name, day in days.items()})


def _write_row(row):
    defaults = row._field_defaults
    return {
        name: _write(value)
        for name, value in row._asdict().items()
        if value is not None and not (name in defaults and value == defaults[name])
    }


def _write(value):
    return str(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else value


def _read_row(Row, row, place):
    if not isinstance(row, dict):
        raise ValueError(*place, "")
    values = {}
    for name, kind in Row.__annotations__.items():
        value = row.get(name)
        if value in (None, ""):
            if name not in Row._field_defaults and name != "person":
                raise ValueError(*place, name)
            continue
        try:
            values[name] = _read(value, get_args(kind) or (kind,))
        except (ValueError, TypeError, InvalidOperation) as error:
            raise ValueError(*place, name) from error
    if "person" in Row._fields:
        values.setdefault("person", None)
    if unknown := row.keys() - Row.__annotations__.keys():
        raise ValueError(*place, min(unknown))
    return Row(**values)


def _read(value, kinds):
    return next((READ[kind](value) for kind in kinds if kind in READ), value)


def _amount(value):
    amount = Decimal(str(value))
    if not amount.is_finite() or amount < 0:
        raise ValueError(value)
    return amount


def _yes(value):
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


READ = {date: date.fromisoformat, Decimal: _amount, bool: _yes, int: int}
