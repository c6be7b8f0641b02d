"""What criteria find of a household on a day, why, and how much it would be."""

from decimal import Decimal
from typing import Any, NamedTuple

from . import measures, scales
from .conditions import every, holds, opposite, some, unknown
from .facts import facts_of
from .points import Points, Score, score

COMPARE = {
    "<=": lambda told, limit: told <= limit,
    "<": lambda told, limit: told < limit,
    ">=": lambda told, limit: told >= limit,
    ">": lambda told, limit: told > limit,
}
GROWS_OUT = ("<=", "<")  # a sum that is over the limit stays over it, one that is under it may not stay so


class Limit(NamedTuple):
    """``number`` times what ``scale`` says of the household (1 without a scale)."""

    number: Decimal
    scale: scales.Scale | None = None


class Test(NamedTuple):
    """One rule. Of a member it is asked where the check is about one of the people, else of the household.

    Conditions are domains; with a ``measure`` its sum has besides to stand to the ``limit`` as ``compare`` says, with
    ``points`` their sum has to reach the least.
    """

    when: list = ()
    must: list = ()
    of_member: bool = False
    measure: measures.Measure | None = None
    compare: str = "<="
    limit: Limit | None = None
    points: Points | None = None


class Criterion(NamedTuple):
    """``key`` names the rule; of criteria of one ``group`` one has to hold, "" stands alone."""

    key: Any
    test: Test
    group: str = ""


class Finding(NamedTuple):
    key: Any
    holds: bool | None
    told: Decimal | None = None
    limit: Decimal | None = None
    lacking: tuple = ()  # of what nobody knows: (person or None, fact or question)
    score: Score | None = None  # of points


class Standing:
    """A household on a day, with the facts worked out once; ``person`` is whom a check of one member is about."""

    def __init__(self, household, on, person=None):
        self.household, self.on, self.person = household, on, person
        self.facts = facts_of(household, on)
        self.member = next((m for m in self.facts["member_ids"] if m["person"] == person), None)

    def finding(self, criterion):
        test = criterion.test
        facts = self.member if test.of_member else self.facts
        concerned = holds(list(test.when), facts)
        must, told, limit, lacking, scored = holds(list(test.must), facts), None, None, (), None
        if test.points:
            scored, lacking = self.score(test.points)
            limit = test.points.least
            must = every([must, scored.reaches(limit)])
        if test.measure:
            found = measures.total(test.measure, self.household, self.on, self.person)
            told, limit = found.told, self.limit(test.limit)
            means = _compared(test, found, limit)
            must = every([must, means])
            if means is None:
                lacking = tuple((person, test.measure.of) for person in found.silent)
        value = some([opposite(concerned), must])
        if value is None:
            lacking += unknown([*test.when], facts) + unknown([*test.must], facts)
            if test.measure and limit is None:
                lacking += scales.unknown(test.limit.scale, self.facts)
        return Finding(criterion.key, value, told, limit, tuple(dict.fromkeys(lacking)), scored)

    def score(self, points):
        """``(Score, what nobody knows of what points depend on)``."""
        found = [self.finding(Criterion(part.key, part.test)) for part in points.parts]
        scored = score(points, [finding.holds for finding in found])
        open_ = {key for key, _number, value in scored.parts if value is None}
        return scored, tuple(lack for finding in found if finding.key in open_ for lack in finding.lacking)

    def limit(self, limit):
        """Euros, or None where the scale depends on what nobody knows."""
        if not limit.scale:
            return limit.number
        amount = scales.amount(limit.scale, self.facts)
        return None if amount is None else amount * limit.number


def _compared(test, found, limit):
    if limit is None:
        return None
    value = COMPARE[test.compare](found.told, limit)
    decided = found.is_complete or value != (test.compare in GROWS_OUT)
    return value if decided else None


def result(criteria, findings):
    """All must hold; of those of one group, one.

    >>> test = Test()
    >>> criteria = [Criterion(1, test), Criterion(2, test, "A"), Criterion(3, test, "A")]
    >>> result(criteria, [Finding(1, True), Finding(2, False), Finding(3, None)]) is None
    True
    >>> result(criteria, [Finding(1, True), Finding(2, False), Finding(3, True)])
    True
    """
    groups = {}
    for criterion, finding in zip(criteria, findings, strict=True):
        groups.setdefault(criterion.group or criterion.key, []).append(finding.holds)
    return every(some(values) for values in groups.values())


def telling(criteria, findings):
    """The findings that tell why: of alternatives one of which holds, only those that do.

    >>> test = Test()
    >>> criteria = [Criterion(1, test), Criterion(2, test, "A"), Criterion(3, test, "A")]
    >>> [finding.key for finding in telling(criteria, [Finding(1, False), Finding(2, False), Finding(3, True)])]
    [1, 3]
    """
    pairs = list(zip(criteria, findings, strict=True))
    settled = {criterion.group for criterion, finding in pairs if criterion.group and finding.holds}
    return tuple(finding for criterion, finding in pairs if criterion.group not in settled or finding.holds)
