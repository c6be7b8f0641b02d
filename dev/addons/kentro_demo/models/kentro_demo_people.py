from datetime import timedelta

from odoo import Command, api, models

from ..tools import papers
from ..tools.situations import BODIES

MOVED = 3  # people who lived with others until some months ago


class KentroDemo(models.AbstractModel):
    _inherit = "kentro.demo"

    @api.model
    def _make_bodies(self, cast):
        """The bodies that people are referred to, each with one service."""
        kinds = {kind.code: kind.id for kind in self.env["kentro.body.kind"].search([])}
        Partner = self._as(cast, "coordinator", "res.partner")
        for key, (name, kind, _service) in BODIES.items():
            known = Partner.search([("name", "=", name), ("is_kentro_body", "=", True)], limit=1)
            cast.bodies[key] = known or Partner.create({
                "name": name, "is_company": True, "is_kentro_body": True, "kentro_body_kind_id": kinds.get(kind),
                "company_id": cast.company.id, "city": cast.main.city,
            })
        self._as(cast, "coordinator", "kentro.service").create([
            {"name": service, "axis": "b", "body_id": cast.bodies[key].id, "company_id": cast.company.id}
            for key, (_name, _kind, service) in BODIES.items() if not cast.bodies[key].kentro_service_ids])

    @api.model
    def _make_people(self, cast, households, seed):
        """Register everybody, by whoever receives people in their structure, and put them into households."""
        rng, today = papers.chance(seed, "situation"), cast.days.today
        for second, login in ((False, "reception"), (True, "mediator")):
            mine = [household for household in households if household.second == second]
            people = [person for household in mine for person in household.people]
            structure = cast.structure(second)
            # as superuser: which structure serves somebody is kept from the staff themselves
            records = self._as(cast, login, "kentro.beneficiary").sudo().create(
                [self._person_values(person, structure) | papers.situation(rng, person, today) for person in people])
            cast.people.update(zip(map(id, people), records, strict=True))
            Household = self._as(cast, login, "kentro.household").sudo()
            homes = Household.create([{"structure_id": structure.id}] * len(mine))
            cast.homes += zip(mine, homes, strict=True)
            self._make_members(cast, login, mine, homes)

    @api.model
    def _person_values(self, person, structure):
        values = dict(person.values)
        groups = self.env["kentro.priority.group"].search([("code", "in", values.pop("groups"))])
        country = self.env["res.country"].search([("code", "=", values["nationality"])], limit=1)
        return values | {
            "nationality": country.id,
            "resident_since": person.birth_date if values["nationality"] == "GR" else False,
            "priority_group_ids": [Command.set(groups.ids)],
            "structure_ids": [Command.set(structure.ids)],
            "country_id": self.env.ref("base.gr").id,
        }

    @api.model
    def _make_members(self, cast, login, households, homes):
        """Who lives with whom since when; a few lived elsewhere before."""
        first = cast.days.past[0] - timedelta(days=400)
        rows = []
        moved = [household for household in households if household.kind == "alone"][:MOVED]
        for household, home in zip(households, homes, strict=True):
            for person in household.people:
                begun = cast.days.ago(120) if household in moved and person.relation == "applicant" else first
                rows.append(self._member(cast, person, home, person.relation, max(begun, person.birth_date)))
        hosts = [home for household, home in zip(households, homes, strict=True) if household.kind == "family"]
        for household, home in zip(moved, hosts, strict=False):
            until = cast.days.ago(120) - timedelta(days=1)
            rows.append(self._member(cast, household.people[0], home, "relative", first) | {"date_to": until})
        self._as(cast, login, "kentro.household.member").sudo().create(rows)

    @api.model
    def _member(self, cast, person, home, relation, date_from):
        return {"household_id": home.id, "beneficiary_id": cast.people[id(person)].id, "relation": relation,
                "date_from": date_from}
