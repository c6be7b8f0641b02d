import base64
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.opening_columns import EVERY
from ...tools.register_columns import REPORT
from ...tools.register_file import FileFault, read, written

MOST = 20_000  # rows in one go


class KentroOpeningFile(models.Model):
    """A file of running records as they stand: who coordinates prepares and loads it, while `rules` has it open.

    Whatever process declares ``_opening_columns`` may be brought in so; nothing else is needed for a further one.
    """

    _name = "kentro.opening.file"
    _description = "File of running records"
    _order = "id desc"
    _rec_name = "filename"
    _kentro_file = True

    model = fields.Selection(lambda self: self._models(), "What it holds", required=True, default="kentro.case")
    file = fields.Binary(attachment=False, copy=False)
    filename = fields.Char("File name")
    structure_id = fields.Many2one(
        "kentro.structure",
        "Structure",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.kentro_structure_id,
        help="The structure whose records these are",
    )
    state = fields.Selection(
        [("draft", "File"), ("checked", "Checked"), ("done", "Imported")],
        "Step",
        required=True,
        readonly=True,
        default="draft",
    )
    row_ids = fields.One2many("kentro.opening.row", "file_id", "Rows", readonly=True)
    headers = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    left_out = fields.Char("Columns left out", readonly=True)
    user_id = fields.Many2one("res.users", "Imported by", readonly=True, ondelete="restrict")
    date = fields.Datetime("Imported on", readonly=True)
    is_open = fields.Boolean("Opening import is open", compute="_compute_is_open")
    ready_count = fields.Integer("Ready", compute="_compute_counts")
    created_count = fields.Integer("Brought in", compute="_compute_counts")
    bad_count = fields.Integer("To be corrected", compute="_compute_counts")
    known_count = fields.Integer("Brought in before", compute="_compute_counts")
    left_file = fields.Binary("Rows not imported", compute="_compute_left_file")

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

    def _compute_counts(self):
        groups = self.env["kentro.opening.row"]._read_group(
            [("file_id", "in", self.ids)], ["file_id", "state"], ["__count"]
        )
        counts = Counter({(of.id, state): count for of, state, count in groups})
        for file in self:
            for state in ("ready", "created", "bad", "known"):
                file[f"{state}_count"] = counts[file._origin.id, state]

    def _compute_left_file(self):
        greek = (self.env.lang or "").startswith("el")
        for file in self:
            # sudo: the cells are kept for this file alone, and who reads the report may have it
            rows = file.sudo().row_ids.filtered(lambda row: row.state == "bad")
            headers = [*(file.sudo().headers or []), *(REPORT[name][greek] for name in ("wrong", "todo"))]
            lines = [[*row.cells, *(" / ".join(text.splitlines()) for text in (row.wrong, row.todo))] for row in rows]
            file.left_file = base64.b64encode(written(headers, lines)) if lines else False

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._given(vals) for vals in vals_list])

    def write(self, vals):
        if not self.env.su and any(file.state != "draft" for file in self):
            raise UserError(self.env._("This file is checked already. Choose another file, or begin anew."))
        return super().write(self._given(vals))

    @api.model
    def _given(self, vals):
        """``vals`` without what checking and importing alone decide."""
        ours = ("state", "user_id", "date", "headers", "left_out", "row_ids")
        return vals if self.env.su else {name: value for name, value in vals.items() if name not in ours}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(file.state == "done" for file in self):
            raise UserError(
                self.env._("The report of an import is kept: by it the same rows are known if they come again.")
            )

    def action_back(self):
        """Choose another file."""
        self._check_step("checked")
        # sudo: rows are made and forgotten by these steps alone
        self.sudo().row_ids.unlink()
        self.sudo().state = "draft"

    def action_download(self):
        """The rows not imported, as a file that is corrected and imported again."""
        self.ensure_one()
        self.check_access("read")
        url = f"/web/content/{self._name}/{self.id}/left_file?download=true&filename=kentro-{self.id}.csv"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def _check_step(self, *states):
        self.ensure_one()
        self.check_access("write")
        self.env[self.model].check_access("create")
        if self.structure_id not in self.env.user.kentro_structure_ids and not self.env.su:
            raise AccessError(self.env._("Running records are brought in only for a structure you work in."))
        if self.state not in states:
            raise UserError(self.env._("This step is done already. Load the page again."))

    def _read_table(self):
        try:
            table = read(base64.b64decode(self.with_context(bin_size=False).file or b""))
        except FileFault as fault:
            raise UserError(self.env["kentro.register.import"]._told_of_file(fault.args[0])) from fault
        if len(table.rows) > MOST:
            raise UserError(self.env._("There are more than %s rows in the file. Divide it.", MOST))
        return table

    def _check_columns(self, reader):
        missing = [name for name in ("stage", "since") if name not in reader.columns]
        if self.env[self.model]._fields["beneficiary_id"].required and "person" not in reader.columns:
            missing.append("person")
        if missing:
            raise UserError(
                self.env._(
                    "The file needs columns «Αριθμός μητρώου», «Στάδιο» and «Στο στάδιο από». Missing: %s",
                    ", ".join(EVERY[name].partition("|")[0] for name in missing),
                )
            )
