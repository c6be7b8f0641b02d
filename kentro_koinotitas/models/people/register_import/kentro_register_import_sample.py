from odoo import models

from ....tools.register_columns import COLUMNS, SAMPLE
from . import register_numbers


class KentroRegisterImport(models.Model):
    """The sample of a register: of every column that an import understands, from the table by which it does."""

    _inherit = "kentro.register.import"

    def _sample(self):
        Column = self.env["kentro.register.import.column"]
        headers = [Column._label(name) for name in SAMPLE]
        rows = [[self._sample_cell(name, cells[place]) for name, cells in SAMPLE.items()] for place in (0, 1)]
        understood = [
            (label, self._how_column(name), self._other_headers(name))
            for name, label in Column._targets()
            if name not in ("answer", "report_line")  # of the file of rows not imported
        ]
        return headers, rows, understood

    def _sample_cell(self, name, cell):
        kind = COLUMNS[name][0]
        if not cell or kind not in ("choice", "sex", "flag", "country", "languages"):
            return cell
        if kind == "flag":
            return self.env._("no") if cell == "no" else self.env._("yes")
        if kind == "country":
            return self.env["res.country"].search([("code", "=", cell)]).name
        if kind == "languages":
            return self.env["kentro.language"].search([("code", "=", cell)]).name
        return dict(self._answers(name))[cell]

    def _answers(self, name):
        """Return ``[(code, label)]`` of the answers possible in column ``name``."""
        Model = self.env["kentro.household.member" if name == "relation" else "kentro.beneficiary"]
        field = Model._fields[name]
        if field.type == "selection":
            return field._description_selection(self.env)
        return [(record.id, record.display_name) for record in self.env[field.comodel_name].search([])]

    def _how_column(self, name):
        if register_numbers.is_number(name):
            return self._how(register_numbers.reader_of(name))
        told = {
            "last_name": self.env._("needed, if there is no column with both names"),
            "full_name": self.env._("both in one cell, the last name first"),
            "street": self.env._("also with its postal code and town: Παπάφη 12, 54453 Θεσσαλονίκη"),
            "household": self.env._("any code; who has the same lives together"),
        }
        kind = COLUMNS[name][0]
        answers = [label for _code, label in self._answers(name)] if kind in ("choice", "languages") else ()
        return told.get(name) or self._how(kind, answers)

    def _other_headers(self, name):
        if register_numbers.is_number(name):
            code, part = name.split(".")[1:]
            words = register_numbers.WORDS.get(code, "") if part == "value" else ""
        else:
            words = COLUMNS[name][1]
        return ", ".join(words.replace("|", ", ").upper().split(", ")[:6])
