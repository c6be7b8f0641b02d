"""Greek public holidays by rule, for any year. No model, no state.

Movable feasts follow the Orthodox Easter. Labour Day is moved by a yearly ministerial decision
when nobody would work on it anyway; the rule below gives what those decisions gave (2013, 2016,
2021, 2022, 2024): in Holy Week or on Easter Monday it goes to the Tuesday after Easter, on any
other weekend to the Monday that follows.
"""

from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter

FIXED = {
    "new_year": (1, 1),
    "epiphany": (1, 6),
    "independence": (3, 25),
    "dormition": (8, 15),
    "ohi": (10, 28),
    "christmas": (12, 25),
    "synaxis": (12, 26),
}
FROM_EASTER = {
    "clean_monday": -48,
    "good_friday": -2,
    "easter_monday": 1,
    "holy_spirit": 50,
}


def orthodox_easter(year):
    """Return Easter Sunday of ``year``.

    >>> [orthodox_easter(y).isoformat() for y in (2024, 2025, 2026, 2027, 2028)]
    ['2024-05-05', '2025-04-20', '2026-04-12', '2027-05-02', '2028-04-16']
    """
    return easter(year, EASTER_ORTHODOX)


def labour_day(year):
    """Return the day on which Labour Day is kept in ``year``.

    >>> [labour_day(y).isoformat() for y in (2021, 2022, 2024, 2026, 2027)]
    ['2021-05-04', '2022-05-02', '2024-05-07', '2026-05-01', '2027-05-04']
    """
    day, sunday = date(year, 5, 1), orthodox_easter(year)
    if sunday - timedelta(days=6) <= day <= sunday + timedelta(days=1):
        return sunday + timedelta(days=2)
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def greek_holidays(year):
    """Return ``{date: code}``: the twelve public holidays of ``year``, in the order of the year.

    >>> for day, code in greek_holidays(2026).items(): print(day, code)
    2026-01-01 new_year
    2026-01-06 epiphany
    2026-02-23 clean_monday
    2026-03-25 independence
    2026-04-10 good_friday
    2026-04-13 easter_monday
    2026-05-01 labour_day
    2026-06-01 holy_spirit
    2026-08-15 dormition
    2026-10-28 ohi
    2026-12-25 christmas
    2026-12-26 synaxis
    """
    sunday = orthodox_easter(year)
    days = {code: date(year, *month_day) for code, month_day in FIXED.items()}
    days |= {code: sunday + timedelta(days=offset) for code, offset in FROM_EASTER.items()}
    days["labour_day"] = labour_day(year)
    return {day: code for code, day in sorted(days.items(), key=lambda item: item[1])}
