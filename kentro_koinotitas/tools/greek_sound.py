"""How a name sounds: one key for Greek, for ELOT 743 and for "Greeklish" spellings of it.

>>> sound_key("Γιώργος") == sound_key("Yiorgos") == sound_key("GIORGOS")
True
"""

import re
from functools import lru_cache

from .greek_short_names import short_names
from .greek_text import GREEK, TO_GREEK, WORD, fold, only_look_alikes

# Digits stand for letters by their looks: 8 for θ, 3 for ξ.
WORDS = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")

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
    if GREEK.search(word):
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
    return " ".join(sorted(filter(None, map(_sound_of_word, WORD.findall(fold(text))))))


# What people type for Greek letters by their looks: "Xatzh8anash". Read after two-letter spellings of sounds.
_GREEKLISH_PAIRS = [("ps", "ψ"), ("ks", "ξ"), ("ch", "χ"), ("ph", "φ"), ("mp", "μπ"), ("ou", "ου")]
_GREEKLISH = str.maketrans(
    dict(zip("abgdez8hiklmnjo3prstufxyvwcq9", "αβγδεζθηικλμνξοξπρστυφχυνωσκθ", strict=True))
)
_MARKED = re.compile(
    r"[0-9]|[bflmnrvxz]h(?![aeiouy])|[bdfgjklmnprtvxz]hs?$|\bx(?=[aeiou])|x(?=[bdfgklmnrtvz])|[^aeiou\W]w|w$"
)


def _by_looks(word):
    """A Latin word as the Greek one it was meant for, if its letters were chosen by their looks.

    >>> _by_looks("xatzhmaurea"), _by_looks("a8anasia"), _by_looks("stulianh")
    ('χατζημαυρεα', 'αθανασια', 'στυλιανη')
    """
    for latin, greek in _GREEKLISH_PAIRS:
        word = word.replace(latin, greek)
    return word.translate(_GREEKLISH)


def _readings(word):
    """The sounds that a folded word may have, likeliest first."""
    by_sound = _sound_of_word(word)
    if GREEK.search(word):
        return [by_sound]
    by_looks = _sound_of_word(_by_looks(word))
    return [by_looks, by_sound] if _MARKED.search(word) else [by_sound, by_looks]


@lru_cache(maxsize=1)
def _formal_sounds():
    """``{sound of a name in daily use: sounds of the names on papers}``."""
    found = {}
    for short, names in short_names().items():
        found.setdefault(_sound_of_word(short), []).extend(map(_sound_of_word, names))
    return found


@lru_cache(maxsize=32768)
def name_key(text, first=False):
    """How a name sounds, one key a word in their order, as one person is compared with another.

    :param first: a first name: what she is called in daily use counts as the name on her papers

    >>> name_key("Χατζημαυρέα"), name_key("Xatzhmaurea"), name_key("Chatzimavrea")
    ('hatsimavrea', 'hatsimavrea', 'hatsimavrea')
    >>> name_key("Γιώργος", first=True), name_key("Georgios", first=True), name_key("Γιώργος")
    ('georgios', 'georgios', 'iorgos')
    """
    sounds = [_readings(word)[0] for word in WORDS.findall(fold(text))]
    key = " ".join(filter(None, sounds))
    return formal_key(key) if first else key


def formal_key(key):
    """A key of first names with those in daily use as the names on papers."""
    return " ".join(_formal_sounds().get(sound, [sound])[0] for sound in key.split())


@lru_cache(maxsize=32768)
def sound_keys(word):
    """The keys one typed word may have: each way to read it, and the names on papers for one in daily use.

    >>> sound_keys("MAPIA")
    ('mapia', 'maria')
    >>> sound_keys("Άννα"), sound_keys("Γιάννης")
    (('ana',), ('ianis', 'ioanis'))
    """
    readings = [fold(word)]
    if only_look_alikes(word):
        readings.append(fold(word.translate(TO_GREEK)))
    sounds = [sound for reading in readings for sound in _readings(reading)]
    formal = [name for sound in sounds for name in _formal_sounds().get(sound, ())]
    return tuple(dict.fromkeys(filter(None, [*sounds, *formal])))


_ENDING = re.compile(r"(?<=...)(?:us|os|is|as|es|u|i|a|o|e|s)$")


def stem(key):
    """A key without the ending that a man's and a woman's form, or nominative and genitive, differ in.

    >>> stem("papadopulos"), stem("papadopulu"), stem("zoi")
    ('papadopul', 'papadopul', 'zoi')
    """
    return _ENDING.sub("", key)


@lru_cache(maxsize=32768)
def near_codes(key):
    """What a key and others a slip away from it have in common: its stem, and the stem less any one letter.

    Two keys with a code in common differ by one or two letters, or in the ending (man's or woman's surname,
    genitive). Of the keys of 100,000 people an index over these finds the near ones in a millisecond, where
    trigrams take thirty (symmetric deletion, as in W. Garbe's SymSpell, 2012).

    >>> sorted(near_codes("maria")), near_codes("zoi")
    (['ari', 'mai', 'mar', 'mari', 'mri'], frozenset({'zoi'}))
    >>> bool(near_codes("papadopulos") & near_codes("papadoplu"))
    True
    """
    bare = stem(key)
    if len(bare) < 4:
        return frozenset([bare])
    return frozenset([bare, *(bare[:at] + bare[at + 1 :] for at in range(len(bare)))])
