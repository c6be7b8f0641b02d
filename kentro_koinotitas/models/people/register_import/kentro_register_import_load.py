import logging

import psycopg2
from odoo import Command, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

from ....tools.greek_sound import name_key
from ....tools.same_person import CERTAIN
from .register_faults import told
from .register_numbers import keys_of
from .register_rows import RowReader

KNOWN = ["aside", "same", "created"]  # by lines of these states a row is known again; the last counts most
BATCH = 1000  # rows registered by one set of statements

_logger = logging.getLogger(__name__)


class KentroRegisterImport(models.Model):
    """Registering the rows: in batches, good rows kept, almost certain matches set aside, nothing overwritten."""

    _inherit = "kentro.register.import"

    def _load_rows(self, table):
        headers = [column.header for column in self.column_ids]
        rows = RowReader(self.env, headers, [column.target for column in self.column_ids]).read(table.rows)
        answered = self._answered(rows)
        self._settle(rows, answered)
        self._report(rows)
        # sudo: which rows of an earlier report are done with
        done = [row for row in answered if not row.faults and row.state != "aside"]
        solved = self.env["kentro.register.import.line"].sudo().browse(answered[row].id for row in done)
        solved.write({"state": "solved", "who": False, "cells": False})

    def _settle(self, rows, answered):
        """Decide what becomes of each of ``rows``, and register whom it can."""
        self._leave_out_known(rows, answered)
        self._check_numbers(rows)
        self._check_identifiers(rows)
        ready = [row for row in rows if not row.state and not row.faults]
        for batch in split_every(BATCH, ready, list):
            for row, error in self._isolate(batch, self._register_people):
                row.state, row.person = "", None
                row.faults.append(("refused", "", error))
        self._set_aside_matches(ready, answered)
        self._make_households(rows)

    # --- what is known of the rows already ----------------------------------------------------

    def _answered(self, rows):
        """Return ``{row: line}``: to which line of an earlier report of the user's structures each row belongs."""
        told_ids = {row: row.said["report_line"] for row in rows if row.said.get("report_line")}
        ids = {int(text) for text in told_ids.values() if text.isdigit() and len(text) < 10}
        lines = self.env["kentro.register.import.line"].search([("id", "in", list(ids))])
        lines = lines.filtered(lambda line: line.import_id.structure_id == self.structure_id)
        known = {str(line.id): line for line in lines}
        for row in rows:
            text = told_ids.get(row)
            if (text and text not in known) or (not text and row.said.get("answer")):
                row.faults.append(("answer_line", self._header("report_line", rows), text or ""))
        return {row: known[text] for row, text in told_ids.items() if text in known}

    def _leave_out_known(self, rows, answered):
        """Mark the rows that an earlier import registered, and those answered as the same person."""
        # sudo: by what rows are known again is read by nobody
        Line = self.env["kentro.register.import.line"].sudo()
        keys = {row.key for row in rows if not row.faults}
        of_company = Domain("import_id.structure_id.company_id", "=", self.structure_id.company_id.id)
        made = Line.search(of_company & Domain("key", "in", list(keys)) & Domain("state", "in", tuple(KNOWN)))
        known = {line.key: line for line in made.sorted(lambda line: KNOWN.index(line.state))}
        refs = [row.values["legacy_ref"] for row in rows if row.values.get("legacy_ref")]
        domain = [("legacy_ref", "in", refs), ("company_id", "=", self.structure_id.company_id.id)]
        people = self.env["kentro.beneficiary"].sudo().with_context(active_test=False).search(domain) if refs else []
        by_ref = {person.legacy_ref: person for person in people}
        for row in rows:
            if row.faults:
                continue
            if row in answered and answered[row].state == "solved":
                row.state = "known"
            elif row.said.get("answer") == "same":
                row.state = "same"
            elif row.key in known and known[row.key].state == "aside":
                if row not in answered or not row.said.get("answer"):  # it stays aside until somebody answers
                    row.state, row.found = "aside", known[row.key].found_ids.ids
            elif row.key in known and known[row.key].state == "same":
                if row.said.get("answer") != "different":
                    row.state = "same"
            elif row.key in known:
                row.state, row.person = "known", known[row.key].beneficiary_id
                row.household = known[row.key].household_id
            elif person := by_ref.get(row.values.get("legacy_ref")):
                if name_key(row.values["last_name"]) == person.last_key:
                    row.state, row.person = "known", person
                else:
                    row.faults.append(("legacy_taken", self._header("legacy_ref", rows), row.values["legacy_ref"]))

    def _check_numbers(self, rows):
        """Set aside the rows whose number somebody of the municipality has, and those that share one."""
        everybody = self.env["kentro.beneficiary"].sudo().with_context(active_test=False)  # sudo: told as elsewhere
        for name in ("afm", "amka", "external_ref", "legacy_ref"):
            left = [row for row in rows if not row.faults and row.state not in ("known", "same")]
            with_it = [row for row in left if row.values.get(name)]
            if not with_it:
                continue
            numbers = {row.values[name] for row in with_it}
            held = everybody.search([(name, "in", list(numbers)), ("company_id", "=", self.structure_id.company_id.id)])
            holders = {person[name]: person for person in held}
            first = {}
            for row in with_it:
                number = row.values[name]
                if number in holders and row.said.get("answer") == "different":
                    row.faults.append(("number_taken", self._header(name, rows), number))
                elif number in holders:
                    row.state, row.found = "aside", [*row.found, holders[number].id]
                elif first.setdefault(number, row) is not row:
                    row.faults.append(("number_twice", self._header(name, rows), number))

    def _check_identifiers(self, rows):
        """As `_check_numbers`, for the numbers of papers, of kinds that one person has alone."""
        left = [row for row in rows if not row.faults and row.state not in ("known", "same")]
        keys = {row: keys_of(row) for row in left if row.values.get("identifier_ids")}
        if not keys:
            return
        written = {key for some in keys.values() for _kind, key in some}
        # sudo: told as elsewhere
        held = self.env["kentro.identifier"].sudo().search(
            [("value_key", "in", list(written)), ("is_unique", "=", True),
             ("status", "!=", "error"), ("company_id", "=", self.structure_id.company_id.id)]
        )  # fmt: skip
        holders = {(number.kind_id.id, number.value_key): number.beneficiary_id.id for number in held}
        unique = set(self.env["kentro.identifier.kind"].search([("is_unique", "=", True)]).ids)
        first = {}
        for row, some in keys.items():
            for kind, key in some:
                code = self.env["kentro.identifier.kind"].browse(kind).code
                if (kind, key) in holders and row.said.get("answer") == "different":
                    row.faults.append(("number_taken", self._header(f"id.{code}.value", rows), ""))
                elif (kind, key) in holders:
                    row.state, row.found = "aside", [*row.found, holders[kind, key]]
                elif kind in unique and first.setdefault((kind, key), row) is not row:
                    row.faults.append(("number_twice", self._header(f"id.{code}.value", rows), ""))

    def _header(self, name, rows):
        return self.column_ids.filtered(lambda column: column.target == name)[:1].header or ""

    # --- registering --------------------------------------------------------------------------

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

    def _make_households(self, rows):
        groups = {}
        for row in rows:
            if row.said.get("household") and row.state in ("created", "known") and row.person:
                groups.setdefault(row.said["household"], []).append(row)
        groups = [group for group in groups.values() if any(row.state == "created" for row in group)]
        self._join_earlier(rows, groups)
        for some in split_every(BATCH // 4, groups, list):
            for group, error in self._isolate(some, self._put_together):
                for row in group:
                    row.household = None
                    row.faults.append(("household", self._header("household", rows), error))

    def _join_earlier(self, rows, groups):
        """A corrected row joins the household that the rest of its file was put into."""
        ids = [int(row.said["report_line"]) for group in groups for row in group if row.said.get("report_line")]
        lines = self.env["kentro.register.import.line"].sudo().browse(ids)  # sudo: of one's own reports, checked above
        siblings = lines.search([("import_id", "in", lines.import_id.ids), ("household_id", "!=", False)])
        earlier = {(line.import_id, line.household_code): line.household_id for line in siblings}
        origin = {str(line.id): line.import_id for line in lines}
        for group in groups:
            for row in group:
                of = origin.get(row.said.get("report_line"))
                row.household = row.household or earlier.get((of, row.said["household"]))

    def _put_together(self, groups):
        # sudo: the people were just registered for this structure, their households are its own
        Household = self.env["kentro.household"].sudo()
        new = [group for group in groups if not any(row.household for row in group)]
        made = Household.create([{"structure_id": self.structure_id.id} for _group in new])
        for group, household in zip(new, made, strict=True):
            group[0].household = household
        members = []
        for group in groups:
            household = next(row.household for row in group if row.household)
            begun = household not in made
            for row in group:
                row.household = household
                if row.state == "created":
                    relation = row.said.get("relation") or ("relative" if begun else "applicant")
                    begun = True
                    member = {"household_id": household.id, "beneficiary_id": row.person.id, "relation": relation}
                    members.append(member)
                    if since := row.said.get("household_from"):
                        member["date_from"] = since
        self.env["kentro.household.member"].sudo().create(members)

    # --- the report ---------------------------------------------------------------------------

    def _report(self, rows):
        # sudo: the report is the import's own to write
        Line = self.env["kentro.register.import.line"].sudo()
        for some in split_every(BATCH, rows, list):
            Line.create([self._line(row) for row in some])

    def _line(self, row):
        if row.faults and row.state != "created":
            row.state = "bad"
        faults = list(row.faults)
        if row.state == "aside":
            in_file = any(not isinstance(found, int) for found in row.found)
            faults.append(("aside_file" if in_file else "aside", "", ""))
        left = row.state in ("bad", "aside")
        said = [(header, value, *told(self.env, code)) for code, header, value in faults]
        people = [found if isinstance(found, int) else found.person and found.person.id for found in row.found]
        return {
            "import_id": self.id,
            "line": row.line,
            "state": row.state,
            "who": row.who if left else False,
            "columns": ", ".join(dict.fromkeys(header for header, *_rest in said if header)),
            "wrong": "\n".join(_sentence(header, value, wrong) for header, value, wrong, _todo in said),
            "todo": "\n".join(dict.fromkeys(todo for *_rest, todo in said)),
            "beneficiary_id": row.person.id if row.person and row.state in ("created", "known") else False,
            "household_code": row.said.get("household"),
            "household_id": row.household.id if row.household and row.state == "created" else False,
            "cells": list(row.cells) if left else False,
            "key": row.key if row.state in KNOWN else False,
            "found_ids": [Command.set([id_ for id_ in people if id_])] if people else False,
        }


def _sentence(header, value, wrong):
    """«Ημερομηνία γέννησης»: «31/2/1980». This is no date."""
    return " ".join(filter(None, [f"«{header}»:" if header else "", f"«{value}»." if value else "", wrong]))
