"""Numbers of a person: the Centre's own, ΑΦΜ and ΑΜΚΑ, telephone; pure checks without a database.

The Centre's number is ``ΚΚ-2026-000123-c``: year and serial of one series per municipality, and a
check digit by ISO 7064 MOD 11,10 over the ten or more digits. It finds every wrong digit and nearly
every swap of neighbours, and says nothing of the structure that serves the person.
"""

import re

from stdnum.exceptions import ValidationError
from stdnum.gr import amka as stdnum_amka
from stdnum.gr import vat as stdnum_afm
from stdnum.iso7064 import mod_11_10

PREFIX = "ΚΚ"  # Greek letters
_REGISTER = re.compile(r"(?:[ΚK]{2})?[\s-]*(\d{4})[\s-]*(\d{1,9})[\s-]*(\d)", re.IGNORECASE)


def register_number(year, serial):
    """The number of the ``serial``-th person registered in ``year``.

    >>> register_number(2026, 123)
    'ΚΚ-2026-000123-7'
    """
    digits = f"{year:04d}{serial:06d}"
    return f"{PREFIX}-{year:04d}-{serial:06d}-{mod_11_10.calc_check_digit(digits)}"


def parse_register_number(text):
    """The number as we write it, from what was typed; None if it is no valid number of ours.

    Latin KK, small letters, missing dashes and leading zeros are understood.

    >>> parse_register_number("kk 2026-123-7"), parse_register_number("20260001237")
    ('ΚΚ-2026-000123-7', 'ΚΚ-2026-000123-7')
    >>> parse_register_number("ΚΚ-2026-000132-0"), parse_register_number("2310555666")
    (None, None)
    """
    text = (text or "").strip()
    # without separators the parts are found from the right: one check digit, four of year
    if re.fullmatch(r"(?:[ΚKκk]{2})?\d{11,}", text):
        digits = re.sub(r"\D", "", text)
        text = f"{digits[:4]}-{digits[4:-1]}-{digits[-1]}"
    match = _REGISTER.fullmatch(text)
    if not match:
        return None
    year, serial, check = int(match[1]), int(match[2]), match[3]
    number = register_number(year, serial)
    return number if number.endswith(f"-{check}") and 2000 <= year < 2100 else None


def clean_afm(text):
    """The nine digits of an ΑΦΜ, or None if it is not one. Old eight-digit ones get their zero.

    >>> clean_afm("EL 094259216"), clean_afm("94259216")
    ('094259216', '094259216')
    >>> clean_afm("000000000"), clean_afm("094259217"), clean_afm("abc")
    (None, None, None)
    """
    text = re.sub(r"^\s*(?:EL|GR|ΑΦΜ|Α\.Φ\.Μ\.)", "", (text or "").upper())
    try:
        afm = stdnum_afm.validate(text)
    except ValidationError:
        return None
    return afm if afm.strip("0") else None


def clean_amka(text):
    """The eleven digits of an ΑΜΚΑ, or None.

    >>> clean_amka("01013099997"), clean_amka("010130 99997")
    ('01013099997', '01013099997')
    >>> clean_amka("00000000000"), clean_amka("01013099998"), clean_amka("32013099995")
    (None, None, None)
    """
    try:
        amka = stdnum_amka.validate(re.sub(r"[\s.-]", "", text or ""))
    except ValidationError:
        return None
    return amka if amka.strip("0") else None


# How many of the characters of DDMMYY a birth date of each certainty proves, counted from the right.
_PROVED = {"year": 2, "month": 4, "declared": 0}


def amka_fits_birth(amka, birth_date, certainty="exact"):
    """Whether day, month and two-digit year of the ΑΜΚΑ are those of the birth date.

    The century cannot be read from an ΑΜΚΑ, so a birth date is never made from it. Of a birth date
    that is known less surely («month», «year», «declared») only the sure part is compared.

    >>> import datetime
    >>> amka_fits_birth("01013099997", datetime.date(1930, 1, 1))
    True
    >>> amka_fits_birth("01013099997", datetime.date(1931, 1, 1))
    False
    >>> amka_fits_birth("15063099997", datetime.date(1930, 1, 1), "year")
    True
    """
    count = _PROVED.get(certainty, 6)
    return amka[6 - count : 6] == birth_date.strftime("%d%m%y")[6 - count :]


def amka_sex(amka):
    """The sex an ΑΜΚΑ was issued for: its tenth digit is odd for men. May warn, never block.

    >>> amka_sex("01013099997")
    'male'
    """
    return "male" if int(amka[9]) % 2 else "female"


def phone_key(text):
    """The last ten digits of a Greek number, all digits of another; "" if there are too few.

    >>> phone_key("+30 23210 66415"), phone_key("0030-6912345678"), phone_key("+355 69 123 4567")
    ('2321066415', '6912345678', '355691234567')
    >>> phone_key("117"), phone_key(False)
    ('', '')
    """
    digits = re.sub(r"\D", "", text or "")
    digits = re.sub(r"^00", "", digits)
    if re.fullmatch(r"30[26]\d{9}", digits):
        digits = digits[2:]
    return digits if len(digits) >= 7 else ""
