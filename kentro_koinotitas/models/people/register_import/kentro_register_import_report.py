from odoo import Command, models
from odoo.tools import split_every

from .kentro_register_import_known import KNOWN
from .register_faults import texts, told

BATCH = 1000


class KentroRegisterImport(models.Model):
    """What becomes of each row, written down: and of those that nothing became of, what is wrong and what to do."""

    _inherit = "kentro.register.import"

    def _report(self, rows):
        # sudo: the report is the import's own to write
        Line = self.env["kentro.register.import.line"].sudo()
        for some in split_every(BATCH, rows, list):
            Line.create([self._line(row) for row in some])

    def _faults(self, row):
        """What is wrong with the row, being set aside included; what became of it is decided by it."""
        if row.faults and row.state != "created":
            row.state = "bad"
        if row.state != "aside":
            return row.faults
        in_file = any(not isinstance(found, int) for found in row.found)
        return [*row.faults, ("aside_file" if in_file else "aside", "", "")]

    def _line(self, row):
        faults = self._faults(row)
        left = row.state in ("bad", "aside")
        people = [found if isinstance(found, int) else found.person and found.person.id for found in row.found]
        return {
            "import_id": self.id,
            "line": row.line,
            "state": row.state,
            "who": row.who if left else False,
            **texts(faults, lambda code: told(self.env, code)),
            "beneficiary_id": row.person.id if row.person and row.state in ("created", "known") else False,
            "household_code": row.said.get("household"),
            "household_id": row.household.id if row.household and row.state == "created" else False,
            "cells": list(row.cells) if left else False,
            "key": row.key if row.state in KNOWN else False,
            "found_ids": [Command.set([id_ for id_ in people if id_])] if people else False,
        }
