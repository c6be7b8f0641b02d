"""How likely two entries of the register are one person: evidence for and against, added up in bits.

Each agreement counts as log2 of how much oftener it is seen in two entries of one person than in entries of two
(Fellegi and Sunter, "A Theory for Record Linkage", 1969). What names are worth follows from how rare they are in
the register; the other weights were set on invented registers (tests/bench/population.py), with twins, brothers and
sisters, and namesakes in them.

>>> maria = Entry("papadopulu", "maria", date(1985, 3, 12), "female", "6912345678", "ioanis", "eleni", "", "")
>>> weight(maria, maria._replace(birth=date(1985, 12, 3)), lambda name: 12).bits > CERTAIN
True
>>> twin = maria._replace(first="sofia")
>>> weight(maria, twin, lambda name: 12).bits < 0
True
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .date_slips import near_dates
from .greek_sound import formal_key, stem

CERTAIN = 19.0  # from here on an answer is asked for: hardly one in a hundred pairs is of two people
LIKELY = 13.0  # from here on somebody should have a look

SAME, SLIP, FAR_SLIP, OTHER = 1.0, 0.7, 0.4, 0.0  # how two names agree, as a share of what the name is worth


class Entry(NamedTuple):
    """What is compared of a person: keys of `greek_sound.name_key`, digits, a date; empty where unknown."""

    last: str
    first: str
    birth: date | None
    sex: str
    phone: str
    father: str
    mother: str
    afm: str
    amka: str


class Weight(NamedTuple):
    """``bits`` for (or, negative, against) one person, and the ``reasons`` for, most telling first."""

    bits: float
    reasons: tuple


def weight(one, other, worth):
    """Return the `Weight` of the evidence that ``one`` and ``other`` are the same person.

    :param worth: function of a name's key: log2 of one by its share in the register
    """
    bits, reasons = _names(one, other, worth)
    if bits < -9 and not (one.amka and one.amka == other.amka) and not (one.afm and one.afm == other.afm):
        return Weight(bits, ())  # another name: nothing else makes them one
    for name, (points, agrees) in {
        "number": _numbers(one, other),
        "birth": _birth(one.birth, other.birth),
        "phone": _told(one.phone, other.phone, 7, -1.5),
        "parents": _parents(one, other),
        "sex": (-8, False) if one.sex and other.sex and one.sex != other.sex else (0, False),
    }.items():
        bits += points
        if agrees:
            reasons.append((points, name if name != "birth" or one.birth == other.birth else "birth_slip"))
    return Weight(bits, tuple(name for _points, name in sorted(reasons, reverse=True)))


def _names(one, other, worth):
    straight = _last(one.last, other.last), _first(one.first, other.first)
    swapped = _last(one.last, other.first), _first(one.first, formal_key(other.last))
    other_way = _last(other.last, one.first), _first(other.first, formal_key(one.last))
    swapped = max(swapped, other_way, key=min)
    turned = min(swapped) > min(straight)
    last, first = swapped if turned else straight
    of_last, of_first = (max(one.last, other.first, key=len), max(one.first, other.last, key=len)) if turned else (
        one.last, one.first)  # fmt: skip
    bits = last * worth(of_last) if last else -9
    bits += first * worth(of_first) if first else -40  # a twin, a sister: all else may agree
    return bits, [(bits, "name")] if last and first else []


def _first(one, other):
    """How two first names agree. Forms of the other sex (Γεώργιος, Γεωργία) are other names."""
    if one != other and stem(one) == stem(other) and one[-1:] != other[-1:]:
        return OTHER
    return _agree(one, other)


def _last(one, other):
    """How two surnames agree: in the man's, the woman's form or the genitive they are the same."""
    return SAME if one and one == other else 0.9 * _agree(stem(one), stem(other))


@lru_cache(maxsize=65536)
def _agree(one, other):
    if not one or not other:
        return OTHER
    if one == other:
        return SAME
    slips = distance(one, other)
    shorter = min(len(one), len(other))
    if slips == 1 and shorter >= 3:
        return SLIP
    if (slips == 2 and shorter >= 6) or (slips == 3 and shorter >= 9):
        return FAR_SLIP / (slips - 1)
    longer, part = sorted((set(one.split()), set(other.split())), key=len, reverse=True)
    return SLIP if part < longer else OTHER  # of two surnames or first names only one is written


def distance(one, other, most=3):
    """How many letters are wrong, missing, too many or in the neighbour's place; ``most`` + 1 for any more.

    >>> distance("ahmad", "ahamd"), distance("maria", "marianna"), distance("layla", "lala")
    (1, 3, 1)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = None, list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if last and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _birth(one, other):
    if not one or not other:
        return 0, False
    if one == other:
        return 13, True
    return (5, True) if other in _near(one) else (-9, False)


@lru_cache(maxsize=65536)
def _near(day):
    return frozenset(near_dates(day))


def _numbers(one, other):
    points = [_told(one.amka, other.amka, 30, -30)[0], _told(one.afm, other.afm, 30, -30)[0]]
    return sum(points), max(points) > 0


def _parents(one, other):
    points = [_parent(one.father, other.father), _parent(one.mother, other.mother)]
    return sum(points), max(points) > 0 and min(points) >= 0


def _parent(one, other):
    if not one or not other:
        return 0
    return 3 * _agree(one, other) or -4


def _told(one, other, same, differs):
    if not one or not other:
        return 0, False
    return (same, True) if one == other else (differs, False)
