"""Sums that means tests are about: incomes of some time, what is owned, how many people.

A sum is what was said so far, and whether everybody who has to say has said. It only grows: what exceeds a limit
already will exceed it whatever the others say.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from ..household_makeup import ADULT, COUPLE
from ..income_time import covers, months, part
from .facts import age

CENT = Decimal("0.01")


class Measure(NamedTuple):
    """What is summed up.

    ``of`` is "income" or "asset"; ``kinds`` the share that counts of each kind, by its code or nature (of an asset:
    its kind), "" for all others; ``whose`` is "household", "person" or "couple". ``window`` of incomes is ("months",
    n), the n months before the day, or ("year", n), the n-th calendar year before that of the day.
    """

    of: str
    kinds: dict
    whose: str = "household"
    window: tuple = ("months", 6)


class Sum(NamedTuple):
    told: Decimal
    silent: tuple  # the people who have to say and have not

    @property
    def is_complete(self):
        return not self.silent


def window(measure, on):
    """The first and last day of the incomes that count.

    >>> from datetime import date
    >>> [str(day) for day in window(Measure("income", {}), date(2026, 8, 31))]
    ['2026-02-28', '2026-08-30']
    >>> [str(day) for day in window(Measure("income", {}, window=("year", 1)), date(2026, 8, 31))]
    ['2025-01-01', '2025-12-31']
    """
    kind, count = measure.window
    if kind == "year":
        return date(on.year - count, 1, 1), date(on.year - count, 12, 31)
    return on - relativedelta(months=count), on - timedelta(days=1)


def total(measure, household, on, person=None):
    """Return the Sum of ``measure`` for ``household`` (and one of its people) on the day ``on``.

    >>> from datetime import date
    >>> from .rows import Household, Income, Member
    >>> wage = Income("Ana", "wage", "work", Decimal(500), "month", date(2026, 1, 1))
    >>> family = Household((Member("Ana", "applicant", date(1990, 5, 2)),), (wage,))
    >>> total(Measure("income", {"": 1, "wage": Decimal("0.8")}), family, date(2026, 7, 1))
    Sum(told=Decimal('2400.00'), silent=())
    >>> total(Measure("income", {"": 1}), family, date(2026, 6, 1))
    Sum(told=Decimal('2500.00'), silent=('Ana',))
    """
    whose = _whose(measure, household, person)
    if measure.of == "asset":
        return _owned(measure, household, whose, on)
    return _earned(measure, household, whose, on)


def _whose(measure, household, person):
    """The members whose rows count; None stands for the rows of the household as a whole."""
    if measure.whose == "household":
        return {member.person: member for member in household.members}
    by_person = {member.person: member for member in household.members}
    own = {person: by_person[person]}
    pair = {m.person: m for m in household.members if m.relation == "applicant" or m.relation in COUPLE}
    return pair if measure.whose == "couple" and person in pair else own


def _has_to_say(measure, member, on):
    return measure.whose != "household" or member.birth_date is None or age(member.birth_date, on) >= ADULT


def _earned(measure, household, whose, on):
    first, last = window(measure, on)
    whole = [row for row in household.incomes if row.person is None] if measure.whose == "household" else []
    told, silent = Decimal(0), []
    for row in whole:
        told += _share(measure, row, first, last)
    for person, member in whose.items():
        own = [row for row in household.incomes if row.person == person]
        told += sum((_share(measure, row, first, last) for row in own), Decimal(0))
        periods = [(row.date_from, row.date_to) for row in (*whole, *own)]
        if _has_to_say(measure, member, on) and not covers(periods, first, last):
            silent.append(person)
    return Sum(told.quantize(CENT), tuple(silent))


def _share(measure, row, first, last):
    """Euros of one row that count, to the cent."""
    begin, end = part(row.date_from, row.date_to, first, last)
    share = measure.kinds.get(row.kind, measure.kinds.get(row.nature, measure.kinds.get("", 0)))
    if end < begin or not share:
        return Decimal(0)
    if row.period == "total":
        time = Fraction((end - begin).days + 1, (row.date_to - row.date_from).days + 1)
    else:
        time = months(begin, end, last + timedelta(days=1)) / (12 if row.period == "year" else 1)
    return cents(Fraction(row.amount) * Fraction(share) * time)


def cents(amount):
    """A Fraction of euros, to the cent, half a cent upwards.

    >>> cents(Fraction(1, 200)), cents(Fraction(1, 3))
    (Decimal('0.01'), Decimal('0.33'))
    """
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(CENT, ROUND_HALF_UP)


def _owned(measure, household, whose, on):
    rows = [
        row
        for row in household.assets
        if row.person in whose and row.date_from <= on and (row.date_to is None or row.date_to >= on)
    ]
    told = sum((cents(Fraction(row.value) * Fraction(measure.kinds.get(row.kind, 0))) for row in rows), Decimal(0))
    said = {(row.person, row.kind) for row in rows}
    silent = [
        person
        for person, member in whose.items()
        if _has_to_say(measure, member, on)
        and any((person, kind) not in said for kind, share in measure.kinds.items() if share)
    ]
    return Sum(told.quantize(CENT), tuple(silent))

