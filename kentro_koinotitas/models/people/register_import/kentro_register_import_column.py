from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.register_columns import COLUMNS
from . import register_numbers


class KentroRegisterImportColumn(models.Model):
    """A column of the file, and what of a person it is."""

    _name = "kentro.register.import.column"
    _description = "Column of a register to import"
    _order = "import_id, position"
    _rec_name = "header"

    import_id = fields.Many2one("kentro.register.import", required=True, readonly=True, ondelete="cascade", index=True)
    position = fields.Integer(readonly=True)
    header = fields.Char("Column", readonly=True)
    sample = fields.Char("First rows", readonly=True)
    target = fields.Selection(lambda self: self._targets(), "Becomes", help="Empty: the column is left out")

    @api.model
    def _targets(self):
        """Return ``[(name, label)]``: the fields as the file of the person names them, and what else a row says."""
        return [*((name, self._label(name)) for name in COLUMNS), *register_numbers.targets(self.env)]

    @api.model
    def _label(self, name):
        others = {
            "full_name": self.env._("Last and first name"),
            "household": self.env._("Household (code in the file)"),
            "relation": self.env._("Relation in the household"),
            "household_from": self.env._("In the household since"),
            "answer": self.env._("Answer: same or different"),
            "report_line": self.env._("Report line"),
        }
        if register_numbers.is_number(name):
            return dict(register_numbers.targets(self.env))[name]
        return others.get(name) or self.env["kentro.beneficiary"]._fields[name]._description_string(self.env)

    def write(self, vals):
        if not self.env.su and vals.keys() - {"target"}:
            raise UserError(self.env._("Of a column, only what it becomes is chosen."))
        if not self.env.su and any(column.import_id.state != "columns" for column in self):
            raise UserError(self.env._("This file is read already. Choose another file, or begin a new import."))
        self.import_id._forget_trial()
        return super().write(vals)
