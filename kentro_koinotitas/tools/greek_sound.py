"""How a name sounds: one key for Greek, for ELOT 743 and for "Greeklish" spellings of it.

>>> sound_key("Γιώργος") == sound_key("Yiorgos") == sound_key("GIORGOS")
True
"""

import re

from .greek_text import GREEK, TO_GREEK, WORD, fold, only_look_alikes

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


def sound_keys(word):
    """The keys one typed word may have: a word of look-alike capitals is read both ways.

    >>> sound_keys("MAPIA")
    ['mapia', 'maria']
    >>> sound_keys("Άννα")
    ['ana']
    """
    readings = [word]
    if only_look_alikes(word):
        readings.append(word.translate(TO_GREEK))
    return list(dict.fromkeys(filter(None, map(sound_key, readings))))
