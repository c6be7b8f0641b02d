from odoo import api, models
from odoo.exceptions import UserError

from ....tools.same_person import CERTAIN


class CertainlyRegistered(UserError):
    """Somebody is about to be registered twice; ``context`` has what a form needs to ask who it is."""

    def __init__(self, message, cards):
        super().__init__(message)
        self.context = {"kentro_cards": cards}


class KentroDuplicate(models.Model):
    """Who is almost certainly registered already is answered for before she is registered."""

    _inherit = "kentro.duplicate"

    @api.model
    def _refuse_certain(self, people, others):
        """Refuse ``people``, just registered, if they are almost certainly in the register, ``others`` apart.

        ``others``: of whom the user said that they are other people; that is remembered as her answer.

        :raise CertainlyRegistered: with a card of each of whom nothing was said
        """
        pairs = self._pairs(people)
        certain = [pair for pair in pairs if pair[2] >= CERTAIN]
        told = set(others.ids)
        open_ = [pair[:2] for pair in certain if not told.intersection(pair[:2])]
        if open_:
            found = people.browse(dict.fromkeys(id_ for pair in open_ for id_ in pair if id_ not in people.ids))
            message = self._question(people, *open_[0])
            raise CertainlyRegistered(message, self.env["kentro.person.search"]._cards(found))
        # sudo: who is compared with whom is not the user's to see; her answer is
        answered = self.sudo().create(
            [
                {"person_id": one, "other_id": other, "score": bits, "reasons": " ".join(reasons)}
                for one, other, bits, reasons in certain
            ]
        )
        answered._answer("different")

    def _question(self, people, one, other):
        new, found = (one, other) if one in people.ids else (other, one)
        person = people.browse(found)
        shown = person.display_name if person.sudo(False)._filtered_access("read") else person.sudo().number
        return self.env._(
            "%(new)s is almost certainly registered already: %(found)s. Open that file, or answer that this is "
            "another person.",
            new=people.browse(new).name,
            found=shown,
        )
