"""Guaranteed Minimum Income worked out naively, day by day, from the rows of `households.py`; an oracle for tests."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from dateutil.relativedelta import relativedelta

ADULT_KINDS = {"child", "foster_child"}


def verdict(household, on):
    """True, False or None (not known), by the law in force on ``on``."""
    base, adult, minor, cap = (216, 108, 54, 972) if str(on) >= "2023-12-01" else (200, 100, 50, 900)
    here = [
        (place, member)
        for place, member in enumerate(household["members"])
        if _came(member, on) and (member["date_to"] is None or on <= member["date_to"])
    ]
    if not here:
        return "nobody"
    ages = {place: _age(member["birth_date"], on) for place, member in here}
    answers = [_income(household, ages, on, _guaranteed(here, ages, base, adult, minor, cap))]
    answers += [_belongings(household, ages, on, kind) for kind in ("property", "vehicle", "deposits")]
    answers.append(_not_said(household, None, "luxury", "yes"))
    for place, member in here:
        answers.append(_not_said(household, place, "legal_residence", "no"))
        school = _not_said(household, place, "in_school", "no")
        of_age = None if ages[place] is None else 6 <= ages[place] <= 15
        answers.append(
            True if of_age is False or school is True else None if of_age is None or school is None else False
        )
        grown = None if ages[place] is None else ages[place] >= 18
        idle = None if member["employment"] is None else member["employment"] == "unemployed_unregistered"
        answers.append(True if grown is False or idle is False else None if grown is None or idle is None else False)
    return False if False in answers else None if None in answers else True


def _came(member, on):
    """Without a day she belongs to it since ever: since her birth, if that is known."""
    came = member["date_from"] or member["birth_date"]
    return came is None or came <= on


def _age(born, on):
    if born is None:
        return None
    years = 0
    while born + relativedelta(years=years + 1) <= on:
        years += 1
    return years


def _guaranteed(here, ages, base, adult, minor, cap):
    if None in ages.values():
        return None
    adults = sum(age >= 18 for age in ages.values())
    minors = len(ages) - adults
    total = (base if adults else 0) + adult * max(adults - 1, 0) + minor * minors
    children = [place for place, member in here if member["relation"] in ADULT_KINDS]
    others = [(place, member) for place, member in here if member["relation"] not in ADULT_KINDS]
    lone = (
        len(others) == 1
        and others[0][1]["relation"] == "applicant"
        and ages[others[0][0]] >= 18
        and any(ages[place] < 18 for place in children)
    )
    if lone:
        total += adult - minor
    total += (adult - minor) * sum(member["is_unprotected"] and ages[place] < 18 for place, member in here)
    return min(total, cap)


def _income(household, ages, on, guaranteed):
    days = []  # of the window, each with the length of its month, counted back from the day
    for back in range(6):
        end, begin = on - relativedelta(months=back), on - relativedelta(months=back + 1)
        days += [(begin + timedelta(days=n), (end - begin).days) for n in range((end - begin).days)]
    rows = [row for row in household["incomes"] if row["member"] is None or row["member"] in ages]
    told = Decimal(0)
    for row in rows:
        counted = [
            length
            for day, length in days
            if row["date_from"] <= day and (row["date_to"] is None or day <= row["date_to"])
        ]
        if row["period"] == "total":
            part = Fraction(len(counted), (row["date_to"] - row["date_from"]).days + 1)
        else:
            part = sum((Fraction(1, length) for length in counted), Fraction(0)) / (
                12 if row["period"] == "year" else 1
            )
        share = Fraction(4, 5) if row["kind"] == "wage" else Fraction(1)
        euros = Fraction(row["amount"]) * part * share
        told += (Decimal(euros.numerator) / Decimal(euros.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if guaranteed is None:
        return None
    if told > 6 * guaranteed:
        return False
    for place, age in ages.items():
        own = [row for row in rows if row["member"] in (None, place)]
        said = all(
            any(row["date_from"] <= day and (row["date_to"] is None or day <= row["date_to"]) for row in own)
            for day, _n in days
        )
        if (age is None or age >= 18) and not said:
            return None
    return True


def _belongings(household, ages, on, kind):
    rows = [
        row
        for row in household["assets"]
        if row["kind"] == kind
        and row["member"] in ages
        and row["date_from"] <= on
        and (row["date_to"] is None or on <= row["date_to"])
    ]
    told = sum(row["value"] for row in rows)
    adults = sum(age is not None and age >= 18 for age in ages.values())
    if kind == "property":
        limit = min(90000 + 15000 * (len(ages) - 1), 150000)
    elif kind == "vehicle":
        limit = 6000
    elif None in ages.values():
        return None
    else:
        limit = min((4800 if adults else 0) + 2400 * max(adults - 1, 0) + 1200 * (len(ages) - adults), 14400)
    if told > limit:
        return False
    said = {row["member"] for row in rows}
    silent = [place for place, age in ages.items() if (age is None or age >= 18) and place not in said]
    return None if silent else True


def _not_said(household, place, question, hindrance):
    """True if answered otherwise than ``hindrance``, False if so, None if nobody was asked."""
    answers = [row["answer"] for row in household["answers"] if row["member"] == place and row["question"] == question]
    return answers[0] != hindrance if answers else None
