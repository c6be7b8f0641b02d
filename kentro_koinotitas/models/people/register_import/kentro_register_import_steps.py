from collections import Counter

from odoo import models
from odoo.exceptions import UserError

from ....tools.register_columns import proposed
from . import register_numbers
from .choices import in_each_language

SHOWN = 3  # rows shown beside each column


class KentroRegisterImport(models.Model):
    """From step to step: read the file, say what its columns are, bring it in."""

    _inherit = "kentro.register.import"

    def action_read(self):
        """Read the file and propose what its columns are."""
        self._check_step("draft")
        table = self._read_table()
        # sudo: columns are made by reading a file alone
        self.sudo().column_ids.unlink()
        targets = proposed(table.headers, self._labels())
        self.env["kentro.register.import.column"].sudo().create(
            [
                {
                    "import_id": self.id,
                    "position": place,
                    "header": header or self.env._("(column %s)", place + 1),
                    "sample": " · ".join(filter(None, (row.cells[place] for row in table.rows[:SHOWN]))),
                    "target": targets[place],
                }
                for place, header in enumerate(table.headers)
            ]
        )
        self.sudo().write({"state": "columns", "headers": list(table.headers), "row_count": len(table.rows)})

    def action_back(self):
        """Choose another file."""
        self._check_step("columns")
        self.sudo().column_ids.unlink()  # sudo: as above
        self._forget_trial()
        self.sudo().state = "draft"

    def action_import(self):
        """Register whom the file names; the report says of each other row what to do."""
        self._check_step("columns")
        self._check_columns()
        self._alone()
        self._load_rows(self._read_table())
        self._forget_trial()
        self._done()

    def _check_columns(self):
        targets = [column.target for column in self.column_ids if column.target]
        twice = [name for name, count in Counter(targets).items() if count > 1]
        if twice:
            label = self.env["kentro.register.import.column"]._label(twice[0])
            raise UserError(self.env._("Two columns are «%s». Choose which of them is.", label))
        if not {"last_name", "full_name"} & set(targets):
            raise UserError(self.env._("Say which column is the last name."))

    def _labels(self):
        """Labels of the fields in each language of the system, by which headers are known too."""
        labels = [
            (label, name)
            for env in in_each_language(self.env)
            for name, label in env["kentro.register.import.column"]._targets()
        ]
        return [*labels, *register_numbers.headers(self.env)]
