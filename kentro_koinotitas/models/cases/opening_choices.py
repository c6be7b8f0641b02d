"""What a cell of the file of running records may say where the answers are known."""

from ...tools.greek_text import fold
from ..people.register_import.choices import Choices


class OpeningChoices(Choices):
    """The answers that fields of ``Model`` may have in one structure: of users, those who work there."""

    def __init__(self, Model, structure):
        super().__init__(Model)
        self.structure = structure

    def of(self, name):
        return self._workers() if self.Model._fields[name].comodel_name == "res.users" else super().of(name)

    def _workers(self):
        """Those who work in the structure, by login and name."""
        # sudo: who has a post in one's own structure is known to whoever coordinates it
        users = self.env["res.users"].sudo().search([("share", "=", False)])
        users = users.filtered(lambda user: self.structure in user.kentro_structure_ids)
        known = {}
        for user in users:
            for word in {fold(user.login), fold(user.name), fold(" ".join(reversed(user.name.split())))}:
                known[word] = 0 if known.get(word, user.id) != user.id else user.id
        return known
