"""Greek text folded for comparison: accents, case, final sigma and look-alike letters do not count.

Of three questions about a written name this answers the first: is it the same text? How documents
write it in Latin letters is for `greek_latin`, whether two names sound alike for `greek_sound`.

>>> fold("Γιώργος ΠΑΠΑΔΌΠΟΥΛΟΣ")
'γιωργοσ παπαδοπουλοσ'
"""

import re
import unicodedata

# What OCR, old keyboards and copied PDFs leave behind.
_STRAYS = str.maketrans({"\u00b5": "μ", "\u2206": "Δ", "\u2126": "Ω", "ς": "σ"})
# Latin letters that look like Greek ones (capitals; and the few small ones that do).
_LATIN_LOOKS = "ABEZHIKMNOPTYXabehikmnoptyxuv"
_GREEK_LOOKS = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικμνορτυχυν"
TO_GREEK = str.maketrans(_LATIN_LOOKS, _GREEK_LOOKS)
GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_LATIN = re.compile(r"[A-Za-z]")
WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\u0300-\u036f\u1dc0-\u1dff]")


def strip_accents(text):
    """``text`` without any combining mark (tonos, dialytika, breathings, diacritics).

    >>> strip_accents("Ἀθηνᾶ Αϊβάζογλου Müller")
    'Αθηνα Αιβαζογλου Muller'
    """
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))


def mend_look_alikes(text):
    """Words that mix the two alphabets, written in Greek letters; others are left alone.

    >>> mend_look_alikes("ΠAΠAΔΟΠΟΥΛΟΣ Smith")  # Latin A twice
    'ΠΑΠΑΔΟΠΟΥΛΟΣ Smith'
    """

    def mend(match):
        word = match.group()
        mixed = GREEK.search(word) and _LATIN.search(word)
        return word.translate(TO_GREEK) if mixed else word

    return WORD.sub(mend, text)


def only_look_alikes(word):
    """Whether a Latin word could as well be Greek capitals typed on the wrong keyboard.

    >>> only_look_alikes("MAPIA"), only_look_alikes("MARIA"), only_look_alikes("ΜΑΡΙΑ")
    (True, False, False)
    """
    return bool(word) and word.isupper() and all(letter in _LATIN_LOOKS for letter in word)


def fold(text):
    """``text`` as compared: one alphabet a word, no accents, no case, σ for ς, single spaces.

    >>> fold("  Ἰωάννης\\u00a0ΝΙΚOΛΑΟΥ ")
    'ιωαννησ νικολαου'
    >>> fold("ΓΙΏΡΓΟΣ") == fold("Γιώργος") == fold("γιωργοσ")
    True
    >>> fold(None)
    ''
    """
    text = unicodedata.normalize("NFKC", text or "").translate(_STRAYS)
    text = mend_look_alikes(strip_accents(text))
    return " ".join(text.casefold().translate(_STRAYS).split())


def greek_upper(text):
    """Capitals as Greek writes them: without accents, the dialytika kept.

    >>> greek_upper("Άννα Μαΐου")
    'ΑΝΝΑ ΜΑΪΟΥ'
    """
    plain = re.sub("[\u0300\u0301\u0313\u0314\u0342]", "", unicodedata.normalize("NFD", text or ""))
    return unicodedata.normalize("NFC", plain).upper()
