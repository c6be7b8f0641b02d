"""ΑΦΜ and ΑΜΚΑ that pass every check and were given to nobody."""

from stdnum import luhn


def afm(rng):
    """A tax number that begins with 5: those of people begin with 0 or 1.

    >>> import random
    >>> from stdnum.gr import vat
    >>> all(vat.is_valid(afm(random.Random(n))) for n in range(50))
    True
    """
    digits = [5, *(rng.randrange(10) for _ in range(7))]
    check = sum(digit << (8 - place) for place, digit in enumerate(digits)) % 11 % 10
    return "".join(map(str, [*digits, check]))


def amka(rng, birth_date, sex):
    """A social security number of the birth date, with a serial beyond those of any day's births.

    >>> import datetime, random
    >>> from stdnum.gr import amka as real
    >>> number = amka(random.Random(1), datetime.date(1980, 5, 3), "female")
    >>> number[:6], int(number[9]) % 2, real.is_valid(number)
    ('030580', 0, True)
    """
    serial = 9000 + 2 * rng.randrange(500) + (sex == "male")
    digits = f"{birth_date:%d%m%y}{serial}"
    return digits + luhn.calc_check_digit(digits)


def mobile(rng):
    """A mobile number in a block that no network has been given."""
    return f"692{rng.randrange(10**7):07d}"


def supply(rng):
    """An electricity supply number of an area that there is not.

    >>> import random
    >>> len(supply(random.Random(1)))
    9
    """
    return f"00{rng.randrange(10**7):07d}"
