from odoo import api, fields, models
from odoo.exceptions import UserError

from ..people.register_import.kentro_file_import_mixin import one_line


class KentroOpeningFile(models.Model):
    """A file of running records as they stand: who coordinates prepares and loads it, while `rules` has it open.

    Whatever process declares ``_opening_columns`` may be brought in so; nothing else is needed for a further one.
    """

    _name = "kentro.opening.file"
    _inherit = ["kentro.file.import.mixin"]
    _description = "File of running records"

    _rows_at_most = 20_000
    _decided = ("state", "user_id", "date", "headers", "left_out", "row_ids")
    _report_model = "kentro.opening.row"
    _report_of = "file_id"

    model = fields.Selection(lambda self: self._models(), "What it holds", required=True, default="kentro.case")
    structure_id = fields.Many2one(help="The structure whose records these are")
    state = fields.Selection(
        [("draft", "File"), ("checked", "Checked"), ("done", "Imported")],
        "Step",
        required=True,
        readonly=True,
        default="draft",
    )
    row_ids = fields.One2many("kentro.opening.row", "file_id", "Rows", readonly=True)
    left_out = fields.Char("Columns left out", readonly=True)
    is_open = fields.Boolean("Opening import is open", compute="_compute_is_open")
    ready_count = fields.Integer("Ready", compute="_compute_counts")
    created_count = fields.Integer("Brought in", compute="_compute_counts")
    bad_count = fields.Integer("To be corrected", compute="_compute_counts")
    known_count = fields.Integer("Brought in before", compute="_compute_counts")

    @api.model
    def _models(self):
        """Return ``[(model, name)]`` of the processes whose running records a file may hold."""
        return [
            (name, self.env["ir.model"]._get(name).name)
            for name, model in sorted(self.env.items())
            if not model._abstract and getattr(model, "_opening_columns", None)
        ]

    def _compute_is_open(self):
        for file in self:
            # sudo: whether it is open is told to whoever prepares a file for it
            file.is_open = self.env["kentro.opening"]._is_open(file.sudo().structure_id.company_id)

    def _makes(self):
        return self.env[self.model]

    def _compute_counts(self):
        counts = self._counted()
        for file in self:
            for state in ("ready", "created", "bad", "known"):
                file[f"{state}_count"] = counts[file._origin.id, state]

    def _left_rows(self):
        # sudo: the cells are kept for this file alone, and who reads the report may have it
        rows = self.sudo().row_ids.filtered(lambda row: row.state == "bad")
        headers, kept = self._kept_columns()
        cells = [[*(row.cells[place] for place in kept), one_line(row.wrong), one_line(row.todo)] for row in rows]
        return [*headers, *self._report_headers("wrong", "todo")], cells

    def action_back(self):
        """Choose another file."""
        self._check_step("checked")
        # sudo: rows are made and forgotten by these steps alone
        self.sudo().row_ids.unlink()
        self.sudo().state = "draft"

    def _check_columns(self, reader):
        missing = [name for name in ("stage", "since") if name not in reader.columns]
        if self.env[self.model]._fields["beneficiary_id"].required and "person" not in reader.columns:
            missing.append("person")
        if missing:
            labels = self._every_label()
            raise UserError(
                self.env._(
                    "The file needs these columns too: %s. The sample has them.",
                    ", ".join(f"«{labels[name]}»" for name in missing),
                )
            )

    def _every_label(self):
        """Headers of the columns that every process has (of ``EVERY``)."""
        return {
            "ref": self.env._("Old number"),
            "person": self.env._("Register number"),
            "stage": self.env._("Stage"),
            "since": self.env._("In stage since"),
        }
