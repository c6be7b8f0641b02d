"""Who a household is made of: adults, minors, lone parent; pure, with «not known» as an answer.

An age is in whole years on the day that is asked about, or None where nobody knows it.
"""

from typing import NamedTuple

COUPLE = ("spouse", "partner", "cohabitant")
OWN_CHILD = ("child", "foster_child")
ADULT = 18


class Member(NamedTuple):
    relation: str
    age: int | None
    is_unprotected: bool = False
    away: str | None = None


class Makeup(NamedTuple):
    """Numbers of people on one day; ``lone_parent`` is True, False or None (not known)."""

    people: int
    adults: int
    minors: int
    unknown_age: int
    hosted: int
    unprotected: int
    away: dict
    lone_parent: bool | None
    applicants: int
    couples: int


def makeup(members):
    """Return the Makeup of ``members``.

    >>> made = makeup([Member("applicant", 34), Member("child", 9), Member("child", 20)])
    >>> made.adults, made.minors, made.lone_parent
    (2, 1, True)
    >>> makeup([Member("applicant", 34), Member("spouse", 40), Member("child", 9)]).lone_parent
    False
    >>> makeup([Member("applicant", 34), Member("child", None)]).lone_parent is None
    True
    >>> makeup([]).lone_parent
    False
    """
    members = list(members)
    ages = [member.age for member in members]
    away = {}
    for member in members:
        if member.away:
            away[member.away] = away.get(member.away, 0) + 1
    return Makeup(
        people=len(members),
        adults=sum(age is not None and age >= ADULT for age in ages),
        minors=sum(age is not None and age < ADULT for age in ages),
        unknown_age=ages.count(None),
        hosted=sum(member.relation == "hosted" for member in members),
        unprotected=sum(member.is_unprotected for member in members),
        away=away,
        lone_parent=_lone_parent(members),
        applicants=sum(member.relation == "applicant" for member in members),
        couples=sum(member.relation in COUPLE for member in members),
    )


def _lone_parent(members):
    """One parent with her own children, a minor among them, and nobody else at home.

    Custody must besides be settled by a court or notary (see kentro.custody): that is another question.
    """
    children = [member for member in members if member.relation in OWN_CHILD]
    others = [member for member in members if member.relation not in OWN_CHILD]
    if len(others) != 1 or others[0].relation != "applicant" or not children:
        return False
    ages = [child.age for child in children]
    if all(age is not None and age >= ADULT for age in ages):
        return False
    if others[0].age is not None and others[0].age < ADULT:
        return False
    known = any(age is not None and age < ADULT for age in ages) and others[0].age is not None
    return True if known else None
