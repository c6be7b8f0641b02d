from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ....tools.greek_text import fold
from .register_rows import OF_THE_ROW, RowReader

ASKED = ("report_line", "answer")


class KentroRegisterImportLine(models.Model):
    """Answering a row that was set aside, on the screen: beside whom it is, the same person or another one."""

    _inherit = "kentro.register.import.line"

    beside = fields.Html("Beside the register", compute="_compute_beside", sanitize=False)
    can_fill = fields.Boolean(compute="_compute_beside")

    @api.depends_context("uid", "lang")
    @api.depends("state")
    def _compute_beside(self):
        for line in self:
            people = line._seen_people()
            # sudo: the cells of a row are shown to whoever reads the report, beside whom she may read
            row = line.sudo()._as_row() if line.state == "aside" else None
            line.beside = Markup().join(line._comparison(row, person) for person in people) if row else False
            line.can_fill = bool(row and len(people) == 1 and line._empty(row, people))

    def _seen_people(self):
        """Whom the row perhaps is, of those that this user may read."""
        self.ensure_one()
        # sudo: asked of all, told of those whom she may read
        return self.sudo().found_ids.sudo(False)._filtered_access("read")

    def _as_row(self, answer=None):
        """The row as the import understands it, with an answer to it."""
        columns = self.import_id.column_ids
        targets = [None if column.target in ASKED else column.target for column in columns]
        headers = [column.header for column in columns]
        cells = (*(self.sudo().cells or [""] * len(columns))[: len(columns)], str(self.id), answer or "")
        # the headers of the two are no column of the file
        reader = RowReader(self.env, [*headers, "", ""], [*targets, *ASKED])
        return reader.read([(self.line, cells)])[0]

    def _comparison(self, row, person):
        heads = (self.env._("In the file"), person._in_short())
        said = {
            "same": self.env._("same"),
            "differs": self.env._("differs"),
            "empty": self.env._("empty in the register"),
        }
        rows = [
            Markup("<tr class='%s'><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>")
            % ("table-warning" if how == "differs" else "", label, told, held, said[how])
            for label, told, held, how in self._compared(row, person)
        ]
        head = Markup("<tr><th></th><th>%s</th><th>%s</th><th></th></tr>") % heads
        body = Markup().join(rows)
        return Markup("<div class='table-responsive'><table class='table table-sm'>%s%s</table></div>") % (head, body)

    def _compared(self, row, person):
        """Yield ``(label, in the file, in the register, "same" | "differs" | "empty")`` of what the row says."""
        for name, value in row.values.items():
            field = person._fields.get(name)
            plain = field and field.type not in ("one2many", "many2many")
            if value and plain and person._has_field_access(field, "read"):
                told, held = self._shown(field, value), self._shown(field, person[name])
                how = "empty" if not held else "same" if fold(told) == fold(held) else "differs"
                yield field._description_string(self.env), told, held, how

    def _shown(self, field, value):
        if field.type == "many2one":
            return self.env[field.comodel_name].browse(value if isinstance(value, int) else value.id).display_name or ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "boolean":
            return self.env._("Yes") if value else ""
        return format_date(self.env, value) if field.type == "date" and value else str(value or "")

    def _empty(self, row, person):
        """What the row says and the person's entry does not, as values to write."""
        return {
            name: value
            for name, value in row.values.items()
            if value and name in person._fields and name not in OF_THE_ROW and person._fields[name].type != "one2many"
            and person._has_field_access(person._fields[name], "write") and not person[name]
        }  # fmt: skip

    # --- answers ------------------------------------------------------------------------------

    def action_other_person(self):
        """These are other people than those they are like: they are registered, and the answer is remembered."""
        self._check_may_answer()
        for register, lines in self.grouped("import_id").items():
            register._answer_lines(lines, "different")

    def action_same_person(self):
        """They are registered already: the rows are left out, and nothing of the entries changes."""
        self._check_may_answer()
        for register, lines in self.grouped("import_id").items():
            register._answer_lines(lines, "same")

    def action_fill(self):
        """She is registered already: what her entry does not say is taken from the row, nothing is overwritten."""
        self.ensure_one()
        self._check_may_answer()
        person = self._seen_people()
        if len(person) != 1:
            raise UserError(self.env._("It is not one person whom you may read: say only that it is the same."))
        if values := self._empty(self._as_row(), person):
            person.write(values)  # by her own rights
        self.action_same_person()

    def _check_may_answer(self):
        self.check_access("read")
        self.env["kentro.beneficiary"].check_access("create")
        if self.import_id.structure_id - self.env.user.kentro_structure_ids and not self.env.su:
            raise AccessError(self.env._("People are imported only for a structure you work in."))
        # sudo: nobody writes a row but by answering it; two may answer at once
        free = self.sudo().try_lock_for_update()
        if len(free) < len(self) or any(line.state != "aside" for line in self):
            raise UserError(self.env._("Somebody has answered this row already. Load the page again."))


class KentroRegisterImport(models.Model):
    _inherit = "kentro.register.import"

    def _answer_lines(self, lines, answer):
        """Settle ``lines``, set aside, as if they had come again with ``answer``; each stays one row of the report."""
        self.ensure_one()
        self._alone()
        answered = {line._as_row(answer): line for line in lines}
        self._settle(list(answered), answered)
        for row, line in answered.items():
            line.sudo().write(self._line(row))  # sudo: a row of the report is written by answering it
