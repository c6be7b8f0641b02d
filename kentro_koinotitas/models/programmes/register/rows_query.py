"""One SELECT over many households and their members: what is asked of them is collected first."""

from odoo.tools import SQL

from ....tools.household_makeup import ADULT, OWN_CHILD
from ....tools.standing.conditions import ANSWERED
from . import sources
from .sums import Sums
from .three_values import TRUE, bounds

OF_HOUSING = {"housing", "rent", "lease_months", "supply_in_name"}


class RowsQuery:
    """What is asked is added first (`condition`, `count`, `measure` …), then `sql` gives the query: a row a household.

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
        self._member_facts = set()
        self._household_facts = set()
        self._sums = Sums(env, on, self._member_facts)

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

    def fact(self, name):
        """SQL of a fact of the household."""
        self._household_facts.add(name)
        return SQL.identifier("facts", name)

    def measure(self, measure):
        """SQL of what was told of a Measure, and of whether everybody has."""
        return self._sums.of(measure)

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
        members = sources.members(self.env, self.on, self.households, self._member_facts, self._sums.tables())
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
        columns += self._sums.columns()
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
