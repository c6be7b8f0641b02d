import base64
from collections import Counter
from contextlib import closing

from markupsafe import Markup
from odoo import api, fields, models

from ....tools.register_written import written
from ..register.number_series import TRIAL
from .kentro_file_import_mixin import one_line
from .register_faults import texts, told


class KentroRegisterImport(models.Model):
    """A trial of the import: all of it is done and taken back, and what would have become of the rows is told."""

    _inherit = "kentro.register.import"

    trial = fields.Json("Result of the trial", readonly=True, copy=False, groups=fields.NO_ACCESS)
    trial_file = fields.Binary("Rows that would not be imported", attachment=False, readonly=True, copy=False)
    trial_told = fields.Html("Trial", compute="_compute_trial_told", sanitize=False)

    def write(self, vals):
        if {"structure_id", "file"} & vals.keys():
            self._forget_trial()
        return super().write(vals)

    def _forget_trial(self):
        # sudo: a trial is written by trying alone; it is of this file, these columns, this structure
        if tried := self.sudo().filtered("trial"):
            tried.write({"trial": False, "trial_file": False})

    def action_trial(self):
        """Tell what importing would do; of what it did nothing is left, and no number is taken."""
        self._check_step("columns")
        self._check_columns()
        table = self._read_table()
        with closing(self.env.cr.savepoint()):  # which is rolled back
            trial, file = self.with_context(kentro_trial=TRIAL)._try(table)
        # sudo: as above
        self.sudo().write({"trial": trial, "trial_file": file})

    def action_download_trial(self):
        """The rows that would not be imported, each with its line in the file."""
        return self._downloading("trial_file", f"kentro-{self.id}-trial.csv")

    def _try(self, table):
        rows, answered = self._understood(table)
        self._register_rows(rows, answered)
        households = sum(not any(row.household for row in group) for group in self._household_groups(rows))
        faults = {row: self._faults(row) for row in rows}
        states = Counter(row.state for row in rows)
        kinds = Counter((header, code) for row in rows if row.state == "bad" for code, header, _value in faults[row])
        trial = {
            "households": households,
            **{state: states[state] for state in ("created", "bad", "aside")},
            "known": states["known"] + states["same"],
            "faults": [[header, code, count] for (header, code), count in kinds.most_common()],
        }
        return trial, self._trial_file([(row, faults[row]) for row in rows if row.state in ("bad", "aside")])

    def _trial_file(self, left):
        headers, kept = self._kept_columns()
        cells = []
        for row, faults in left:
            if row.state == "aside":
                faults = [("aside_trial", "", "")]
            said = texts(faults, lambda code: told(self.env, code))
            of_row = [str(row.line), one_line(said["wrong"]), one_line(said["todo"]), self._told_of_found(row.found)]
            cells.append([*(row.cells[place] for place in kept), *of_row])
        headers += self._report_headers("line", "wrong", "todo", "found")
        return base64.b64encode(written(headers, cells)) if cells else False

    def _told_of_found(self, found):
        people = self.env["kentro.beneficiary"].browse(id_ for id_ in found if isinstance(id_, int))
        lines = [self.env._("line %s", row.line) for row in found if not isinstance(row, int)]
        # sudo: whom the user may not read is told only to be served elsewhere
        return ", ".join(filter(None, [self.env["kentro.register.import.line"]._told_of(people.sudo()), *lines]))

    @api.depends("trial")
    @api.depends_context("lang")
    def _compute_trial_told(self):
        for register in self:
            trial = register.sudo().trial  # sudo: told to who reads the import, in words
            register.trial_told = trial and register._in_words(trial)

    def _in_words(self, trial):
        labels = {
            "created": self.env._("People to be registered"),
            "households": self.env._("New households"),
            "known": self.env._("Registered already, left out"),
            "aside": self.env._("Perhaps registered already, set aside for you to answer"),
            "bad": self.env._("Rows with a fault"),
        }
        rows = [(label, trial[name]) for name, label in labels.items()]
        rows += [
            (" ".join(filter(None, [" —", header and f"«{header}»:", told(self.env, code)[0]])), count)
            for header, code, count in trial["faults"]
        ]
        cells = Markup().join(Markup("<tr><td>%s</td><td class='text-end'>%s</td></tr>") % row for row in rows)
        return Markup("<table class='table table-sm w-auto'>%s</table>") % cells
