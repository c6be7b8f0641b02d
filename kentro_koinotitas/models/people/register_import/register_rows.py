"""From the table of a register's file to values of people."""

from dataclasses import dataclass, field

from odoo import Command

from ....tools.greek_text import fold
from ....tools.register_address import split_address
from ....tools.register_columns import COLUMNS
from ....tools.register_values import READERS, Unreadable, read_choice, read_choices
from .choices import PersonChoices
from .register_numbers import is_number, numbers_of, reader_of
from .row_reader import Reader, Row

OF_THE_ROW = ("household", "relation", "household_from", "answer", "report_line", "full_name")
CHOSEN = ("choice", "country", "languages")


@dataclass(eq=False)
class ImportRow(Row):
    """A row of the register, and what became of it."""

    person: object = None
    found: list = field(default_factory=list)  # ids of people, or rows of the same file
    household: object = None

    @property
    def who(self):
        return " ".join(filter(None, [self.values.get("last_name"), self.values.get("first_name")]))


class RowReader(Reader):
    """Understands rows by the columns chosen.

    :param targets: name of what each column is (of ``COLUMNS``), or False
    """

    Row = ImportRow

    def __init__(self, env, headers, targets):
        super().__init__(env, headers, {name: place for place, name in enumerate(targets) if name})
        self.kind_of = {name: _kind(name) for name in self.columns}
        choices = PersonChoices(env["kentro.beneficiary"])
        self.choices = {name: choices.of(name) for name, kind in self.kind_of.items() if kind in CHOSEN}
        codes = {name.split(".")[1] for name in self.columns if is_number(name)}
        kinds = env["kentro.identifier.kind"].search([("code", "in", list(codes))]) if codes else ()
        self.kinds = {kind.code: kind for kind in kinds}

    def _is_said(self, name):
        return name in OF_THE_ROW or is_number(name)

    def _value(self, name, text):
        kind = self.kind_of[name]
        if kind == "languages":
            return [Command.set(read_choices(text, self.choices[name]))]
        if kind == "country" and not self.choices[name].get(fold(text).rstrip(".")):
            raise Unreadable("country")
        return read_choice(text, self.choices[name]) if kind in CHOSEN else READERS[kind](text)

    def _complete(self, row):
        numbers, faults = numbers_of(self.kinds, row.said, self.header)
        row.faults += faults
        if numbers:
            row.values["identifier_ids"] = numbers
        if full := row.said.pop("full_name", None):
            last, _space, first = full.partition(" ")
            row.values.setdefault("last_name", last)
            row.values.setdefault("first_name", first or False)
        if not row.values.get("last_name"):
            row.faults.append(("missing", self.header("last_name") or self.header("full_name"), ""))
        self._check_days(row)
        # of what the row says, not of what is made of it: rows loaded before are known by it
        row.key = self._key("\x1f".join(f"{name}={fold(str(value))}" for name, value in sorted(row.values.items())))
        if row.values.get("street") and not row.values.get("zip") and not row.values.get("city"):
            row.values |= split_address(row.values["street"])

    def _check_days(self, row):
        birth, since = row.values.get("birth_date"), row.said.get("household_from")
        for name, day in (("birth_date", birth), ("household_from", since)):
            if day and day > self.today:
                row.faults.append(("future", self.header(name), day.strftime("%d/%m/%Y")))
        if birth and since and since < birth:
            row.faults.append(("before_birth", self.header("household_from"), since.strftime("%d/%m/%Y")))


def _kind(name):
    return reader_of(name) if is_number(name) else COLUMNS[name][0]
