from odoo import api, models
from odoo.fields import Domain

from ....tools.greek_text import fold
from .kentro_person_search import SHORTEST

MOST = 200  # people that a condition on a name brings, beside those who have the very letters in it
LEAST = 0.55  # below it only one of several words is hers: worth a look at Reception, no choice in a form


class KentroBeneficiary(models.Model):
    """Wherever a person is chosen or filtered by name, she is found as at Reception, among those the user may see."""

    _inherit = "kentro.beneficiary"

    @api.model
    def _search_display_name(self, operator, value):
        if operator != "ilike" or not isinstance(value, str) or not value.strip():
            return super()._search_display_name(operator, value)
        return self._letters(value) | Domain("id", "in", [hit["id"] for hit in self._near(value)])

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Return ``[(id, name)]``, the nearest first; then who has the letters somewhere in her name or number."""
        if operator != "ilike" or not (near := self._near(name, domain, limit or MOST)):
            return super().name_search(name, domain, operator, limit)
        people = self.browse([hit["id"] for hit in near])
        by_name = all(hit["reason"] == "name" for hit in near)  # who was found by a number or a date is who was meant
        if by_name and (limit is None or len(people) < limit):
            others = self._letters(name) & Domain("id", "not in", people.ids) & Domain(domain or Domain.TRUE)
            people += self.search(others, limit=limit and limit - len(people))
        return [(person.id, person.display_name) for person in people]

    @api.model
    def _letters(self, typed):
        """Domain of those who have the very letters in name or number; asked of few columns, each read through."""
        found = Domain("name_key", "like", fold(typed))
        if any(map(str.isdigit, typed)):
            found |= Domain("number", "like", typed.strip().upper().replace("K", "Κ"))  # Greek letters in all of them
        if typed.isascii():
            found |= Domain("last_name_latin", "ilike", typed) | Domain("first_name_latin", "ilike", typed)
        return found

    @api.model
    def _near(self, typed, domain=None, limit=MOST):
        """Return the hits of Reception's search, the nearest first, among those the user may see."""
        if not isinstance(typed, str) or len(fold(typed).replace(" ", "")) < SHORTEST:
            return []
        query = self._search(Domain(domain or Domain.TRUE))
        hits = [] if query.is_empty() else self.env["kentro.person.search"]._find(typed, limit, query.subselect())
        return [hit for hit in hits if hit["score"] >= LEAST or hit["reason"] == "birth"]
