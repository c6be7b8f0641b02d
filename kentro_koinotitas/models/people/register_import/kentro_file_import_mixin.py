import base64
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import SQL

from ....tools.register_columns import REPORT, is_report
from ....tools.register_file import FileFault, read
from ....tools.register_written import written

MANY = 1000  # rows more, and a tenth, change what PostgreSQL should know of a table
LARGEST = 20  # millions of bytes of a file: 50,000 rows of thirty columns are fifteen


class KentroFileImportMixin(models.AbstractModel):
    """A file whose rows become records of a structure; once they have, what stays is its report.

    The file is kept until then, the rows that nothing became of until they come again, corrected.
    Its ``state`` goes from "draft" to "done".
    """

    _name = "kentro.file.import.mixin"
    _description = "File of rows to bring in"
    _order = "id desc"
    _rec_name = "filename"
    _kentro_file = True

    _rows_at_most = 50_000
    _open_states = ("draft",)  # in which its user may still change it
    _decided = ("state", "user_id", "date", "headers")  # what the import alone writes
    _report_model = ""  # of the rows of its report
    _report_of = ""  # their field to the file

    file = fields.Binary("File", attachment=False, copy=False)
    filename = fields.Char("File name")
    structure_id = fields.Many2one(
        "kentro.structure",
        "Structure",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.kentro_structure_id,
    )
    user_id = fields.Many2one("res.users", "Imported by", readonly=True, ondelete="restrict")
    date = fields.Datetime("Imported on", readonly=True)
    headers = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    left_file = fields.Binary("Rows not imported", compute="_compute_left_file")

    def _makes(self):
        """The model that the rows become records of."""
        raise NotImplementedError

    def _left_rows(self):
        """Return ``(headers, rows)`` of the rows that nothing became of."""
        raise NotImplementedError

    def _counted(self):
        """Return ``{(id of a file, state): number of its rows}``."""
        groups = self.env[self._report_model]._read_group(
            [(self._report_of, "in", self.ids)], [self._report_of, "state"], ["__count"]
        )
        return Counter({(of.id, state): count for of, state, count in groups})

    def _compute_left_file(self):
        for file in self:
            headers, rows = file._left_rows()
            file.left_file = base64.b64encode(written(headers, rows)) if rows else False

    def _report_headers(self, *names):
        return [REPORT[name][(self.env.lang or "").startswith("el")] for name in names]

    def _kept_columns(self):
        """Return the headers of the file, and their places, without those that an earlier report added."""
        headers = self.sudo().headers or []  # sudo: told to who reads the report, in its file
        kept = [place for place, header in enumerate(headers) if not is_report(header)]
        return [headers[place] for place in kept], kept

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._given(vals) for vals in vals_list])

    def write(self, vals):
        if not self.env.su and any(file.state not in self._open_states for file in self):
            raise UserError(self.env._("This file is read already. Choose another file, or begin a new import."))
        return super().write(self._given(vals))

    @api.model
    def _given(self, vals):
        """``vals`` without what the import alone decides."""
        if len(vals.get("file") or "") > LARGEST * 1_000_000 * 4 / 3:  # as text
            raise UserError(
                self.env._("The file is larger than %s MB. Divide it, or take out its pictures.", LARGEST)
            )
        return vals if self.env.su else {name: value for name, value in vals.items() if name not in self._decided}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(file.state == "done" for file in self):
            raise UserError(
                self.env._("The report of an import is kept: by it the same rows are known if they come again.")
            )

    def action_download(self):
        """The rows not imported, as a file that is corrected and imported again."""
        return self._downloading("left_file", f"kentro-{self.id}.csv")

    def _downloading(self, field, filename):
        self.ensure_one()
        self.check_access("read")
        url = f"/web/content/{self._name}/{self.id}/{field}?download=true&filename={filename}"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def _check_step(self, *states):
        self.ensure_one()
        self.check_access("write")
        self._makes().check_access("create")
        if self.structure_id not in self.env.user.kentro_structure_ids and not self.env.su:
            raise AccessError(self.env._("A file is imported only for a structure you work in."))
        if self.state not in states:
            raise UserError(self.env._("This step is done already. Load the page again."))

    def _alone(self):
        """Let nobody else import into the municipality until this is done: two may hold the same file."""
        # sudo: the municipality is locked, nothing of it is changed
        company = self.structure_id.company_id.sudo()
        try:
            company.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is importing a file into this municipality. Wait until that is done, then try again."
                )
            ) from error
        # who looked before this was done does not see what it made: the database then refuses her row
        # as changed meanwhile, and her request is replayed
        self.env.cr.execute("UPDATE res_company SET write_date = write_date WHERE id = %s", [company.id])

    def _done(self):
        # sudo: a step of the import; the file itself is not kept, only the rows that something is wrong with
        self.sudo().write({"state": "done", "user_id": self.env.uid, "date": fields.Datetime.now(), "file": False})
        self._count_anew()

    def _count_anew(self):
        """Let PostgreSQL look at the tables that grew much: what it knows of them is of the time before.

        By itself it does so within minutes, in which it would search a register as if it were empty.
        """
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT format('%%I.%%I', now.schemaname, now.relname) FROM pg_stat_xact_user_tables now"
            " JOIN pg_class known ON known.oid = now.relid WHERE now.n_tup_ins > greatest(%s, known.reltuples / 10)",
            [MANY],
        )
        if grown := [SQL(table) for (table,) in self.env.cr.fetchall()]:
            self.env.cr.execute(SQL("ANALYZE %s", SQL(", ").join(grown)))

    def _read_table(self):
        try:
            content = base64.b64decode(self.with_context(bin_size=False).file or b"")
            return read(content, self._rows_at_most)
        except FileFault as fault:
            raise UserError(self._told_of_file(fault.args[0])) from fault

    def _told_of_file(self, code):
        """The sentence of a `FileFault`."""
        return {
            "empty": self.env._("There is nothing in the file: first the line of headers, then one row for each."),
            "kind": self.env._("This is neither CSV nor XLSX. Save it as one of them and choose it again."),
            "large": self.env._("The file is too large. Divide it."),
            "rows": self.env._("There are more than %s rows in the file. Divide it.", self._rows_at_most),
        }[code]


def one_line(text):
    return " / ".join((text or "").splitlines())
