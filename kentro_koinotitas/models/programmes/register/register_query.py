"""One SELECT that puts criteria to many households at once."""

from odoo.tools import SQL

from ....tools.household_makeup import ADULT, OWN_CHILD
from ....tools.standing.amounts import asks
from ....tools.standing.conditions import ANSWERED
from ....tools.standing.measures import window
from . import incomes, score, sources
from .three_values import TRUE, bounds

HOUSEHOLD_FACTS = {"people", "unknown_age", "lone_parent", "housing", "rent", "lease_months", "supply_in_name"}
OF_HOUSING = {"housing", "rent", "lease_months", "supply_in_name"}


class RegisterQuery:
    """What is asked is added first (`verdict`, `scale`, `measure`), then `sql` gives the query: a row a household.

    :param households: a domain value for household ids: a list, or a Query of those to look at
    :param whom: the condition on the members who are looked at: a row each if ``one_by_one``, else a row a household
        that has such a member
    :param born: of those who are looked at one by one, the first day of birth and the day after the last, or None;
        whose birth date is not known goes with the last
    """

    def __init__(self, env, on, households, whom=(), one_by_one=False, born=None):
        self.env, self.on, self.households = env, on, households
        self.whom, self.one_by_one, self.born = list(whom), one_by_one, born
        self._places = {}  # the same of places by birth
        self._heads = {}  # {condition as text: (place, certainly, possibly)}
        self._somebody = []  # conditions in SQL
        self._measures = {}
        self._member_facts = set()
        self._household_facts = set()

    def count(self, condition):
        """SQL of the least and the greatest number of members of whom ``condition`` holds."""
        key = repr(condition)
        if key not in self._heads:
            self._note(condition, self._member_facts)
            self._heads[key] = (len(self._heads), *bounds(condition, self.env["kentro.person.facts"], "members", self))
        place = self._heads[key][0]
        return SQL.identifier("heads", f"low_{place}"), SQL.identifier("heads", f"high_{place}")

    def place(self, condition):
        """SQL of the least and the greatest place by birth of the member of the row among those of whom it holds."""
        key = repr(condition)
        if key not in self._places:
            pair = self.condition(condition, of_member=True)
            self._member_facts |= {"born", "turn"}
            self._places[key] = (len(self._places), *pair)
        number = self._places[key][0]
        return SQL.identifier("places", f"low_{number}"), SQL.identifier("places", f"high_{number}")

    def somebody(self, condition):
        """SQL of whether ``condition``, SQL on a member, is true of somebody."""
        if condition not in self._somebody:
            self._somebody.append(condition)
        return SQL.identifier("heads", f"somebody_{self._somebody.index(condition)}")

    def condition(self, condition, of_member=False):
        """SQL of whether a condition holds certainly, and possibly: of the household, or of the member of the row."""
        self._note(condition, self._member_facts if of_member else self._household_facts)
        if of_member:
            return bounds(condition, self.env["kentro.person.facts"], "members", self)
        return bounds(condition, self.env["kentro.household.facts"], "facts", self)

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
            self._household_facts.add(tier.not_above)
            limit = SQL.identifier("facts", tier.not_above)
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

    def measure(self, measure):
        """SQL of what was told of a Measure, and of whether everybody has."""
        key = repr(measure)
        if key not in self._measures:
            self._member_facts.add("age")
            self._measures[key] = (len(self._measures), measure)
        place = self._measures[key][0]
        if measure.whose == "household":
            return SQL.identifier("heads", f"told_{place}"), SQL.identifier("heads", f"complete_{place}")
        own = self._of_person(place, measure)
        if measure.whose == "person":
            return own
        self._member_facts |= {"in_couple", "relation"}
        names = (f"couple_told_{place}", f"couple_complete_{place}")
        return tuple(
            SQL("(CASE members.in_couple WHEN 'yes' THEN %s ELSE %s END)", SQL.identifier("heads", name), alone)
            for name, alone in zip(names, own, strict=True)
        )

    def _of_person(self, place, measure):
        """What one member told, and whether she has: of herself she has to say whatever her age."""
        if measure.of == "asset":
            told = SQL.identifier("members", f"told_{place}")
            return SQL("COALESCE(%s, 0)", told), SQL("(%s IS NOT NULL)", told)
        told, said = (SQL.identifier("members", f"own_{what}_{place}") for what in ("told", "said"))
        days = SQL("daterange(%s, %s, '[]')", *window(measure, self.on))
        return SQL("COALESCE(%s, 0)", told), SQL("(COALESCE(%s, '{}') @> %s)", said, days)

    def _joined(self):
        """What people told for the measures, for `sources.members`: of incomes a table each, of belongings one."""
        assets = {}
        for place, measure in self._measures.values():
            if measure.of == "asset":
                ((kind, share),) = ((kind, share) for kind, share in measure.kinds.items() if share)
                assets[f"told_{place}"] = SQL("sum(round(value * %s, 2)) FILTER (WHERE kind = %s)", share, kind)
            else:
                rows = incomes.rows(self.env, measure, self.on)
                of_all = [("household_id", "whole")] if measure.whose == "household" else []
                for owner, short in (("beneficiary_id", "own"), *of_all):
                    names = [f"{short}_told_{place}", f"{short}_said_{place}"]
                    yield f"{short}_{place}", incomes.by_owner(rows, owner, names), owner, names
        if assets:
            kinds = [
                kind for _place, measure in self._measures.values() if measure.of == "asset" for kind in measure.kinds
            ]
            columns = [SQL("%s AS %s", value, SQL.identifier(name)) for name, value in assets.items()]
            rows = SQL(
                "(SELECT beneficiary_id, %s FROM (%s) asset GROUP BY beneficiary_id)",
                SQL(", ").join(columns),
                sources.assets(self.env, self.on, kinds),
            )
            yield "owned", rows, "beneficiary_id", list(assets)

    def _of_measure(self, place, measure):
        """What the members of a household told together, and whether everybody of age has."""
        if measure.whose == "person":
            return
        if measure.whose == "couple":
            told, complete = self._of_person(place, measure)
            yield SQL("sum(%s) FILTER (WHERE in_couple = 'yes') AS %s", told, SQL.identifier(f"couple_told_{place}"))
            complete = SQL("bool_and(%s) FILTER (WHERE in_couple = 'yes')", complete)
            yield SQL("%s AS %s", complete, SQL.identifier(f"couple_complete_{place}"))
            return
        told, complete = SQL.identifier(f"told_{place}"), SQL.identifier(f"complete_{place}")
        if measure.of == "asset":
            yield SQL("COALESCE(sum(%s), 0) AS %s", told, told)
            yield SQL("bool_and(age < %s IS TRUE OR %s IS NOT NULL) AS %s", ADULT, told, complete)
            return
        own, whole = (SQL.identifier(f"{short}_told_{place}") for short in ("own", "whole"))
        yield SQL("COALESCE(sum(%s), 0) + COALESCE(max(%s), 0) AS %s", own, whole, told)
        own, whole = (SQL.identifier(f"{short}_said_{place}") for short in ("own", "whole"))
        said = SQL("COALESCE(%s + %s, %s, %s, '{}')", own, whole, own, whole)
        days = SQL("daterange(%s, %s, '[]')", *window(measure, self.on))
        yield SQL("bool_and(age < %s IS TRUE OR %s @> %s) AS %s", ADULT, said, days, complete)

    def sql(self, columns):
        """The query: household_id and ``columns``, ``{name: SQL}`` made by this object.

        What was written and is not in the tables yet goes there first: the query reads more than the ORM sees.
        """
        self.env.flush_all()
        members_too, where = SQL(), SQL()
        if self.one_by_one:
            members_too = SQL("JOIN members ON members.household_id = heads.household_id")
            where = SQL("WHERE %s AND %s", self.condition(self.whom, of_member=True)[1], self._born_sql())
            if self._places:
                same = SQL("places.household_id = members.household_id AND places.person_id = members.person_id")
                members_too = SQL("%s JOIN (%s) places ON %s", members_too, self._places_sql(), same)
        elif self.whom:
            where = SQL("WHERE %s > 0", self.count(self.whom)[1])
        facts, heads = self._facts_sql(), self._heads_sql()
        members = sources.members(self.env, self.on, self.households, self._member_facts, self._joined())
        ids = [SQL("heads.household_id")] + ([SQL("members.person_id")] if self.one_by_one else [])
        chosen = [SQL("%s AS %s", value, SQL.identifier(name)) for name, value in columns.items()]
        return SQL(
            "WITH members AS MATERIALIZED (%s), heads AS MATERIALIZED (%s), facts AS (%s)"
            " SELECT %s FROM heads JOIN facts ON facts.household_id = heads.household_id %s %s",
            members,
            heads,
            facts,
            SQL(", ").join([*ids, *chosen]),
            members_too,
            where,
        )

    def _born_sql(self):
        first, after = self.born or (None, None)
        self._member_facts |= {"born"} if self.born else set()
        since = SQL("members.born >= %s", first) if first else TRUE
        return SQL("(%s AND members.born < %s)", since, after) if after else SQL("(%s) IS NOT FALSE", since)

    def _places_sql(self):
        columns = []
        for place, certain, possible in self._places.values():
            columns.append(SQL(
                "CASE WHEN NOT %(certain)s THEN 0 WHEN born IS NULL THEN 1"
                " ELSE count(*) FILTER (WHERE %(certain)s) OVER before END AS %(low)s,"
                " CASE WHEN NOT %(possible)s THEN 0"
                " WHEN born IS NULL THEN count(*) FILTER (WHERE %(possible)s) OVER home"
                " ELSE count(*) FILTER (WHERE %(possible)s) OVER before"
                " + count(*) FILTER (WHERE %(possible)s AND born IS NULL) OVER home END AS %(high)s",
                certain=certain, possible=possible,
                low=SQL.identifier(f"low_{place}"), high=SQL.identifier(f"high_{place}"),
            ))  # fmt: skip
        return SQL(
            "SELECT household_id, person_id, %s FROM members WINDOW home AS (PARTITION BY household_id),"
            " before AS (PARTITION BY household_id ORDER BY born, turn)",
            SQL(", ").join(columns),
        )

    def _heads_sql(self):
        columns = [SQL("household_id"), SQL("count(*)::int AS people")]
        for place, certain, possible in self._heads.values():
            columns.append(SQL("count(*) FILTER (WHERE %s)::int AS %s", certain, SQL.identifier(f"low_{place}")))
            columns.append(SQL("count(*) FILTER (WHERE %s)::int AS %s", possible, SQL.identifier(f"high_{place}")))
        for place, condition in enumerate(self._somebody):
            columns.append(SQL("COALESCE(bool_or(%s), FALSE) AS %s", condition, SQL.identifier(f"somebody_{place}")))
        for place, measure in self._measures.values():
            columns += self._of_measure(place, measure)
        if "unknown_age" in self._household_facts:
            self._member_facts.add("age")
            columns.append(SQL("count(*) FILTER (WHERE age IS NULL)::int AS unknown_age"))
        if "lone_parent" in self._household_facts:
            self._member_facts |= {"age", "relation"}
            columns.append(SQL("%s AS lone_parent", _lone_parent()))
        return SQL("SELECT %s FROM members GROUP BY household_id", SQL(", ").join(columns))

    def _facts_sql(self):
        wanted = self._household_facts
        columns, joins = [SQL("heads.household_id")], []
        columns += [SQL("heads.%s", SQL.identifier(name)) for name in sorted(wanted - OF_HOUSING - {"yes"})]
        if wanted & OF_HOUSING:
            joins.append(
                SQL("LEFT JOIN (%s) home ON home.household_id = heads.household_id", sources.housing(self.env, self.on))
            )
            columns += [
                SQL("home.%s", SQL.identifier(name)) for name in sorted(wanted & OF_HOUSING - {"supply_in_name"})
            ]
        if "supply_in_name" in wanted:
            columns.append(SQL(
                "CASE WHEN home.supply_holder_id IS NULL THEN NULL WHEN EXISTS (SELECT FROM members WHERE"
                " members.household_id = heads.household_id AND members.person_id = home.supply_holder_id)"
                " THEN 'yes' ELSE 'no' END AS supply_in_name"
            ))  # fmt: skip
        if "yes" in wanted:
            said = sources.answers_of_households(self.env, self.on)
            joins.append(SQL("LEFT JOIN %s said ON said.owner = heads.household_id", said))
            columns += [SQL("COALESCE(said.yes, '{}') AS yes"), SQL("COALESCE(said.no, '{}') AS no")]
        return SQL("SELECT %s FROM heads %s", SQL(", ").join(columns), SQL(" ").join(joins))

    def _note(self, condition, facts):
        for leaf in condition:
            if not isinstance(leaf, str) and leaf[1] not in ("any", "not any"):
                facts.add("yes" if leaf[0] == ANSWERED else leaf[0])


