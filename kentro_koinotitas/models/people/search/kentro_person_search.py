from odoo import api, fields, models
from odoo.tools import format_date

from ....tools.greek_text import fold

SURE = 0.9  # from here on it is the same person, not a similar name
LIKELY = 0.8  # from here on nobody new is registered before she is said to be somebody else
SHORTEST = 3  # letters or digits before anything is looked for


class KentroPersonSearch(models.TransientModel):
    """Reception's one field: who is it, and only then, whether to register a new person.

    Looks through the whole municipality in one query. People of the user's own structures are shown
    and opened; of others it says that they are served and whom to ask, nothing more.
    """

    _name = "kentro.person.search"
    _inherit = "kentro.person.search.query"
    _description = "Find a person"

    query = fields.Char(
        "Whom are you looking for?",
        help="Name in either alphabet, with or without accents, in any order; telephone, ΑΦΜ, ΑΜΚΑ, "
        "register number or birth date",
    )
    results = fields.Json(compute="_compute_results")

    def _compute_display_name(self):
        self.display_name = self.env._("Find a person")

    @api.depends("query")
    def _compute_results(self):
        for search in self:
            search.results = search._answer(search.query)

    # --- what the screen shows ------------------------------------------------------------

    @api.model
    def _answer(self, query):
        """``False`` before a search, else a dict: ``cards`` best first, and whether to register."""
        if len(fold(query).replace(" ", "")) < SHORTEST:
            return False
        hits = self._of_kept(self._find(query))
        people = self.env["kentro.beneficiary"].with_context(active_test=False).browse([hit["id"] for hit in hits])
        cards = []
        for hit, card in zip(hits, self._cards(people, hits), strict=True):
            card.update(
                reason=self._reasons()[hit["reason"]], score=hit["score"], likely=hit["score"] >= LIKELY
            )
            cards.append(card)
        cards.sort(key=lambda card: (-card.pop("score"), not card["own"]))
        return {"cards": cards, "sure": any(hit["score"] >= SURE for hit in hits)}

    @api.model
    def _cards(self, people, hits):
        """A card of each of ``people``; ``hits`` say how sure it is that each is meant."""
        own, cards = people._filtered_access("read"), []
        for person, hit in zip(people, hits, strict=True):
            card = self._own_card(person) if person in own else self._elsewhere_card(person.sudo(), hit)
            cards.append({**card, "id": person.id})
        return cards

    @api.model
    def _of_kept(self, hits):
        """``hits`` with entries that were merged replaced by those that were kept, each once."""
        # sudo: whoever finds the one finds the other; what is shown follows the rights
        people = self.env["kentro.beneficiary"].sudo().browse([hit["id"] for hit in hits])
        people.fetch(["merged_into_id"])
        found = {person.id: person._kept().id for person in people}
        kept = {}
        for hit in hits:
            kept.setdefault(found[hit["id"]], {**hit, "id": found[hit["id"]]})
        return list(kept.values())

    def _reasons(self):
        return {
            "number": self.env._("Same register number"),
            "external_ref": self.env._("Same national number"),
            "amka": self.env._("Same ΑΜΚΑ"),
            "afm": self.env._("Same ΑΦΜ"),
            "phone": self.env._("Same telephone"),
            "phone_part": self.env._("Name, and part of the telephone"),
            "name_birth": self.env._("Name and birth date"),
            "name_birth_slip": self.env._("Name, and a birth date that differs by a slip"),
            "name": self.env._("Similar name"),
            "birth": self.env._("Same birth date"),
        }

    @api.model
    def _own_card(self, person):
        """What is shown of a person whom the user's own structures serve. Extend with what helps."""
        details = [
            person.number,
            person.birth_date and format_date(self.env, person.birth_date),
            person.father_name and self.env._("of %s", person.father_name),
            None if person.active else self.env._("archived"),
        ]
        return {
            "own": True,
            "title": person.name,
            "details": list(filter(None, details)),
            "actions": [{"method": "action_open", "label": self.env._("Open the file")}],
        }

    @api.model
    def _elsewhere_card(self, person, hit):
        """What is shown of a person whom other structures of the municipality serve (``person`` in sudo).

        Never the structure, a worker or anything of the content; the name only if what was typed
        leaves no doubt, or the field would be a way to read the register.
        """
        sure = hit["score"] >= SURE
        details = [
            self.env._("Served by another structure of the Community Centre"),
            *(self._neutral_details(person) if sure else []),
            self._way_to_centre(person),
        ]
        return {
            "own": False,
            "title": person.name if sure else self._masked(person.name),
            "details": list(filter(None, details)),
            "actions": [self._taking(person)] if sure and not self._is_closed(person) else [],
        }

    @api.model
    def _way_to_centre(self, person):
        """Return how to learn more of a person whom others serve: the same words of each, whoever serves her."""
        central = person.company_id.sudo()._kentro_central_structure()
        if central in self.env.user.kentro_structure_ids or not central.phone:
            return self.env._("Ask whoever coordinates your structure who serves this person")
        return self.env._("Ask the %(centre)s, telephone %(phone)s", centre=central.name, phone=central.phone)

    @api.model
    def _neutral_details(self, person):
        """Hook: more lines that anybody at a desk may know, e.g. the next appointment (no content)."""
        return []

    @api.model
    def _masked(self, name):
        """Initials, enough to ask on and too little to collect: «Π… Μ…»."""
        return " ".join(f"{word[:1]}…" for word in name.split())

    # --- what the buttons do --------------------------------------------------------------

    @api.model
    def action_open(self, person_id):
        return {
            "type": "ir.actions.act_window",
            "res_model": "kentro.beneficiary",
            "res_id": person_id,
            "views": [(False, "form")],
        }
