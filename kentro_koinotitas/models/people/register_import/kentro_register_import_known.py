from odoo import models
from odoo.fields import Domain

from ....tools.greek_sound import name_key
from .register_numbers import keys_of

KNOWN = ["aside", "same", "created"]  # by lines of these states a row is known again; the last counts most


class KentroRegisterImport(models.Model):
    """What the register knows of the rows already: earlier reports of them, and numbers that somebody has."""

    _inherit = "kentro.register.import"

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
