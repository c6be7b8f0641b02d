"""Greek text folded for comparison, written in Latin letters, and reduced to its sound.

Three questions about a written name, each with its own answer:

* is it the same text?                 :func:`fold` (accents, case, final sigma, look-alike letters)
* how do documents write it in Latin?  :func:`elot743` (ELOT 743 = ISO 843, the passport's rules)
* does it sound alike?                 :func:`sound_key` (one key for Greek, ELOT and "Greeklish")

>>> fold("Γιώργος ΠΑΠΑΔΌΠΟΥΛΟΣ")
'γιωργοσ παπαδοπουλοσ'
>>> elot743("Παναγιώτης Μπούρας")
'Panagiotis Bouras'
>>> sound_key("Γιώργος") == sound_key("Yiorgos") == sound_key("GIORGOS")
True
"""

import re
import unicodedata

# What OCR, old keyboards and copied PDFs leave behind.
_STRAYS = str.maketrans({"\u00b5": "μ", "\u2206": "Δ", "\u2126": "Ω", "ς": "σ"})
# Latin letters that look like Greek ones (capitals; and the few small ones that do).
_LATIN_LOOKS = "ABEZHIKMNOPTYXabehikmnoptyxuv"
_GREEK_LOOKS = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικμνορτυχυν"
_TO_GREEK = str.maketrans(_LATIN_LOOKS, _GREEK_LOOKS)
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
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
        mixed = _GREEK.search(word) and _LATIN.search(word)
        return word.translate(_TO_GREEK) if mixed else word

    return _WORD.sub(mend, text)


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


# --- ELOT 743 -------------------------------------------------------------------------------

_LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_PAIRS = {"ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch"}
_VOICED_AFTER = set("αβγδεζηιλμνορυω")
_VOWELS_UPSILON = {"α": "a", "ε": "e", "η": "i"}


def _plain(letter):
    """A letter without tonos; dialytika are kept, they separate a digraph."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).replace("\u0301", ""))


def _pair(word, at):
    """Transcription of the digraph at ``at`` of a small-letter word, or None."""
    pair = word[at : at + 2]
    if len(pair) < 2 or _plain(pair[0]) != pair[0]:
        return None  # an accent on the first vowel separates: άυ is ay
    bare = pair[0] + _plain(pair[1])
    if bare == "μπ":
        return "mp" if 0 < at < len(word) - 2 else "b"
    if pair[0] in _VOWELS_UPSILON and bare[1] == "υ":
        following = _plain(word[at + 2 : at + 3])
        return _VOWELS_UPSILON[pair[0]] + ("v" if following and following in _VOICED_AFTER else "f")
    return _PAIRS.get(bare)


def _transcribe_word(word):
    small, out, at = word.lower(), [], 0
    while at < len(word):
        latin = _pair(small, at)
        width = 2 if latin else 1
        if latin is None:
            letter = strip_accents(small[at])
            latin = _LETTERS.get(letter, word[at])
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
    return _WORD.sub(lambda m: _transcribe_word(m.group()) if _GREEK.search(m.group()) else m.group(), text)


# --- Sound ----------------------------------------------------------------------------------

# Greek to a Latin spelling of the sound; the rules below finish both alphabets alike.
_SOUND_OF = str.maketrans(
    dict(zip("αβγδεζηθικλμνξοπρστυφχψω", "a v g d e z i θ i k l m n ks o p r s t i f h ps o".split(), strict=True))
)
_GREEK_SOUNDS = [
    ("ου", "u"), ("αι", "e"), ("ει", "i"), ("οι", "i"), ("υι", "i"), ("αυ", "av"), ("ευ", "ev"), ("ηυ", "iv"),
    ("μπ", "v"), ("ντ", "d"), ("γγ", "g"), ("γκ", "g"),
]  # fmt: skip
_LATIN_SOUNDS = [
    (r"ph", "f"), (r"th", "θ"), (r"nch", "nh"), (r"[ck]h", "h"), (r"sh|sch", "s"), (r"dh", "d"), (r"\bxr", "hr"),
    (r"x", "ks"), (r"ou|oy(?![aeiou])", "u"), (r"ai|ay", "e"), (r"[eoy]i", "i"),
    (r"([ae])[uy](?=[bgdvzlmnr])", r"\1v"), (r"([ae])u", r"\1v"), (r"y", "i"), (r"w", "o"),
    (r"mp|b", "v"), (r"nt", "d"), (r"ng|gk|gg|nk", "g"), (r"c(?=[ei])", "s"), (r"c|q", "k"), (r"j", "z"),
]  # fmt: skip
_BOTH_SOUNDS = [
    (r"([aei])f(?=[^aeiou\W])", r"\1v"),  # af/ef before a consonant is αυ/ευ
    (r"\bgi(?=[aeou])", "i"), (r"ts|tz", "ts"), (r"(.)\1+", r"\1"),
]  # fmt: skip


def _sound_of_word(word):
    if _GREEK.search(word):
        for spelling, sound in _GREEK_SOUNDS:
            word = word.replace(spelling, sound)
        word = word.translate(_SOUND_OF)
        rules = _BOTH_SOUNDS
    else:
        rules = _LATIN_SOUNDS + _BOTH_SOUNDS
    for pattern, sound in rules:
        word = re.sub(pattern, sound, word)
    return word.replace("θ", "th").encode("ascii", "ignore").decode()


def sound_key(text):
    """How the words of ``text`` sound, in ASCII, sorted: the order of names does not count.

    Meant to be compared by trigrams, so it need not be exact, only near.

    >>> sound_key("Παπαδοπούλου Μαρία"), sound_key("Maria Papadopoulou")
    ('maria papadopulu', 'maria papadopulu')
    >>> sound_key("Χρήστος Αυγερινός"), sound_key("Xristos Avgerinos"), sound_key("Christos Augerinos")
    ('avgerinos hristos', 'avgerinos hristos', 'avgerinos hristos')
    >>> sound_key("Μπάμπης Ντίνος"), sound_key("Bampis Ntinos")
    ('dinos vavis', 'dinos vavis')
    >>> sound_key("Ευσταθία"), sound_key("Efstathia"), sound_key("Eustathia")
    ('evstathia', 'evstathia', 'evstathia')
    """
    return " ".join(sorted(filter(None, map(_sound_of_word, _WORD.findall(fold(text))))))


def sound_keys(word):
    """The keys one typed word may have: a word of look-alike capitals is read both ways.

    >>> sound_keys("MAPIA")
    ['mapia', 'maria']
    >>> sound_keys("Άννα")
    ['ana']
    """
    readings = [word]
    if only_look_alikes(word):
        readings.append(word.translate(_TO_GREEK))
    return list(dict.fromkeys(filter(None, map(sound_key, readings))))
