from odoo import models

from ...tools.opening_columns import EVERY
from ...tools.register_columns import SAMPLE


class KentroOpeningFile(models.Model):
    """The sample of a file of running records: of the two people of the register's sample."""

    _inherit = "kentro.opening.file"

    def _sample(self):
        Model = self.env[self.model]
        stages = self.env["kentro.workflow"]._get_for(self.model, self.structure_id.company_id).stage_ids
        begun = (stages.filtered(lambda stage: stage.kind == "ongoing") or stages)[0]
        told = {
            "ref": (self.env._("by it a row is known if it comes again"), ("1", "2")),
            "person": (
                self.env._("that of the person, or her number in the earlier register"),
                SAMPLE["legacy_ref"],
            ),
            "stage": (self._how("choice", stages.mapped("name")), (begun.name, begun.name)),
            "since": (self._how("date"), ("01/12/2025", "15/12/2025")),
        }
        every = {name: (label, *told[name]) for name, label in self._every_label().items()}
        own = {
            name: (Model._fields[name]._description_string(self.env), *self._of_field(Model, name))
            for name in Model._opening_columns
        }
        columns = every | own
        headers = [header for header, _how, _cells in columns.values()]
        rows = [[cells[place] for _header, _how, cells in columns.values()] for place in (0, 1)]
        words = EVERY | Model._opening_columns
        understood = [
            (header, how, ", ".join(words[name].upper().split("|")[:6]))
            for name, (header, how, _cells) in columns.items()
        ]
        return headers, rows, understood

    def _of_field(self, Model, name):
        """Return how a cell of field ``name`` is written, and the cells of the sample."""
        field = Model._fields[name]
        if field.comodel_name == "res.users":
            return self.env._("login or name of somebody who works in the structure"), (self.env.user.login, "")
        if field.type in ("date", "datetime"):
            begun = name in Model._opening_begins
            return self._how("date"), ("03/11/2025", "04/11/2025") if begun else ("", "")
        if field.type == "float":
            cells = ("324,00", "")
            return self.env._("euros, such as 324,00"), cells
        if field.type == "boolean":
            return self._how("flag"), ("", "")
        if field.type == "selection":
            labels = [label for _code, label in field._description_selection(self.env)]
            return self._how("choice", labels), (labels[0], "")
        if field.relational:
            names = self.env[field.comodel_name].search([]).mapped("name")
            several = field.type == "many2many"
            first = names[0] if names and (several or field.required) else ""
            return self._how("languages" if several else "choice", names), (first, first if field.required else "")
        return self._how("text"), (self.env._("Invented"), "")
