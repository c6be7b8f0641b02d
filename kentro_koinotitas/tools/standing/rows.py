"""What was recorded of a household, as plain rows; None is «not recorded», never «no» or 0.

Amounts are Decimal euros, days are `datetime.date`, both ends of a period belong to it and a last day of None
goes on. ``person`` is any hashable name of a member.
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple


class Member(NamedTuple):
    """Somebody who belongs to the household on the day, as the day finds her."""

    person: Any
    relation: str
    birth_date: date | None = None
    sex: str | None = None
    citizenship: str | None = None  # "greek", "eu" (and EEA, Switzerland), "third"
    resident_since: date | None = None
    employment: str | None = None
    insurance: str | None = None
    marital_status: str | None = None
    degree: int | None = None  # of a certified disability, per cent; 0: has said that there is none
    title: bool | None = None  # stays in the country by a title in force
    away: str | None = None
    is_unprotected: bool = False


class Income(NamedTuple):
    """An income, or with nature "none" the declaration that there is none; ``person`` None: of the household."""

    person: Any
    kind: str
    nature: str
    amount: Decimal
    period: str  # "month", "year", "total"
    date_from: date
    date_to: date | None = None


class Asset(NamedTuple):
    person: Any
    kind: str
    value: Decimal
    date_from: date
    date_to: date | None = None


class Housing(NamedTuple):
    kind: str
    rent: Decimal | None = None
    contract_until: date | None = None
    supply_holder: Any = None


class Answer(NamedTuple):
    """A yes or no to a question, in force on the day; ``person`` None: said of the household."""

    person: Any
    question: str
    yes: bool


class Household(NamedTuple):
    members: tuple[Member, ...] = ()
    incomes: tuple[Income, ...] = ()
    assets: tuple[Asset, ...] = ()
    housing: Housing | None = None
    answers: tuple[Answer, ...] = ()


def euros(amount):
    """Return an amount of the database as the Decimal it stands for.

    >>> euros(0.1), euros(False)
    (Decimal('0.10'), Decimal('0.00'))
    """
    return Decimal(f"{amount or 0:.2f}")
