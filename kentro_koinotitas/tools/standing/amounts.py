"""How much it would be: the first tier that holds, its amount, and how it was worked out."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from . import measures, scales
from .conditions import every, some
from .verdict import result, telling


class Tier(NamedTuple):
    """An amount by ``scale`` and/or ``number`` (their product), less a sum ÷ ``divisor``, not above a fact.

    It is this one if all of its ``criteria`` hold.
    """

    key: Any
    criteria: tuple = ()
    scale: scales.Scale | None = None
    number: Decimal | None = None
    less: measures.Measure | None = None
    divisor: Decimal = Decimal(1)
    not_above: str | None = None
    unit: Decimal = measures.CENT  # what amounts are rounded to
    by_place: bool = False  # of the scale, what the one person adds whom the check is about


class Amount(NamedTuple):
    """``euros`` is None where it depends on what nobody knows; ``steps`` are (what, Decimal or None) in their order."""

    tier: Any
    euros: Decimal | None
    steps: tuple = ()


def pays(tiers, standing):
    """Return ``(holds, Amount or None, findings)``: whether some tier holds (True without tiers), what the first one
    pays, and what decided it: the findings of that one, or of all that might be or might have been it.

    Where nobody knows whether an earlier one holds, it is not known which one pays.
    """
    if not tiers:
        return True, None, ()
    found = [tuple(standing.finding(criterion) for criterion in tier.criteria) for tier in tiers]
    values = [every(finding.holds for finding in findings) for findings in found]
    if not any(value is not False for value in values):
        return False, None, _once(found)
    first = next(place for place, value in enumerate(values) if value is not False)
    if values[first]:
        return True, amount(tiers[first], standing), found[first]
    return some(values), None, _once(one for one, value in zip(found, values, strict=True) if value is not False)


def _once(found):
    return tuple({finding.key: finding for findings in found for finding in findings}.values())


class Verdict(NamedTuple):
    """``holds``: True, False or None for «not known»; ``amount`` where a tier pays and everything else holds.

    ``findings`` are those that decided: of alternatives one of which holds, not the others.
    """

    holds: bool | None
    findings: tuple
    amount: Amount | None = None

    @property
    def euros(self):
        return self.amount and self.amount.euros


def verdict(criteria, tiers, standing):
    """Put ``criteria`` and ``tiers`` to a Standing. Where nothing is asked, nothing is known: no check."""
    findings = tuple(standing.finding(criterion) for criterion in criteria)
    paid, amount_, of_tiers = pays(tiers, standing)
    holds = every([result(criteria, findings), paid]) if asks(criteria, tiers) else None
    return Verdict(holds, _once([telling(criteria, findings), of_tiers]), amount_ if holds is not False else None)


def asks(criteria, tiers):
    """Whether there is anything that decides."""
    return bool(criteria) or any(tier.criteria for tier in tiers)


def amount(tier, standing):
    """Return the Amount of one tier."""
    full = tier.number
    steps = []
    if tier.scale:
        full = scales.amount(tier.scale, standing.facts, standing.member if tier.by_place else None)
        if full is not None and tier.number is not None:
            full *= tier.number
    if full is None and not tier.scale:
        return Amount(tier.key, None)
    steps.append(("full", full))
    if tier.less and full is not None:
        found = measures.total(tier.less, standing.household, standing.on, standing.person)
        less = found.told / tier.divisor if found.is_complete else None
        steps.append(("less", less))
        full = None if less is None else full - less
    if tier.not_above and full is not None:
        limit = standing.facts[tier.not_above]
        steps.append(("not_above", limit))
        full = None if limit is None else min(full, limit)
    if full is not None:
        full = max(full, Decimal(0)).quantize(tier.unit, ROUND_HALF_UP)
    return Amount(tier.key, full, tuple(steps))
