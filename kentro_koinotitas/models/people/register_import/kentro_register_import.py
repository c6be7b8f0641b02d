from odoo import fields, models

from .kentro_file_import_mixin import one_line


class KentroRegisterImport(models.Model):
    """The import of a register that was kept elsewhere: the file, what its columns are, and the report of its rows."""

    _name = "kentro.register.import"
    _inherit = ["kentro.file.import.mixin"]
    _description = "Import of a register"

    _open_states = ("draft", "columns")
    _decided = ("state", "user_id", "date", "headers", "row_count", "line_ids", "left_ids", "trial", "trial_file")
    _report_model = "kentro.register.import.line"
    _report_of = "import_id"

    file = fields.Binary("Register")
    state = fields.Selection(
        [("draft", "File"), ("columns", "Columns"), ("done", "Imported")],
        "Step",
        required=True,
        readonly=True,
        default="draft",
    )
    structure_id = fields.Many2one(
        string="Served by", help="The structure in which the people of the file are registered"
    )
    column_ids = fields.One2many("kentro.register.import.column", "import_id", "Columns")
    line_ids = fields.One2many("kentro.register.import.line", "import_id", "Rows", readonly=True)
    left_ids = fields.One2many(
        "kentro.register.import.line",
        "import_id",
        "Rows to look at",
        domain=[("state", "in", ("bad", "aside"))],
        readonly=True,
    )
    row_count = fields.Integer("Rows in the file", readonly=True, aggregator=None)
    created_count = fields.Integer("Registered", compute="_compute_counts")
    bad_count = fields.Integer("To be corrected", compute="_compute_counts")
    aside_count = fields.Integer("Set aside", compute="_compute_counts")
    skipped_count = fields.Integer("Left out", compute="_compute_counts")

    def _makes(self):
        return self.env["kentro.beneficiary"]

    def _compute_counts(self):
        counts = self._counted()
        for register in self:
            of = register._origin.id
            register.created_count = counts[of, "created"]
            register.bad_count, register.aside_count = counts[of, "bad"], counts[of, "aside"]
            register.skipped_count = counts[of, "known"] + counts[of, "same"] + counts[of, "solved"]

    def _left_rows(self):
        # sudo: the cells are kept for this file alone, and who reads the report may have it
        lines = self.sudo().line_ids.filtered(lambda line: line.state in ("bad", "aside"))
        told = self.line_ids.browse(lines.ids)
        headers, kept = self._kept_columns()
        rows = [
            [*(row.cells[place] for place in kept), str(line.id), one_line(line.wrong), one_line(line.todo),
             line.found or "", ""]
            for row, line in zip(lines, told, strict=True)
        ]  # fmt: skip
        return [*headers, *self._report_headers("report_line", "wrong", "todo", "found", "answer")], rows

    def action_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_register_import_line_action")
        return {**action, "domain": [("import_id", "=", self.id)]}
