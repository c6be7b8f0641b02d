"""From a row of the file of running records to values."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from odoo import Command

from ...tools.greek_text import fold
from ...tools.opening_columns import EVERY, headers_of
from ...tools.register_columns import header_key, is_report
from ...tools.register_values import Unreadable, read_amount, read_choice, read_date, read_flag, read_text
from ..people.register_import.row_reader import Reader, Row
from .opening_choices import OpeningChoices

SPLIT = re.compile(r"[,;/|·\n]")
TO_COME = ("answer_by", "appointment_on", "valid_from", "valid_to")  # of these, a day to come is no mistake
ATHENS = ZoneInfo("Europe/Athens")


@dataclass(eq=False)
class OpeningRow(Row):
    """A row of the file, and the record it became."""

    record: object = None


class OpeningReader(Reader):
    """Understands rows of records of ``Model`` in ``structure``, as this user: whom she may not see, is not found."""

    Row = OpeningRow

    def __init__(self, Model, structure, headers):
        self.Model, self.structure = Model, structure
        choices = OpeningChoices(Model, structure)
        known = headers_of(Model._opening_columns, choices.labels(Model._opening_columns))
        found = [None if is_report(header) else known.get(header_key(header)) for header in headers]
        # of two columns that are the same the first counts
        super().__init__(Model.env, headers, {name: found.index(name) for name in found if name})
        self.left_out = [
            header for place, header in enumerate(headers)
            if header and self.columns.get(found[place]) != place and not is_report(header)
        ]  # fmt: skip
        stages = self.env["kentro.workflow"]._get_for(Model._name, structure.company_id).stage_ids
        self.stages = {stage.code: stage for stage in stages}
        self.stage_names = choices.known(stages, "code")
        self.choices = {name: choices.of(name) for name in self.columns if name not in EVERY}

    def read(self, rows):
        read = super().read(rows)
        self._find_people(read)
        return read

    def _is_said(self, name):
        return name in EVERY

    def _complete(self, row):
        told = {header for _code, header, _text in row.faults}
        for name in ("stage", "since"):
            if name not in row.said and self.header(name) not in told:
                row.faults.append((f"{name}_missing", self.header(name), ""))
        self._check_days(row)
        known = row.said.get("ref") and f"ref={fold(row.said['ref'])}"
        text = known or "\x1f".join(f"{name}={fold(row.cells[place])}" for name, place in sorted(self.columns.items()))
        row.key = self._key(f"{self.Model._name}\x1f{text}")

    def _value(self, name, text):
        if name == "stage":
            return self._of(self.stage_names, text, "stage")
        if name in ("person", "ref"):
            return read_text(text)
        kind = "date" if name == "since" else self.Model._fields[name].type
        if kind in ("date", "datetime"):
            day = read_date(text)
            if day > self.today and name not in TO_COME:
                raise Unreadable("future")
            return day if kind == "date" else self.moment(day, text)
        if kind == "many2many":
            parts = [text] if self.choices[name].get(fold(text)) else SPLIT.split(text)
            found = [self._of(self.choices[name], part, "unknown") for part in parts if part.strip()]
            return [Command.set(found)]
        if kind == "many2one":
            users = self.Model._fields[name].comodel_name == "res.users"
            return self._of(self.choices[name], text, "worker" if users else "unknown")
        if kind == "selection":
            return read_choice(text, self.choices[name])
        if kind == "float":
            return read_amount(text)
        return read_flag(text) if kind == "boolean" else text

    def moment(self, day, text=""):
        """The moment in UTC of ``day`` in Greece, at the hour that ``text`` says."""
        hour = re.search(r"[ T](\d{1,2}):(\d\d)", text)
        at = time(int(hour[1]) % 24, int(hour[2]) % 60) if hour else time()
        return datetime.combine(day, at, ATHENS).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)

    def _of(self, known, text, fault):
        found = known.get(fold(text.strip()).rstrip("."))
        if not found:
            raise Unreadable("twice" if found == 0 else fault)
        return found

    def _check_days(self, row):
        since = row.said.get("since")
        for name in self.Model._opening_begins:
            begun = row.values.get(name)
            if isinstance(begun, datetime):
                begun = begun.replace(tzinfo=ZoneInfo("UTC")).astimezone(ATHENS).date()
            if since and begun and begun > since:
                row.faults.append(("since_before", self.header("since"), since.strftime("%d/%m/%Y")))

    def _find_people(self, rows):
        texts = {row.said["person"] for row in rows if row.said.get("person")}
        domain = ["|", ("number", "in", list(texts)), ("legacy_ref", "in", list(texts))]
        company = [("company_id", "=", self.structure.company_id.id)]
        found = self.env["kentro.beneficiary"].search([*company, *domain]) if texts else []
        by_number, by_ref = {person.number: person for person in found}, {}
        for person in found:
            by_ref.setdefault(person.legacy_ref, []).append(person)
        for row in rows:
            text = row.said.get("person")
            people = [by_number[text]] if text in by_number else by_ref.get(text, [])
            if len(people) == 1:
                row.values["beneficiary_id"] = people[0].id
            elif text:
                row.faults.append(("person_twice" if people else "person", self.header("person"), text))
            elif self.Model._fields["beneficiary_id"].required:
                row.faults.append(("person_missing", self.header("person"), ""))
