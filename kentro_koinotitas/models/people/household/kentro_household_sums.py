from typing import Any, NamedTuple

from odoo import fields, models
from odoo.fields import Domain

from ....tools.income_time import covers

ADULT = 18


class IncomeSum(NamedTuple):
    """``amount`` is None as long as somebody who has to say has not said; ``told`` is what was said so far."""

    amount: float | None
    told: float
    by_nature: dict  # {nature of the kind: euros told}
    by_kind: dict  # {code of the kind: euros told}
    silent: Any  # kentro.beneficiary: they declared nothing for some of the days


class KentroHousehold(models.Model):
    """What the people of a household declared, put together; what nobody said is not known, and not 0."""

    _inherit = "kentro.household"

    income_ids = fields.One2many(
        "kentro.income", "household_id", "Incomes of the household as a whole", context={"active_test": False}
    )
    answer_ids = fields.One2many(
        "kentro.answer", "household_id", "Answers for the household as a whole", context={"active_test": False}
    )
    housing_ids = fields.One2many(
        "kentro.housing", "household_id", "Housing", copy=False, context={"active_test": False}
    )

    def _incomes(self, first, last):
        """Incomes from ``first`` to ``last`` of the people who belong to the households on the last day.

        Every adult, and everybody whose age is not known, has to have said for each of these days what
        she had, be it «No income»; a row of the household as a whole speaks for all. Minors need not.
        Only what the user may read is counted, so that a person served elsewhere makes the sum unknown.

        :return: ``{household: IncomeSum}`` for every household in ``self``
        """
        first, last = fields.Date.to_date(first), fields.Date.to_date(last)
        members, grown = self._people_who_declare(last)
        rows = self.env["kentro.income"].search(
            self.env["kentro.income"]._between(first, last) & self._of_whom(members)
        )
        by_owner = rows.grouped(lambda row: row.beneficiary_id or row.household_id)
        people = members.grouped("household_id")
        return {
            household: self._income_sum(
                household, people.get(household, members.browse()).beneficiary_id, grown, by_owner, first, last
            )
            for household in self
        }

    def _income_sum(self, household, people, grown, by_owner, first, last):
        none = self.env["kentro.income"]
        of_all = by_owner.get(household, none)
        rows = of_all.union(*(by_owner.get(person, none) for person in people))
        by_nature, by_kind = {}, {}
        for row in rows:
            amount = row._amount_between(first, last)
            by_nature[row.nature] = by_nature.get(row.nature, 0) + amount
            by_kind[row.kind_id.code] = by_kind.get(row.kind_id.code, 0) + amount
        told = round(sum(by_nature.values()), 2)
        silent = people.filtered(
            lambda person: (
                person.id in grown
                and not covers(
                    [(row.date_from, row.date_to) for row in of_all | by_owner.get(person, none)], first, last
                )
            )
        )
        known = people and not silent
        return IncomeSum(told if known else None, told, by_nature, by_kind, silent)

    def _people_who_declare(self, date):
        """Memberships on ``date``, and the ids of who must have declared: those not known to be minors."""
        members = self._members_on(date)
        people = members.beneficiary_id
        seen = people._filtered_access("read")
        minors = seen.filtered(lambda person: person.birth_date and person._age_on(date) < ADULT)
        return members, set(people._ids).difference(minors._ids)

    def _of_whom(self, members):
        return Domain("beneficiary_id", "in", members.beneficiary_id.ids) | Domain("household_id", "in", self.ids)
