from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ....tools.standing import rows
from .citizenship import citizenships


class KentroHousehold(models.Model):
    """What was recorded of a household, read for rules: as `tools/standing` takes it.

    The same is read of the whole register in SQL by `register/sources.py`. What the user may not read is not
    known to her, whoever else knows it.
    """

    _inherit = "kentro.household"

    def _recorded(self, on):
        """Return ``{household: rows.Household}`` as of ``on``, in a constant number of queries."""
        members = self._members_on(on)
        people = members.beneficiary_id
        seen = people._filtered_access("read")
        owners = Domain("beneficiary_id", "in", people.ids) | Domain("household_id", "in", self.ids)
        of_person = self._facts_of_people(seen, on)
        incomes = self._grouped_rows(self.env["kentro.income"].search(owners), _income)
        answers = self._grouped_rows(
            self.env["kentro.answer"].search(owners & self.env["kentro.answer"]._on(on)), _answer
        )
        assets = self._grouped_rows(self.env["kentro.asset"].search([("beneficiary_id", "in", people.ids)]), _asset)
        homes = self._homes(on)
        by_household = members.grouped("household_id")
        found = {}
        for household in self:
            of_it = by_household.get(household, members.browse())
            found[household] = rows.Household(
                members=tuple(
                    rows.Member(
                        member.beneficiary_id.id,
                        member.relation,
                        is_unprotected=member.is_unprotected,
                        **of_person.get(member.beneficiary_id, {}),
                    )
                    for member in of_it
                ),
                incomes=_of(incomes, household, of_it),
                assets=_of(assets, household, of_it),
                housing=homes.get(household),
                answers=_of(answers, household, of_it),
            )
        return found

    def _facts_of_people(self, people, on):
        degrees = self._latest("kentro.disability", people, on, "degree")
        titles = self._latest("kentro.residence.title", people, on, "id")
        away = self.env["kentro.household.away"]._reasons_on(on, people)
        citizen = citizenships(self.env)
        return {
            person: {
                "birth_date": person.birth_date or None,
                "sex": person.sex or None,
                "citizenship": citizen.get(person.nationality.id, "third") if person.nationality else None,
                "resident_since": person.resident_since or None,
                "employment": _held(person.employment, person.employment_since, on),
                "insurance": _known(person.insurance),
                "marital_status": _known(person.marital_status),
                "degree": degrees.get(person),
                "title": True if person in titles else None,
                "away": away.get(person),
            }
            for person in people
        }

    def _latest(self, model, people, on, name):
        """The greatest ``name`` of what holds of each person on the day; nothing to who reads none of it."""
        Model = self.env[model]
        if not Model.has_access("read"):  # of the case team alone: to others it is not known
            return {}
        held = Model._read_group(
            Model._on(on) & Domain("beneficiary_id", "in", people.ids), ["beneficiary_id"], [f"{name}:max"]
        )
        return dict(held)

    def _homes(self, on):
        Housing = self.env["kentro.housing"]
        return {
            home.household_id: rows.Housing(
                home.kind,
                rows.euros(home.rent) if home.rent else None,
                home.contract_until or None,
                home.supply_holder_id.id or None,
            )
            for home in Housing.search(Housing._on(on) & Domain("household_id", "in", self.ids))
        }

    def _grouped_rows(self, records, make):
        """``{(model of the owner, its id): rows}``."""
        found = defaultdict(list)
        for record in records:
            owner = record.beneficiary_id or record.household_id
            person = record.beneficiary_id.id or None
            found[owner._name, owner.id].append(make(person, record))
        return found


def _of(found, household, members):
    keys = [(household._name, household.id), *((person._name, person.id) for person in members.beneficiary_id)]
    return tuple(row for key in keys for row in found.get(key, ()))


def _income(person, row):
    return rows.Income(
        person, row.kind_id.code, row.nature, rows.euros(row.amount), row.period, row.date_from, row.date_to or None
    )


def _asset(person, row):
    return rows.Asset(person, row.kind, rows.euros(row.value), row.date_from, row.date_to or None)


def _answer(person, row):
    return rows.Answer(person, row.question_id.code, row.answer == "yes")


def _known(value):
    return value if value and value != "unknown" else None


def _held(value, since, on):
    return value if value and (not since or since <= on) else None
