import base64
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ....tools.register_columns import REPORT, is_report, proposed
from ....tools.register_file import FileFault, read, written
from . import register_numbers

SHOWN = 3  # rows shown beside each column
MOST = 50_000  # rows in one go


class KentroRegisterImport(models.Model):
    """The import of a register that was kept elsewhere: the file, what its columns are, and the report of its rows."""

    _name = "kentro.register.import"
    _description = "Import of a register"
    _order = "id desc"
    _rec_name = "filename"
    _kentro_file = True

    file = fields.Binary("Register", attachment=False, copy=False)
    filename = fields.Char("File")
    state = fields.Selection(
        [("draft", "File"), ("columns", "Columns"), ("done", "Imported")],
        "Step",
        required=True,
        readonly=True,
        default="draft",
    )
    structure_id = fields.Many2one(
        "kentro.structure",
        "Served by",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.kentro_structure_id,
        help="The structure in which the people of the file are registered",
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
    user_id = fields.Many2one("res.users", "Imported by", readonly=True, ondelete="restrict")
    date = fields.Datetime("Imported on", readonly=True)
    headers = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    row_count = fields.Integer("Rows in the file", readonly=True, aggregator=None)
    created_count = fields.Integer("Registered", compute="_compute_counts")
    bad_count = fields.Integer("To be corrected", compute="_compute_counts")
    aside_count = fields.Integer("Set aside", compute="_compute_counts")
    skipped_count = fields.Integer("Left out", compute="_compute_counts")
    left_file = fields.Binary("Rows not imported", compute="_compute_left_file")

    def _compute_counts(self):
        groups = self.env["kentro.register.import.line"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "state"], ["__count"]
        )
        counts = Counter({(of.id, state): count for of, state, count in groups})
        for register in self:
            of = register._origin.id
            register.created_count = counts[of, "created"]
            register.bad_count, register.aside_count = counts[of, "bad"], counts[of, "aside"]
            register.skipped_count = counts[of, "known"] + counts[of, "same"] + counts[of, "solved"]

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._given(vals) for vals in vals_list])

    def write(self, vals):
        if not self.env.su and any(register.state == "done" for register in self):
            raise UserError(self.env._("This file is imported. Begin a new import for another one."))
        return super().write(self._given(vals))

    @api.model
    def _given(self, vals):
        """``vals`` without what the import alone decides."""
        ours = ("state", "user_id", "date", "headers", "row_count", "line_ids", "left_ids")
        return vals if self.env.su else {name: value for name, value in vals.items() if name not in ours}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(register.state == "done" for register in self):
            raise UserError(
                self.env._("The report of an import is kept: by it the same rows are known if they come again.")
            )

    # --- the steps --------------------------------------------------------------------------

    def action_read(self):
        """Read the file and propose what its columns are."""
        self._check_step("draft")
        table = self._read_table()
        labels = self._labels()
        # sudo: columns are made by reading a file alone
        columns = self.env["kentro.register.import.column"].sudo()
        self.sudo().column_ids.unlink()
        targets = proposed(table.headers, labels)
        columns.create(
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
        self.sudo().state = "draft"

    def action_import(self):
        """Register whom the file names; the report says of each other row what to do."""
        self._check_step("columns")
        self._check_columns()
        self._load_rows(self._read_table())
        # sudo: a step of the import; the file itself is not kept, only the rows that something is wrong with
        self.sudo().write(
            {"state": "done", "user_id": self.env.uid, "date": fields.Datetime.now(), "file": False}
        )

    def action_download(self):
        """The rows not imported, as a file that is corrected and imported again."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/left_file?download=true&filename=kentro-{self.id}.csv",
            "target": "download",
        }

    def action_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_register_import_line_action")
        return {**action, "domain": [("import_id", "=", self.id)]}

    def _compute_left_file(self):
        greek = (self.env.lang or "").startswith("el")
        for register in self:
            # sudo: the cells are kept for this file alone, and who reads the report may have it
            lines = register.sudo().line_ids.filtered(lambda line: line.state in ("bad", "aside"))
            told = register.line_ids.browse(lines.ids)
            added = [REPORT[name][greek] for name in ("report_line", "wrong", "todo", "found", "answer")]
            headers = register.sudo().headers or []
            kept = [place for place, header in enumerate(headers) if not is_report(header)]
            rows = [
                [*(row.cells[place] for place in kept), str(line.id), one_line(line.wrong), one_line(line.todo),
                 line.found or "", ""]
                for row, line in zip(lines, told, strict=True)
            ]  # fmt: skip
            content = written([*(headers[place] for place in kept), *added], rows)
            register.left_file = base64.b64encode(content) if rows else False

    # --- checks -----------------------------------------------------------------------------

    def _check_step(self, state):
        self.ensure_one()
        self.check_access("write")
        self.env["kentro.beneficiary"].check_access("create")
        if self.structure_id not in self.env.user.kentro_structure_ids and not self.env.su:
            raise AccessError(self.env._("People are imported only for a structure you work in."))
        if self.state != state:
            raise UserError(self.env._("This step is done already. Load the page again."))

    def _read_table(self):
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        try:
            table = read(content)
        except FileFault as fault:
            raise UserError(self._told_of_file(fault.args[0])) from fault
        if len(table.rows) > MOST:
            raise UserError(self.env._("There are more than %s rows in the file. Divide it.", MOST))
        return table

    @api.model
    def _told_of_file(self, code):
        """The sentence of a `FileFault`."""
        return {
            "empty": self.env._("There is nothing in the file: first the line of headers, then the people."),
            "kind": self.env._("This is neither CSV nor XLSX. Save it as one of them and choose it again."),
            "large": self.env._("The file is too large. Divide it."),
        }[code]

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
        Column = self.env["kentro.register.import.column"]
        labels = [
            (label, name)
            for lang, _name in self.env["res.lang"].get_installed()
            for name, label in Column.with_context(lang=lang)._targets()
        ]
        return [*labels, *register_numbers.headers(self.env)]


def one_line(text):
    return " / ".join((text or "").splitlines())
