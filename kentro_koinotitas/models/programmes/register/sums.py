"""What people told of incomes and belongings, summed up in SQL; the same as `tools/standing/measures.py`."""

from odoo.tools import SQL

from ....tools.household_makeup import ADULT
from ....tools.standing.measures import window
from . import incomes, sources


class Sums:
    """The measures that one query asks for, each once.

    :param member_facts: the set of the facts of members that the query reads: what a sum needs is added to it
    """

    def __init__(self, env, on, member_facts):
        self.env, self.on, self._member_facts = env, on, member_facts
        self._measures = {}

    def of(self, measure):
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

    def tables(self):
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

    def columns(self):
        """SQL of what a household told of each measure, over its members."""
        for place, measure in self._measures.values():
            yield from self._of_household(place, measure)

    def _of_household(self, place, measure):
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
