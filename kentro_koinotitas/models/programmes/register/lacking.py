"""Which facts nobody told, of those of whom rules do not decide: what is to be asked, in SQL.

The same as the lacking facts of `tools/standing/verdict.py`, of those rules alone on which it depends.
"""

from odoo.tools import SQL

from ....tools.standing.amounts import asks
from ....tools.standing.conditions import ANSWERED
from . import score
from .register_query import joined, three_valued
from .three_values import bounds


class LackingQuery:
    """A RegisterQuery that says besides what is lacking. Each test is worked out once and then called by its name."""

    def __init__(self, query):
        self.query, self._columns, self._tests = query, [], {}

    def sql(self, criteria, tiers=()):
        """The query: household_id, with rules on a person person_id, the verdict, and the names of what is lacking."""
        groups, found = [], {}
        for group in self.query.alternatives(criteria, tiers):
            tested = [[self._test(criterion.test) for criterion in together] for together in group]
            together = [joined(" AND ", tests) for tests in tested]
            groups.append(joined(" OR ", together))
            for criteria_of_it, tests, one in zip(group, tested, together, strict=True):
                for criterion, test in zip(criteria_of_it, tests, strict=True):
                    matters = SQL(" AND ").join(map(_undecided, (groups[-1], one, test)))
                    for fact, missing in self._of_test(criterion.test):
                        found.setdefault(fact, []).append(SQL("(%s AND %s)", matters, self._named(missing)))
        verdict = three_valued(*joined(" AND ", groups)) if asks(criteria, tiers) else SQL("NULL::boolean")
        names = [SQL("CASE WHEN %s THEN %s END", SQL(" OR ").join(cases), fact) for fact, cases in found.items()]
        lacking = SQL("array_remove(ARRAY[%s]::varchar[], NULL)", SQL(", ").join(names))
        person = SQL("person_id,") if self.query.one_by_one else SQL()
        columns = {f"tested_{place}": column for place, column in enumerate(self._columns)}
        # OFFSET 0: PostgreSQL works them out here, and not again wherever they are named
        return SQL(
            "SELECT household_id, %s %s AS verdict, %s AS lacking FROM (%s OFFSET 0) tested",
            person, verdict, lacking, self.query.sql(columns),
        )  # fmt: skip

    def _named(self, column):
        if column not in self._columns:
            self._columns.append(column)
        return SQL.identifier(f"tested_{self._columns.index(column)}")

    def _test(self, test):
        key = repr(test)
        if key not in self._tests:
            self._tests[key] = tuple(self._named(side) for side in self.query.test(test))
        return self._tests[key]

    def _of_test(self, test):
        """``(fact, SQL of whether it is missing)`` of one rule."""
        for condition in (test.when, test.must):
            yield from self._of_condition(condition, test.of_member)
        if test.points:
            undecided = _undecided(score.reached(self.query, test.points))
            for part, is_open in score.open_parts(self.query, test.points):
                for fact, missing in self._of_test(part):
                    yield fact, SQL("(%s AND %s AND %s)", undecided, is_open, missing)
        if test.measure:
            _told, complete = self.query.measure(test.measure)
            yield test.measure.of, SQL("(%s AND %s IS NOT TRUE)", _undecided(self.query.means(test)), complete)
            if test.limit.scale:
                yield from self._of_scale(test.limit.scale)

    def _of_scale(self, scale):
        if scale.base:
            yield from self._of_scale(scale.base)
        for line in scale.lines:
            unknown = SQL("%s IS NULL", self.query.line(line))
            for fact, missing in (*self._of_condition(line.when, False), *self._of_members(line.of or ())):
                yield fact, SQL("(%s AND %s)", unknown, missing)

    def _of_members(self, condition):
        """What is missing of those members of whom nobody knows whether ``condition`` holds."""
        if condition:
            self.query.count(condition)  # so that its facts are there
            inner = _undecided(bounds(condition, self.query.env["kentro.person.facts"], "members", self.query))
            for fact, missing in self._of_condition(condition, True):
                yield fact, self.query.somebody(SQL("%s AND %s", inner, missing))

    def _of_condition(self, condition, of_member):
        for leaf in condition:
            if isinstance(leaf, str):
                continue
            name, operator, value = leaf
            if operator in ("any", "not any"):
                yield from self._of_members(value)
            elif name == ANSWERED:
                for code in value if operator in ("in", "not in") else [value]:
                    yield code, _missing("members" if of_member else "facts", ANSWERED, code)
            else:
                yield name, _missing("members" if of_member else "facts", name)


def _undecided(pair):
    certain, possible = pair
    return SQL("(NOT %s AND %s)", certain, possible)


def _missing(alias, name, code=None):
    if name == ANSWERED:
        return SQL("(%s = ANY(%s || %s)) IS NOT TRUE", code, SQL.identifier(alias, "yes"), SQL.identifier(alias, "no"))
    return SQL("%s IS NULL", SQL.identifier(alias, name))
