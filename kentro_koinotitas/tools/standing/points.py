"""Points for what holds, summed up: hit policy Collect + of DMN."""

from decimal import Decimal
from typing import Any, NamedTuple


class Part(NamedTuple):
    """``number`` points where ``test`` holds; of parts of one ``group`` the highest alone counts, "" stands alone."""

    key: Any
    number: Decimal
    test: Any
    group: str = ""


class Points(NamedTuple):
    """Without ``least`` any number will do."""

    parts: tuple
    least: Decimal | None = None


class Score(NamedTuple):
    """What somebody has for certain, and what it may come to at ``most``; of what: (key of the part, number, holds).

    Parts that do not hold, and those that would add nothing, are left out.
    """

    told: Decimal
    most: Decimal
    parts: tuple = ()

    def reaches(self, least):
        """Whether it reaches ``least``; None where that depends on what nobody knows."""
        if least is None or self.told >= least:
            return True
        return False if self.most < least else None


def score(points, values):
    """Return the Score where the parts of ``points`` hold as ``values`` say: True, False, or None for not known.

    >>> ten, five, more = Part(1, Decimal(10), None, "A"), Part(2, Decimal(5), None, "A"), Part(3, Decimal(3), None)
    >>> points = Points((ten, five, more))
    >>> score(points, [None, True, True])
    Score(told=Decimal('8'), most=Decimal('13'), parts=((1, Decimal('10'), None), (2, Decimal('5'), True), \
(3, Decimal('3'), True)))
    >>> score(points, [True, None, False]).parts
    ((1, Decimal('10'), True),)
    """
    groups = {}
    for place, (part, value) in enumerate(zip(points.parts, values, strict=True)):
        groups.setdefault(part.group or place, []).append((part.key, part.number, value))
    told, most, counted = Decimal(0), Decimal(0), []
    for rows in groups.values():
        sure = max((row for row in rows if row[2]), key=lambda row: row[1], default=None)
        low = sure[1] if sure else Decimal(0)
        perhaps = [row for row in rows if row[2] is None and row[1] > low]
        told += low
        most += max((number for _key, number, _value in perhaps), default=low)
        counted += [row for row in rows if row is sure or row in perhaps]
    return Score(told, most, tuple(counted))
