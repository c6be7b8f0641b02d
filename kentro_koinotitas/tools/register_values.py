"""What a cell of an existing register means: each reader returns the value as we keep it, or raises `Unreadable`.

>>> read_date("12/3/1985"), read_date("1985-03-12"), read_date("31118")
(datetime.date(1985, 3, 12), datetime.date(1985, 3, 12), datetime.date(1985, 3, 12))
>>> read_sex("Θήλυ"), read_sex("Α"), read_sex("ΓΥΝ.")
('female', 'male', 'female')
"""

import re
from datetime import date, timedelta

from .greek_numbers import clean_afm, clean_amka
from .greek_text import fold

SEX = {
    "female": "θ θηλυ γ γυν γυναικα f female κοριτσι w woman",
    "male": "α αρρεν αρσενικο αν ανδρασ αντρασ m male αγορι man",
    "other": "αλλο other x",
}
YES, NO = {"1", "ναι", "ν", "yes", "y", "true", "x", "χ", "σωστο"}, {"0", "οχι", "ο", "no", "n", "false", "λαθοσ", "-"}
SAME, DIFFERENT = {"same", "ιδιοσ", "ιδια", "ιδιο", "ι", "s"}, {"different", "αλλοσ", "αλλη", "αλλο", "διαφορετικοσ",
                                                              "διαφορετικη", "διαφορετικο", "δ", "d"}  # fmt: skip
_SEX = {fold(word): code for code, words in SEX.items() for word in words.split()}
_DAY = re.compile(r"(\d{1,2})[./\\ -](\d{1,2})[./\\ -](\d{4})(?:[ T].*)?")
_ISO = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[ T].*)?")


class Unreadable(ValueError):
    """``args[0]``: what is wrong, as a code that `FAULTS` of the import has a sentence for."""


def read_text(text):
    """
    >>> read_text("  Παπα δοπούλου\\u00a0 ")
    'Παπα δοπούλου'
    """
    return " ".join(text.split())


def read_date(text):
    """Day, month, year; year, month, day; or the number of the day by which Excel keeps a date.

    >>> read_date("12.03.85")
    Traceback (most recent call last):
    ...
    kentro_koinotitas.tools.register_values.Unreadable: date_year
    """
    if match := _DAY.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif re.fullmatch(r"\d{5}(\.\d+)?", text) and 1 <= float(text) < 80_000:
        return date(1899, 12, 30) + timedelta(days=int(float(text)))
    else:
        raise Unreadable("date_year" if re.fullmatch(r"\d{1,2}[./ -]\d{1,2}[./ -]\d\d", text) else "date")
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable("date") from None
    if not 1880 <= year <= 2100:
        raise Unreadable("date")
    return found


def read_sex(text):
    sex = _SEX.get(fold(text).rstrip("."))
    if not sex:
        raise Unreadable("sex")
    return sex


def read_flag(text):
    """
    >>> read_flag("ΝΑΙ"), read_flag("Όχι")
    (True, False)
    """
    folded = fold(text)
    if folded not in YES | NO:
        raise Unreadable("flag")
    return folded in YES


def read_amount(text):
    """Euros as Greeks write them, or with a point before the cents.

    >>> read_amount("1.234,50 €"), read_amount("324"), read_amount("70.5"), read_amount("1.234")
    (1234.5, 324.0, 70.5, 1234.0)
    >>> read_amount("περίπου 300")
    Traceback (most recent call last):
    ...
    kentro_koinotitas.tools.register_values.Unreadable: amount
    """
    written = re.sub(r"[\s€]|ευρω|EUR", "", text)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?|\d+(,\d{1,2})?", written):
        return float(written.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+\.\d{1,2}", written):
        return float(written)
    raise Unreadable("amount")


def read_answer(text):
    """
    >>> read_answer("άλλη"), read_answer("Same")
    ('different', 'same')
    """
    folded = fold(text)
    if folded not in SAME | DIFFERENT:
        raise Unreadable("answer")
    return "same" if folded in SAME else "different"


def read_afm(text):
    number = clean_afm(text)
    if not number:
        raise Unreadable("afm")
    return number


def read_amka(text):
    """Eleven digits; a spreadsheet drops the zeros before a number.

    >>> read_amka("1013099997")
    '01013099997'
    """
    number = clean_amka(text.zfill(11) if text.isdigit() and len(text) == 10 else text)
    if not number:
        raise Unreadable("amka")
    return number


def read_phone(text):
    """
    >>> read_phone("69 1234 5678"), read_phone("+30-2321 066415")
    ('69 1234 5678', '+30-2321 066415')
    >>> read_phone("23210")
    Traceback (most recent call last):
    ...
    kentro_koinotitas.tools.register_values.Unreadable: phone
    """
    digits = re.sub(r"[\s()./+-]", "", text)
    if not re.fullmatch(r"\d{10,15}", digits):
        raise Unreadable("phone")
    return read_text(text)


def read_email(text):
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise Unreadable("email")
    return text


def read_choice(text, choices):
    """The code whose label (folded, in any of our languages) ``text`` is."""
    code = choices.get(fold(text).rstrip("."))
    if not code:
        raise Unreadable("choice")
    return code


def read_choices(text, choices):
    """Several of ``choices`` (`read_choice`), in the order of the cell.

    >>> read_choices("Αγγλικά, ρωσικά / Αγγλικά", {"αγγλικα": 2, "ρωσικα": 5})
    [2, 5]
    """
    found = [read_choice(part.strip(), choices) for part in re.split(r"[,;/|·+&]| και ", text) if part.strip()]
    return list(dict.fromkeys(found))


READERS = {
    "text": read_text,
    "date": read_date,
    "sex": read_sex,
    "flag": read_flag,
    "answer": read_answer,
    "afm": read_afm,
    "amka": read_amka,
    "phone": read_phone,
    "email": read_email,
}