def joined(word, pairs):
    """``(certainly, possibly)`` of conditions joined by AND or OR."""
    return tuple(SQL("(%s)", SQL(word).join(side)) for side in zip(*pairs, strict=True)) if pairs else (TRUE, TRUE)


def three_valued(certain, possible):
    return SQL("CASE WHEN %s THEN TRUE WHEN NOT %s THEN FALSE END", certain, possible)


def _lone_parent():
    """SQL over the members of one household; the same as `tools.household_makeup`."""
    child = SQL("relation IN %s", OWN_CHILD)
    return SQL(
        """CASE
        WHEN count(*) FILTER (WHERE NOT %(child)s) <> 1
          OR bool_and(relation = 'applicant') FILTER (WHERE NOT %(child)s) IS NOT TRUE
          OR count(*) FILTER (WHERE %(child)s) = 0
          OR count(*) FILTER (WHERE %(child)s AND age >= %(adult)s) = count(*) FILTER (WHERE %(child)s)
          OR bool_or(age < %(adult)s) FILTER (WHERE NOT %(child)s)
        THEN 'no'
        WHEN bool_or(age < %(adult)s) FILTER (WHERE %(child)s)
         AND bool_and(age IS NOT NULL) FILTER (WHERE NOT %(child)s)
        THEN 'yes' END""",
        child=child, adult=ADULT,
    )  # fmt: skip
