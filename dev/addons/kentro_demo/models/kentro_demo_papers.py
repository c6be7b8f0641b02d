from datetime import timedelta

from odoo import api, models

from ..tools import papers


class KentroDemo(models.AbstractModel):
    _inherit = "kentro.demo"

    @api.model
    def _make_papers(self, cast, households, seed):
        """Identity cards, papers that were brought, and what the case team knows besides."""
        rng, today = papers.chance(seed, "papers"), cast.days.today
        cards, brought = [], []
        kind = self.env.ref("kentro_koinotitas.identifier_kind_adt").id
        everybody = [person for household in households for person in household.people]
        for place, person in enumerate(everybody):
            if person.values["nationality"] == "GR" and person.age(today) >= 14:
                number = papers.identity_card(rng, place)
                cards.append({"beneficiary_id": cast.people[id(person)].id, "kind_id": kind, "value": number})
        for household in households:
            brought += [
                self._paper(cast.applicant(household), *paper) for paper in papers.papers(rng, today)
            ]
        # as superuser: staff of two structures brought them in
        self._as(cast, "reception", "kentro.identifier").sudo().create(cards)
        self._as(cast, "reception", "kentro.document").sudo().create(brought)
        self._make_titles(cast, rng, today)

    @api.model
    def _paper(self, person, code, issued_on, seen_only):
        kind = self.env.ref(f"kentro_koinotitas.document_kind_{code}")
        return {"beneficiary_id": person.id, "kind_id": kind.id, "issued_on": issued_on, "seen_only": seen_only}

    @api.model
    def _make_titles(self, cast, rng, today):
        """Residence titles of people from elsewhere, and a few certificates of disability; of those with a case."""
        people = self.env["kentro.beneficiary"].union(*(case.beneficiary_id for _story, case in cast.cases))
        titles, certificates = [], []
        for place, person in enumerate(people):
            if person.nationality.code not in ("GR", False):
                until = today + timedelta(days=rng.randrange(-20, 400))
                titles.append({"beneficiary_id": person.id, "kind": "permit", "date_to": until})
            elif place % 7 == 0:
                certificates.append({"beneficiary_id": person.id, "degree": 67, "is_indefinite": True})
        self._as(cast, "worker", "kentro.residence.title").sudo().create(titles)
        self._as(cast, "worker", "kentro.disability").sudo().create(certificates)
