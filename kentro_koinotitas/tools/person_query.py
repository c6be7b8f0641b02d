"""What somebody typed in the one search field of Reception, taken apart: names, numbers, dates."""

import datetime
import re

from .greek_numbers import clean_afm, clean_amka, parse_register_number, phone_key
from .greek_sound import WORDS, sound_keys
from .greek_text import fold, mend_look_alikes
from .identity_numbers import typed_keys

_DATE = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_REGISTER = re.compile(r"(?i)\b[ΚKκk]{2}[\s-]*\d{4}[\s-]*\d{1,9}[\s-]*\d\b|\b20\d\d-\d{1,9}-\d\b")
_DIGITS = re.compile(r"\+?\d(?:[\s()./-]?\d){3,}")
SHORTEST_WORD = 2


def parse(text, today=None):
    """A dict of what ``text`` holds; keys without a finding are empty.

    ``words`` are the names as typed, ``keys`` for each of them the ways it may sound;
    ``number``, ``afm``, ``amka``, ``phone`` strings as stored, ``digits`` any long number (the
    national one, say), ``part`` a few digits of a telephone, ``birth_date`` a date, ``papers``
    what may be the number of an identity paper.

    >>> found = parse("παπαδοπουλου Μαρία 12/3/85 2310 555666")
    >>> found["words"], found["birth_date"], found["phone"]
    (['παπαδοπουλου', 'Μαρία'], datetime.date(1985, 3, 12), '2310555666')
    >>> parse("kk-2026-000123-7")["number"], parse("094259216")["afm"], parse("01013099997")["amka"]
    ('ΚΚ-2026-000123-7', '094259216', '01013099997')
    >>> parse("Παπ 6944")["part"]
    '6944'
    >>> parse("MAPIA")["keys"]
    [('mapia', 'maria')]
    >>> any(parse("  ?! ").values())
    False
    """
    today = today or datetime.date.today()
    found = {"number": None, "afm": None, "amka": None, "phone": None, "digits": None, "birth_date": None}
    found["part"] = None
    rest = text or ""
    if match := _REGISTER.search(rest):
        found["number"] = parse_register_number(match.group())
        rest = rest.replace(match.group(), " ")
    if match := _DATE.search(rest):
        found["birth_date"] = _date(match, today)
        rest = rest.replace(match.group(), " ")
    for match in _DIGITS.finditer(rest):
        _classify(match.group(), found)
    found["papers"] = typed_keys(rest)
    words = [word for word in WORDS.findall(mend_look_alikes(rest)) if len(fold(word)) >= SHORTEST_WORD]
    return {**found, "words": words, "keys": [keys for keys in map(sound_keys, words) if keys]}


def _classify(typed, found):
    digits = re.sub(r"\D", "", typed)
    found["digits"] = digits
    found["number"] = found["number"] or parse_register_number(digits)
    found["afm"] = found["afm"] or (clean_afm(digits) if len(digits) == 9 else None)
    found["amka"] = found["amka"] or clean_amka(digits)
    found["phone"] = found["phone"] or phone_key(typed) or None
    found["part"] = found["part"] or (digits if len(digits) < 7 else None)


def _date(match, today):
    day, month, year = map(int, match.groups())
    if year < 100:
        year += 2000 if 2000 + year <= today.year else 1900
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def proposed_values(found):
    """Values for the registration form from what was searched for: last name first, as Greeks write.

    >>> proposed_values(parse("παπαδοπουλου ΜΑΡΙΑ 6912345678"))
    {'last_name': 'Παπαδοπουλου', 'first_name': 'Μαρια', 'phone': '6912345678'}
    """
    words = [word.capitalize() if word.islower() or word.isupper() else word for word in found["words"]]
    values = {"last_name": words[0] if words else None, "first_name": " ".join(words[1:]) or None}
    values.update({name: found[name] for name in ("afm", "amka", "birth_date")})
    if not found["afm"] and not found["amka"]:
        values["phone"] = found["phone"]
    return {name: value for name, value in values.items() if value}
