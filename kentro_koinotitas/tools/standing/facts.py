"""The facts of a household and of its members on a day: what conditions speak of."""

from dateutil.relativedelta import relativedelta

from ..household_makeup import ADULT, COUPLE, makeup
from ..household_makeup import Member as Relative

NO_DISABILITY = "no_disability"  # the question by which somebody says that there is no certificate


def facts_of(household, on):
    """Return the facts of ``household`` on the day ``on``: a dict, its members under «member_ids».

    >>> from datetime import date
    >>> from .rows import Answer, Household, Member
    >>> family = Household((Member("Ana", "applicant", date(1990, 5, 2)), Member("Leo", "child")))
    >>> found = facts_of(family, date(2026, 5, 1))
    >>> found["people"], found["lone_parent"], [member["age"] for member in found["member_ids"]]
    (2, None, [35, None])
    """
    couple = [m for m in household.members if m.relation == "applicant" or m.relation in COUPLE]
    members = [
        {**_of_member(member, household.answers, on), "in_couple": _word(member in couple and len(couple) > 1)}
        for member in household.members
    ]
    made = makeup(Relative(m["relation"], m["age"], m["is_unprotected"], m["away"]) for m in members)
    home = household.housing
    holders = {member.person for member in household.members}
    return {
        "people": made.people,
        "unknown_age": made.unknown_age,
        "lone_parent": _word(made.lone_parent),
        "housing": home and home.kind,
        "rent": home and home.rent,
        "lease_months": home and home.contract_until and whole_months(on, home.contract_until),
        "supply_in_name": _word(home and home.supply_holder and home.supply_holder in holders),
        "member_ids": members,
        **_answers(household.answers, None),
    }


def _of_member(member, answers, on):
    said = _answers(answers, member.person)
    return {
        "person": member.person,
        "relation": member.relation,
        "born": member.birth_date,
        "age": member.birth_date and age(member.birth_date, on),
        "age_months": member.birth_date and begun_months(member.birth_date, on),
        "sex": member.sex,
        "citizenship": member.citizenship,
        "residence_years": member.resident_since and age(member.resident_since, on),
        "employment": member.employment,
        "insurance": member.insurance,
        "marital_status": member.marital_status,
        "degree": 0 if member.degree is None and NO_DISABILITY in said["yes"] else member.degree,
        "has_title": _word(member.title),
        "away": member.away,
        "is_unprotected": member.is_unprotected,
        **said,
    }


def _answers(answers, person):
    own = [answer for answer in answers if answer.person == person]
    return {
        "yes": {answer.question for answer in own if answer.yes},
        "no": {answer.question for answer in own if not answer.yes},
    }


def nobody_of_age(household, on):
    """Whether all of its members are known to be minors on the day: nobody could apply.

    >>> from datetime import date
    >>> from .rows import Household, Member
    >>> family = Household((Member("Leo", "child", date(2017, 5, 2)), Member("Ana", "sibling")))
    >>> nobody_of_age(family, date(2026, 5, 1)), nobody_of_age(Household(family.members[:1]), date(2026, 5, 1))
    (False, True)
    """
    born = [member.birth_date for member in household.members]
    return bool(born) and all(born) and all(age(day, on) < ADULT for day in born)


def _word(value):
    return None if value is None else "yes" if value else "no"


def age(born, on):
    """Whole years.

    >>> from datetime import date
    >>> age(date(2008, 2, 29), date(2026, 2, 27)), age(date(2008, 2, 29), date(2026, 2, 28))
    (17, 18)
    """
    return relativedelta(on, born).years


def begun_months(born, on):
    """Months of age, a month that has begun included: 3 until the very day she is three months old.

    >>> from datetime import date
    >>> begun_months(date(2026, 1, 10), date(2026, 4, 10)), begun_months(date(2026, 1, 10), date(2026, 4, 11))
    (3, 4)
    """
    gap = relativedelta(on, born)
    return gap.years * 12 + gap.months + (gap.days > 0)


def whole_months(first, last):
    """Whole months from one day to another, 0 if it is past.

    >>> from datetime import date
    >>> whole_months(date(2026, 1, 31), date(2026, 7, 31)), whole_months(date(2026, 1, 31), date(2026, 7, 30))
    (6, 5)
    """
    if last < first:
        return 0
    gap = relativedelta(last, first)
    return gap.years * 12 + gap.months
