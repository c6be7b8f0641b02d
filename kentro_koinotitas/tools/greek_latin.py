"""Greek names in Latin letters as documents write them: ELOT 743 (ISO 843), the passport's rules.

>>> elot743("Παναγιώτης Μπούρας")
'Panagiotis Bouras'
"""

import unicodedata

from .greek_text import GREEK, WORD, strip_accents

_LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_LETTERS |= {accented: _LETTERS[strip_accents(accented)] for accented in "άέήίόύώϊϋΐΰ"}
# A letter without tonos; dialytika are kept, they separate a digraph.
_PLAIN = dict(zip("άέήίόύώΐΰ", "αεηιουωϊϋ", strict=True))
_PAIRS = {"ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch"}
_VOICED_AFTER = set("αβγδεζηιλμνορυω")
_VOWELS_UPSILON = {"α": "a", "ε": "e", "η": "i"}


def _pair(word, at):
    """Transcription of the digraph at ``at`` of a small-letter word, or None."""
    pair = word[at : at + 2]
    if len(pair) < 2 or pair[0] in _PLAIN:
        return None  # an accent on the first vowel separates: άυ is ay
    bare = pair[0] + _PLAIN.get(pair[1], pair[1])
    if bare == "μπ":
        return "mp" if 0 < at < len(word) - 2 else "b"
    if pair[0] in _VOWELS_UPSILON and bare[1] == "υ":
        following = word[at + 2 : at + 3]
        return _VOWELS_UPSILON[pair[0]] + ("v" if _PLAIN.get(following, following) in _VOICED_AFTER else "f")
    return _PAIRS.get(bare)


def _transcribe_word(word):
    small, out, at = word.lower(), [], 0
    while at < len(word):
        latin = _pair(small, at)
        width = 2 if latin else 1
        if latin is None:
            latin = _LETTERS.get(small[at]) or _LETTERS.get(strip_accents(small[at]), word[at])
        if word[at].isupper():
            shouting = len(word) > 1 and word.isupper()
            latin = latin.upper() if shouting else latin[:1].upper() + latin[1:]
        out.append(latin)
        at += width
    return "".join(out)


def elot743(text):
    """``text`` with its Greek words in Latin letters by ELOT 743; anything else unchanged.

    A proposal only: people may have chosen another spelling for their passport.

    >>> elot743("Ευγενία Αυγερινού"), elot743("Ευσταθία Σταύρου")
    ('Evgenia Avgerinou', 'Efstathia Stavrou')
    >>> elot743("Λάμπρος Τσαγκάρης-Ντίνος"), elot743("ΆΓΓΕΛΟΣ ΨΥΧΟΓΙΟΥ")
    ('Lampros Tsagkaris-Ntinos', 'ANGELOS PSYCHOGIOU')
    >>> elot743("Μάιος Ταΰγετος άυλος"), elot743("Ahmed Χαλίντ")
    ('Maios Taygetos aylos', 'Ahmed Chalint')
    """
    text = unicodedata.normalize("NFC", text or "")
    return WORD.sub(lambda m: _transcribe_word(m.group()) if GREEK.search(m.group()) else m.group(), text)
