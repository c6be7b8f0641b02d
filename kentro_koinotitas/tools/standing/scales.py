"""Amounts by who a household is made of: guaranteed incomes, limits, equivalence scales, allowances."""

from decimal import Decimal
from typing import Any, NamedTuple

from . import conditions
from .conditions import every, holds

ENDLESS = 10**6


class Line(NamedTuple):
    """``weight`` for each member of whom ``of`` holds, from the ``first`` to the ``last`` of them.

    ``of`` None: once, whoever the household is made of. ``when`` is a condition on the household.
    """

    weight: Decimal
    of: list | None = None
    first: int = 1
    last: int = ENDLESS
    when: list = ()


class Scale(NamedTuple):
    lines: tuple[Line, ...]
    cap: Decimal | None = None
    base: Any = None  # a Scale to start from
    factor: Decimal = Decimal(1)


def amount(scale, facts, of=None):
    """Return what ``scale`` says for a household with these ``facts``; None where it depends on what nobody knows.

    With ``of``, one of the members: what she adds in her place, those of the same count born before her being counted
    before her; of some born on one day, in their order.

    >>> adult, minor = [("age", ">=", 18)], [("age", "<", 18)]
    >>> scale = Scale((Line(Decimal(216), adult, 1, 1), Line(Decimal(108), adult, 2), Line(Decimal(54), minor)))
    >>> amount(scale, {"member_ids": [{"age": 40}, {"age": 38}, {"age": 4}]})
    Decimal('378')
    >>> amount(scale, {"member_ids": [{"age": 40}, {"age": None}]}) is None
    True
    >>> from datetime import date
    >>> twins = [{"age": 0, "born": date(2026, 9, 1)}, {"age": 0, "born": date(2026, 9, 1)}]
    >>> grant = Scale((Line(Decimal(2400), minor, 1, 1), Line(Decimal(2700), minor, 2)))
    >>> [amount(grant, {"member_ids": twins}, of=child) for child in twins]
    [Decimal('2400'), Decimal('2700')]
    """
    found = Decimal(0)
    if scale.base:
        found = amount(scale.base, facts, of)
        if found is None:
            return None
    for line in scale.lines:
        share = _of_line(line, facts, of)
        if share is None:
            return None
        found += share
    found *= scale.factor
    return min(found, scale.cap) if scale.cap is not None else found


def unknown(scale, facts):
    """What nobody knows of what ``scale`` depends on, as `conditions.unknown` names it.

    >>> scale = Scale((Line(Decimal(54), [("age", "<", 18)]),))
    >>> unknown(scale, {"member_ids": [{"person": "Ana", "age": 40}, {"person": "Leo", "age": None}]})
    (('Leo', 'age'),)
    """
    found = unknown(scale.base, facts) if scale.base else ()
    for line in scale.lines:
        if _of_line(line, facts) is None:
            found += conditions.unknown(list(line.when), facts)
            for member in facts["member_ids"]:
                if line.of and holds(line.of, member) is None:
                    found += conditions.unknown(line.of, member)
    return found


def _of_line(line, facts, of=None):
    counts = (1, 1) if line.of is None else place(line.of, facts, of) if of else head_count(line.of, facts)
    low, high = (max(0, min(count, line.last) - line.first + 1) for count in counts)
    if of:
        surely = line.first <= counts[0] and counts[1] <= line.last
        low, high = int(surely), int(line.first <= counts[1] and counts[0] <= line.last)
    when = holds(list(line.when), facts)
    if when is None and high:
        return None
    if not when or not high:
        return Decimal(0)
    return line.weight * low if low == high else None


def head_count(condition, facts):
    """Of how many members ``condition`` holds: at least, at most.

    >>> head_count([("age", "<", 18)], {"member_ids": [{"age": 4}, {"age": None}, {"age": 40}]})
    (1, 2)
    """
    values = [holds(condition, member) for member in facts["member_ids"]]
    return sum(value is True for value in values), sum(value is not False for value in values)


def place(condition, facts, of):
    """The place of a member among those of whom ``condition`` holds, by birth: at least, at most; 0 if not of her.

    >>> from datetime import date
    >>> ana, leo = {"age": 9, "born": date(2017, 1, 1)}, {"age": 0, "born": date(2026, 9, 1)}
    >>> eva = {"age": 4, "born": None}
    >>> family = {"member_ids": [leo, ana, eva]}
    >>> [place([("age", "<", 6)], family, member) for member in (ana, leo, eva)]
    [(0, 0), (1, 2), (1, 2)]
    """
    own = holds(condition, of)
    if own is False:
        return 0, 0
    seats, after = [], False
    for member in facts["member_ids"]:
        if member is of:
            after = True
        else:
            seats.append(every([holds(condition, member), _before(member, of, not after)]))
    low, high = sum(value is True for value in seats), sum(value is not False for value in seats)
    return (1 + low if own else 0), 1 + high


def _before(member, of, is_first):
    if member["born"] is None or of["born"] is None:
        return None
    return member["born"] < of["born"] or (member["born"] == of["born"] and is_first)
