"""The law put to many households at once, in one SELECT: criteria, tiers, scales as SQL."""

from odoo.tools import SQL

from ....tools.standing.amounts import asks
from . import score
from .rows_query import RowsQuery
from .three_values import TRUE


class RegisterQuery(RowsQuery):
    """The same as `tools/standing` of one household; what this gives goes to `sql` as a column."""

    def verdict(self, criteria, tiers=()):
        """SQL of the result of ``criteria`` and ``tiers`` together: TRUE, FALSE, or NULL for not known."""
        if not asks(criteria, tiers):
            return SQL("NULL::boolean")
        groups = [
            joined(" OR ", [joined(" AND ", [self.test(c.test) for c in together]) for together in group])
            for group in self.alternatives(criteria, tiers)
        ]
        return three_valued(*joined(" AND ", groups))

    def alternatives(self, criteria, tiers=()):
        """What has to hold, each a list of alternatives, each of these criteria that have to hold together."""
        groups = {}
        for criterion in criteria:
            groups.setdefault(criterion.group or criterion.key, []).append([criterion])
        return [*groups.values(), *([[tier.criteria for tier in tiers]] if tiers else [])]

    def amount(self, tiers):
        """SQL of the euros that the first tier that holds pays; NULL where none does, or nobody knows which."""
        return self._first(tiers, self._euros)

    def tier(self, tiers):
        """SQL of the key of that tier."""
        return self._first(tiers, lambda tier: SQL("%s", tier.key))

    def _first(self, tiers, value):
        cases = []
        for tier in tiers:
            certain, possible = joined(" AND ", [self.test(criterion.test) for criterion in tier.criteria])
            cases.append(SQL("WHEN %s THEN %s WHEN %s THEN NULL", certain, value(tier), possible))
        return SQL("CASE %s END", SQL(" ").join(cases)) if cases else SQL("NULL")

    def _euros(self, tier):
        """SQL of what one tier pays; the same as `tools.standing.amounts.amount`."""
        parts = [self.scale(tier.scale, tier.by_place)] if tier.scale else []
        parts += [SQL("%s", tier.number)] if tier.number is not None else []
        if not parts:
            return SQL("NULL::numeric")
        full = SQL("(%s)", SQL(" * ").join(parts))
        if tier.less:
            told, complete = self.measure(tier.less)
            full = SQL("(CASE WHEN %s THEN %s - %s / %s END)", complete, full, told, tier.divisor)
        if tier.not_above:
            limit = self.fact(tier.not_above)
            full = SQL(
                "(CASE WHEN %s IS NULL THEN NULL WHEN %s > %s THEN %s ELSE %s END)", limit, full, limit, limit, full
            )
        digits = -tier.unit.as_tuple().exponent
        return SQL("round((CASE WHEN %s < 0 THEN 0 ELSE %s END)::numeric, %s)", full, full, digits)

    def test(self, test):
        """SQL of whether a Test holds certainly, and possibly."""
        when, must = self.condition(test.when, test.of_member), self.condition(test.must, test.of_member)
        if test.points:
            scored = score.reached(self, test.points)
            must = tuple(SQL("(%s AND %s)", one, other) for one, other in zip(must, scored, strict=True))
        if test.measure:
            means = self.means(test)
            must = tuple(SQL("(%s AND %s)", one, other) for one, other in zip(must, means, strict=True))
        return SQL("(NOT %s OR %s)", when[1], must[0]), SQL("(NOT %s OR %s)", when[0], must[1])

    def means(self, test):
        """SQL of whether the sum of a Test stands to its limit certainly, and possibly."""
        told, complete = self.measure(test.measure)
        limit = SQL("%s", test.limit.number)
        if test.limit.scale:
            limit = SQL("(%s * %s)", limit, self.scale(test.limit.scale))
        value = SQL("%s %s %s", told, SQL(test.compare), limit)
        if test.compare in ("<=", "<"):
            certain = SQL("COALESCE(%s AND %s, FALSE)", complete, value)
            return certain, SQL("COALESCE(%s, TRUE)", value)
        return SQL("COALESCE(%s, FALSE)", value), SQL("COALESCE(NOT %s OR %s, TRUE)", complete, value)

    def scale(self, scale, by_place=False):
        """SQL of the amount of a Scale, or of what the member of the row adds; NULL where that is not known."""
        parts = [self.scale(scale.base, by_place)] if scale.base else []
        parts += [self.line(line, by_place) for line in scale.lines]
        amount = SQL("(%s)", SQL(" + ").join(parts))
        if scale.factor != 1:
            amount = SQL("(%s * %s)", amount, scale.factor)
        if scale.cap is None:
            return amount
        return SQL("(CASE WHEN %s > %s THEN %s ELSE %s END)", amount, scale.cap, scale.cap, amount)

    def line(self, line, by_place=False):
        """SQL of what one line of a Scale adds; NULL where nobody knows."""
        count = self.place if by_place else self.count
        low, high = (SQL("1"), SQL("1")) if line.of is None else count(line.of)
        if by_place:
            low, high = (
                SQL("(%s >= %s AND %s <= %s)::int", low, line.first, high, line.last),
                SQL("(%s >= %s AND %s <= %s)::int", high, line.first, low, line.last),
            )
        else:
            low, high = (SQL("GREATEST(0, LEAST(%s, %s) - %s)", n, line.last, line.first - 1) for n in (low, high))
        cases = []
        if line.when:
            certain, possible = self.condition(line.when)
            cases.append(SQL("WHEN NOT %s OR %s = 0 THEN 0 WHEN NOT %s THEN NULL", possible, high, certain))
        cases.append(SQL("WHEN %s = %s THEN %s * %s", low, high, line.weight, low))
        return SQL("(CASE %s END)", SQL(" ").join(cases))


def joined(word, pairs):
    """``(certainly, possibly)`` of conditions joined by AND or OR."""
    return tuple(SQL("(%s)", SQL(word).join(side)) for side in zip(*pairs, strict=True)) if pairs else (TRUE, TRUE)


def three_valued(certain, possible):
    return SQL("CASE WHEN %s THEN TRUE WHEN NOT %s THEN FALSE END", certain, possible)
