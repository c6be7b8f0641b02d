from odoo import models
from odoo.tools import SQL


class KentroAnonymise(models.AbstractModel):
    """Pre-checks of a household tell of all its people: with one of them goes what they rest on, the answer stays."""

    _inherit = "kentro.anonymise"

    def _empty_people(self, people, label):
        super()._empty_people(people, label)
        links = self.env["kentro.eligibility"]._fields["people_ids"]
        hers = SQL(
            "SELECT %s FROM %s WHERE %s = ANY(%s)", SQL.identifier(links.column1), SQL.identifier(links.relation),
            SQL.identifier(links.column2), people.ids,
        )  # fmt: skip
        self.env.cr.execute(
            SQL("UPDATE kentro_eligibility SET facts = NULL, findings = NULL WHERE id IN (%s)", hers)
        )


class KentroEligibility(models.Model):
    """What a person is told of a pre-check when she asks for her data: all of it, in words."""

    _inherit = "kentro.eligibility"

    def _export_more(self):
        self.ensure_one()
        if not self.facts:
            return {}
        numbers = {person.id: person.number for person in self.people_ids}
        return {"explanation": self._in_words(self._told_card(numbers))}
