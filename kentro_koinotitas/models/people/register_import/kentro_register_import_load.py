import logging

import psycopg2
from odoo import Command, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ....tools.same_person import CERTAIN
from .register_rows import RowReader

BATCH = 1000  # rows registered by one set of statements

_logger = logging.getLogger(__name__)


class KentroRegisterImport(models.Model):
    """Registering the rows: in batches, good rows kept, almost certain matches set aside, nothing overwritten."""

    _inherit = "kentro.register.import"

    def _load_rows(self, table):
        rows, answered = self._understood(table)
        self._settle(rows, answered)
        self._report(rows)
        # sudo: which rows of an earlier report are done with
        done = [row for row in answered if not row.faults and row.state != "aside"]
        solved = self.env["kentro.register.import.line"].sudo().browse(answered[row].id for row in done)
        solved.write({"state": "solved", "who": False, "cells": False})

    def _understood(self, table):
        """Return the rows, and ``{row: line}`` of those that an earlier report asked about."""
        headers = [column.header for column in self.column_ids]
        rows = RowReader(self.env, headers, [column.target for column in self.column_ids]).read(table.rows)
        return rows, self._answered(rows)

    def _settle(self, rows, answered):
        """Decide what becomes of each of ``rows``, register whom it can, and put households together."""
        self._register_rows(rows, answered)
        self._make_households(rows)

    def _register_rows(self, rows, answered):
        self._leave_out_known(rows, answered)
        self._check_numbers(rows)
        self._check_identifiers(rows)
        ready = [row for row in rows if not row.state and not row.faults]
        for batch in split_every(BATCH, ready, list):
            for row, error in self._isolate(batch, self._register_people):
                row.state, row.person = "", None
                row.faults.append(("refused", "", error))
        self._set_aside_matches(ready, answered)

    def _isolate(self, items, make):
        """Do ``make(items)``; what fails is divided until it is one. Return ``[(item, why)]`` of those that failed."""
        if not items:
            return []
        try:
            with self.env.cr.savepoint():
                make(items)
            return []
        except (UserError, ValueError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            self.env.invalidate_all()
            if len(items) == 1:
                if not isinstance(error, UserError):
                    _logger.info("a row of a register was refused by %s", type(error).__name__)
                return [(items[0], str(error) if isinstance(error, UserError) else "")]
        half = len(items) // 2
        return self._isolate(items[:half], make) + self._isolate(items[half:], make)

    def _register_people(self, rows):
        serving = [Command.set(self.structure_id.ids)]
        values = [{**row.values, "structure_ids": serving} for row in rows]
        # sudo: the right to register was asked for; whether they are there already is asked afterwards, set-wise
        people = self.env["kentro.beneficiary"].sudo().create(values)
        people.flush_recordset()  # what the database refuses is told of these rows
        for row, person in zip(rows, people, strict=True):
            row.person, row.state = person, "created"

    def _set_aside_matches(self, rows, answered):
        """Take back the rows whose person is almost certainly registered, or stands in the file before."""
        rows = {row.person.id: row for row in rows if row.state == "created"}
        Duplicate = self.env["kentro.duplicate"]
        pairs = [pair for pair in Duplicate._pairs(self.env["kentro.beneficiary"].browse(rows)) if pair[2] >= CERTAIN]
        asked, different = {}, []
        for older, newer, bits, reasons in sorted(pairs, key=lambda pair: pair[1]):  # ids are in the order of the file
            row = rows[newer]
            line = answered.get(row)
            if line and row.said.get("answer") == "different" and older in line.sudo().found_ids.ids:
                different.append({"person_id": older, "other_id": newer, "score": bits, "reasons": " ".join(reasons)})
            elif rows.get(older) not in asked:
                asked.setdefault(row, []).append(rows.get(older, older))
        taken_back = [row.person.id for row in asked]
        for row, found in asked.items():
            row.state, row.found, row.person = "aside", found, None
        self.env["kentro.beneficiary"].browse(taken_back)._unregister()
        # sudo: who is compared with whom is not the user's to see; her answers are
        Duplicate.sudo().create([pair for pair in different if pair["other_id"] not in taken_back])._answer("different")

