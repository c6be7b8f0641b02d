"""How much it would be: the first tier that holds, its amount, and how it was worked out."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from . import measures, scales
from .conditions import every, some
from .verdict import result


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


class Amount(NamedTuple):
    """``euros`` is None where it depends on what nobody knows; ``steps`` are (what, Decimal or None) in their order."""

    tier: Any
    euros: Decimal | None
    steps: tuple = ()


def pays(tiers, standing):
    """Return ``(holds, Amount or None)``: whether some tier holds (True without tiers), and what the first one pays.

    Where nobody knows whether an earlier one holds, it is not known which one pays.
    """
    if not tiers:
        return True, None
    values = [every(standing.finding(criterion).holds for criterion in tier.criteria) for tier in tiers]
    for tier, value in zip(tiers, values, strict=True):
        if value is not False:
            return some(values), amount(tier, standing) if value else None
    return False, None


class Verdict(NamedTuple):
    """``holds``: True, False or None for «not known»; ``amount`` where a tier pays and everything else holds."""

    holds: bool | None
    findings: tuple
    amount: Amount | None = None


def verdict(criteria, tiers, standing):
    """Put ``criteria`` and ``tiers`` to a Standing. Where nothing is asked, nothing is known: no check."""
    findings = tuple(standing.finding(criterion) for criterion in criteria)
    paid, amount_ = pays(tiers, standing)
    holds = every([result(criteria, findings), paid]) if asks(criteria, tiers) else None
    return Verdict(holds, findings, amount_ if holds is not False else None)


def asks(criteria, tiers):
    """Whether there is anything that decides."""
    return bool(criteria) or any(tier.criteria for tier in tiers)


def amount(tier, standing):
    """Return the Amount of one tier."""
    full = tier.number
    steps = []
    if tier.scale:
        full = scales.amount(tier.scale, standing.facts)
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
