"""Dates that a slip of the finger makes of a date: which birth dates may be meant by the one that was typed."""

from datetime import date, timedelta

FIRST_YEAR = 1880


def near_dates(typed):
    """The dates that a slip may have turned into ``typed``, itself among them: about sixty, sorted.

    One digit wrong or two neighbours exchanged, as dd/mm/yyyy; day and month exchanged; the day before or after;
    a year or ten off.

    >>> slips = {date(1958, 3, 12), date(1985, 12, 3), date(1985, 3, 13), date(1975, 3, 12)}
    >>> slips <= set(near_dates(date(1985, 3, 12)))
    True
    >>> date(1985, 4, 13) in near_dates(date(1985, 3, 12)), date(2024, 2, 29) in near_dates(date(2024, 2, 28))
    (False, True)
    """
    digits = f"{typed:%d%m}{typed.year:04d}"
    slips = {digits[2:4] + digits[:2] + digits[4:]}
    for at in range(8):
        slips.update(digits[:at] + other + digits[at + 1 :] for other in "0123456789")
        slips.add(digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :])
    slips.update(f"{digits[:4]}{typed.year + years:04d}" for years in (-10, -1, 1, 10))
    near = {found for slip in slips if (found := _date(slip)) and FIRST_YEAR <= found.year <= typed.year + 100}
    return sorted({*near, *(typed + timedelta(days) for days in (-1, 1) if date.min < typed < date.max)})


def _date(digits):
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
