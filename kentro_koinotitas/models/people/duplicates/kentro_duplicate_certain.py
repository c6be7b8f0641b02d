from odoo import api, models
from odoo.exceptions import UserError

from ....tools.same_person import CERTAIN
from ..search.kentro_person_search import LIKELY, SURE


class KentroDuplicate(models.Model):
    """Who is almost certainly registered already is answered for before she is registered."""

    _inherit = "kentro.duplicate"

    @api.model
    def _refuse_certain(self, people, others):
        """Refuse ``people``, just registered, if they are almost certainly in the register, ``others`` apart.

        ``others``: of whom the user said that they are other people; that is remembered as her answer.

        :raise UserError: its ``context`` has a card of each of whom nothing was said, for the form to ask
        """
        pairs = self._pairs(people)
        certain = [pair for pair in pairs if pair[2] >= CERTAIN]
        told = set(others.ids)
        if open_ := [pair for pair in certain if not told.intersection(pair[:2])]:
            raise self._question(people, open_)
        # sudo: who is compared with whom is not the user's to see; her answer is
        answered = self.sudo().create(
            [
                {"person_id": one, "other_id": other, "score": bits, "reasons": " ".join(reasons)}
                for one, other, bits, reasons in certain
            ]
        )
        answered._answer("different")

    def _question(self, people, pairs):
        """The error that asks who it is: names and numbers only in its context, for the log keeps the sentence.

        Of a person of others a card says no more than a search for what was typed: that it is surely she only
        where name and birth date, or name and telephone, are the same.
        """
        found = {}
        for *ids, _bits, reasons in pairs:
            sure = "name" in reasons and not {"birth", "phone"}.isdisjoint(reasons)
            found.update({id_: {"score": SURE if sure else LIKELY} for id_ in ids if id_ not in people.ids})
        error = UserError(
            self.env._(
                "This person is almost certainly registered already. Open that file, or answer that this is "
                "another person."
            )
        )
        cards = self.env["kentro.person.search"]._cards(people.browse(found), list(found.values()))
        error.context = {"kentro_cards": cards}
        return error
