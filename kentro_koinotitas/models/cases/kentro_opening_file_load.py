from odoo import models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..people.register_import.register_faults import texts
from .opening_faults import told
from .opening_rows import OpeningReader

BATCH = 500  # records brought in by one set of statements


class KentroOpeningFile(models.Model):
    """Checking the rows, and bringing in the good ones: each once, with its stage, its dates and its worker."""

    _inherit = "kentro.opening.file"

    def action_check(self):
        """Say of each row whether it can be brought in, and if not, what to do."""
        self._check_step("draft")
        reader, rows = self._read_rows()
        # sudo: a step of the import, as is its report
        self.sudo().write(
            {"state": "checked", "headers": list(reader.headers), "left_out": ", ".join(reader.left_out) or False}
        )
        self._report(rows, reader)

    def action_import(self):
        """Bring in the good rows."""
        self._check_step("checked")
        self._alone()
        company = self.structure_id.company_id
        # sudo: of the opening import only whether it is open is asked, and that nobody closes it meanwhile
        opening = self.env["kentro.opening"].sudo().search([("company_id", "=", company.id), ("state", "=", "open")])
        if not opening.try_lock_for_update():
            raise UserError(
                self.env._(
                    "The opening import of «%s» is not open: whoever keeps the workflows and rules opens it, under "
                    "Configuration. The file stays here as you have checked it.",
                    company.name,
                )
            )
        reader, rows = self._read_rows()
        ready = [row for row in rows if row.state == "ready"]
        for batch in split_every(BATCH, ready, list):
            failed = self.env["kentro.register.import"]._isolate(
                batch, lambda some: self._bring_in(some, reader, company)
            )
            for row, error in failed:
                row.state, row.record = "bad", None
                row.faults.append(("refused", "", error))
        self._report(rows, reader)
        self._done()

    def _read_rows(self):
        table = self._read_table()
        reader = OpeningReader(self.env[self.model], self.structure_id, table.headers)
        self._check_columns(reader)
        rows = reader.read(table.rows)
        # sudo: by what rows are known again is read by nobody
        made = self.env["kentro.opening.row"].sudo().search(
            [("key", "in", [row.key for row in rows]), ("state", "=", "created"),
             ("company_id", "=", self.structure_id.company_id.id)]
        )  # fmt: skip
        known = set(made.mapped("key"))
        for row in rows:
            row.state = "bad" if row.faults else "known" if row.key in known else "ready"
            if row.state == "ready":
                known.add(row.key)
        return reader, rows

    def _bring_in(self, rows, reader, company):
        Model = self.env[self.model]
        said = []
        for row in rows:
            stage, since = reader.stages[row.said["stage"]], row.said["since"]
            vals = {**row.values, "structure_id": self.structure_id.id}
            said.append(
                {
                    **Model._opening_values(vals, stage, since),
                    "stage": stage.code,
                    "since": reader.moment(since),
                    "by": row.values.get("user_id") or self.env.uid,
                }
            )
        records = Model._opening_import(said, company)
        records._after_opening()
        records.flush_recordset()
        for row, record in zip(rows, records, strict=True):
            row.record, row.state = record, "created"

    def _report(self, rows, reader):
        # sudo: the report is the import's own to write
        Row = self.env["kentro.opening.row"].sudo()
        self.sudo().row_ids.unlink()
        stages = ", ".join(stage.name for stage in reader.stages.values())
        for some in split_every(BATCH, rows, list):
            Row.create([self._row(row, stages) for row in some])

    def _row(self, row, stages):
        return {
            "file_id": self.id,
            "line": row.line,
            "state": row.state,
            "beneficiary_id": row.values.get("beneficiary_id"),
            **texts(row.faults, lambda code: told(self.env, code, stages)),
            "cells": list(row.cells) if row.state == "bad" else False,
            "key": row.key if row.state == "created" else False,
            "res_id": row.record.id if row.record and row.state == "created" else False,
        }
