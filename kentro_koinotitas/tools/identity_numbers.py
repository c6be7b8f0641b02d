"""Numbers on identity papers: how each kind is written, and how two writings of one number are compared.

A check returns the number as it is kept, or None if the text is none of its kind. Kinds for which
no rule is published (passports, cards of aliens) have no check: they are kept as typed.
"""

import re

from .greek_numbers import clean_afm, clean_amka
from .greek_text import TO_GREEK, strip_accents

_TYPED = re.compile(r"(?=.*\d.*\d.*\d)[0-9A-ZΑ-Ω]{5,20}")
_PHONE = re.compile(r"(?:\+?30|0030)?[26][0-9]{9}")
_APART = re.compile(r"[\s./\\_-]+")


def compared(text):
    """The number as compared: capitals, look-alike letters as Greek ones, no spaces, dots or dashes.

    >>> compared("ae 123456") == compared("ΑΕ-123.456") == "ΑΕ123456"
    True
    >>> compared(None)
    ''
    """
    return _APART.sub("", strip_accents(text or "")).upper().translate(TO_GREEK)


def typed_keys(text):
    """What of a typed line may be the number of a paper, each as compared; no Greek telephones.

    >>> typed_keys("παπαδοπουλου αβ 123 456")
    ['123456', 'ΑΒ123', 'ΑΒ123456']
    >>> typed_keys("Μαρία 6912345678"), typed_keys("Μαρία Παπαδοπούλου")
    ([], [])
    """
    words = (text or "").split()
    found = set()
    for start, word in enumerate(words):
        joined = ""
        for part in words[start : start + 4]:
            if len(part) > 3 and not any(map(str.isdigit, part)):
                break  # a name
            joined += part
            found.add(compared(joined))
        found.add(compared(word))
    return sorted(key for key in found if _TYPED.fullmatch(key) and not _PHONE.fullmatch(key))


def clean_adt(text):
    """An old identity card: one or two Greek capitals and six digits.

    >>> clean_adt("AB 123456"), clean_adt("χ-123456")  # the first in Latin letters
    ('ΑΒ123456', 'Χ123456')
    >>> clean_adt("ΑΒ12345"), clean_adt("LL123456")
    (None, None)
    """
    number = compared(text)
    return number if re.fullmatch(r"[Α-Ω]{1,2}[0-9]{6}", number) else None


def clean_eleven_digits(text):
    """ΠΑΑΥΠΑ and ΠΑΜΚΑ: eleven digits; how they are checked is not published.

    >>> clean_eleven_digits("123 456 789 01"), clean_eleven_digits("1234567890")
    ('12345678901', None)
    """
    number = compared(text)
    return number if re.fullmatch(r"[0-9]{11}", number) else None


def clean_personal_number(text):
    """Προσωπικός Αριθμός: two characters the citizen chose, one that checks, and the ΑΦΜ.

    >>> clean_personal_number("a1b 094259216")
    'Α1Β094259216'
    >>> clean_personal_number("Α1Β094259217"), clean_personal_number("094259216")
    (None, None)
    """
    number = compared(text)
    fits = re.fullmatch(r"[0-9A-ZΑ-Ω]{3}[0-9]{9}", number)
    return number if fits and clean_afm(number[3:]) else None


CLEAN = {
    "afm": clean_afm,
    "amka": clean_amka,
    "adt": clean_adt,
    "eleven": clean_eleven_digits,
    "personal": clean_personal_number,
}
