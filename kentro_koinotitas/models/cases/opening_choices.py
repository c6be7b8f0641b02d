"""What a cell of the file of running records may say where the answers are known: names and codes in every language."""

from ...tools.greek_text import fold


class Choices:
    """The answers that fields of ``Model`` may have, as `fold` compares them, for one structure."""

    def __init__(self, Model, structure):
        self.env, self.Model, self.structure = Model.env, Model, structure
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        self.envs = [self.env(context={"lang": code}) for code in languages]

    def labels(self, names):
        """Return ``[(label, name)]`` of fields ``names``."""
        return [(self.Model._fields[name]._description_string(env), name) for env in self.envs for name in names]

    def of(self, name):
        """Return ``{answer: value}`` of field ``name``; value 0 where two have one name."""
        field_ = self.Model._fields[name]
        if field_.type == "selection":
            return {
                fold(word): code for env in self.envs for code, label in field_._description_selection(env)
                for word in (code, label)
            }  # fmt: skip
        if field_.relational:
            if field_.comodel_name == "res.users":
                return self._workers()
            return self.known(self.env[field_.comodel_name].search([]), "id")
        return {}

    def known(self, records, returned):
        """Names and codes of ``records`` in every language, as compared; 0 where two have the same."""
        known = {}
        for env in self.envs:
            for record in records.with_env(env):
                for word in filter(None, (record.name, "code" in record._fields and record.code)):
                    value = record[returned]
                    known[fold(word)] = value if known.get(fold(word), value) == value else 0
        return known

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
