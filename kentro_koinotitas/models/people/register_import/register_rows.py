"""From the table of a register's file to values of people: each row with its faults, none thrown."""

import hashlib
import hmac
from dataclasses import dataclass, field

from odoo import Command, fields

from ....tools.greek_text import fold
from ....tools.register_columns import COLUMNS
from ....tools.register_values import READERS, Unreadable, read_choice, read_choices
from .register_numbers import is_number, numbers_of, reader_of

OF_THE_ROW = ("household", "relation", "household_from", "answer", "report_line", "full_name")
CHOSEN = ("choice", "country", "languages")
# What is said of relations besides our labels.
RELATION_WORDS = {
    "applicant": "αιτων|αιτουσα|υπευθυνοσ|υποχρεοσ|αρχηγοσ|head",
    "spouse": "συζυγοσ|ανδρασ|γυναικα|husband|wife",
    "child": "τεκνο|παιδι|γιοσ|υιοσ|κορη|θυγατερα|son|daughter",
    "parent": "γονεασ|πατερασ|μητερα|father|mother",
    "sibling": "αδελφοσ|αδελφη|αδερφοσ|αδερφη|brother|sister",
    "grandparent": "παππουσ|γιαγια",
    "grandchild": "εγγονοσ|εγγονη|εγγονι",
    "relative": "συγγενησ|αλλοσ συγγενησ",
    "hosted": "φιλοξενουμενοσ|φιλοξενουμενη",
}
NATIONALITIES = {
    "GR": "ελληνικη|ελληνασ|ελληνιδα", "AL": "αλβανικη|αλβανοσ|αλβανιδα", "SY": "συριακη|συριοσ|συρια",
    "UA": "ουκρανικη|ουκρανοσ|ουκρανη", "BG": "βουλγαρικη|βουλγαροσ|βουλγαρα", "RO": "ρουμανικη|ρουμανοσ|ρουμανα",
    "GE": "γεωργιανη|γεωργιανοσ", "AF": "αφγανικη|αφγανοσ|αφγανη", "PK": "πακιστανικη|πακιστανοσ|πακιστανη",
    "RU": "ρωσικη|ρωσοσ|ρωσιδα", "TR": "τουρκικη|τουρκοσ", "IQ": "ιρακινη|ιρακινοσ", "PL": "πολωνικη|πολωνοσ|πολωνη",
    "AM": "αρμενικη|αρμενιοσ|αρμενια", "BD": "μπανγκλαντεσιανη|μπαγκλαντεσ", "EG": "αιγυπτιακη|αιγυπτιοσ|αιγυπτια",
}  # fmt: skip


@dataclass(eq=False)
class ImportRow:
    """A row as it was understood; ``said`` is what it tells besides the person's own fields."""

    line: int
    cells: tuple
    values: dict = field(default_factory=dict)
    said: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)  # (code, header, value)
    key: str = ""
    state: str = ""
    person: object = None
    found: list = field(default_factory=list)  # ids of people, or rows of the same file
    household: object = None

    @property
    def who(self):
        return " ".join(filter(None, [self.values.get("last_name"), self.values.get("first_name")]))


class RowReader:
    """Understands rows by the columns chosen.

    :param targets: name of what each column is (of ``COLUMNS``), or False
    """

    def __init__(self, env, headers, targets):
        self.env, self.headers = env, headers
        self.columns = [(place, name, _kind(name)) for place, name in enumerate(targets) if name]
        self.choices = {name: self._choices(name) for _at, name, kind in self.columns if kind in CHOSEN}
        codes = {name.split(".")[1] for _at, name, _kind in self.columns if is_number(name)}
        kinds = env["kentro.identifier.kind"].search([("code", "in", list(codes))]) if codes else ()
        self.kinds = {kind.code: kind for kind in kinds}
        self.today = fields.Date.context_today(env["kentro.beneficiary"])
        self.secret = (env["ir.config_parameter"].sudo().get_param("database.secret") or "").encode()

    def header(self, name):
        return next((self.headers[place] for place, target, _kind in self.columns if target == name), "")

    def read(self, rows):
        return [self._row(line, cells) for line, cells in rows]

    def _row(self, line, cells):
        row = ImportRow(line, cells)
        for place, name, kind in self.columns:
            if text := cells[place]:
                try:
                    value = self._value(name, kind, text)
                except Unreadable as fault:
                    code = "country" if kind == "country" else fault.args[0]
                    row.faults.append((code, self.headers[place], text))
                else:
                    (row.said if name in OF_THE_ROW or is_number(name) else row.values)[name] = value
        self._complete(row)
        return row

    def _value(self, name, kind, text):
        if kind == "languages":
            return [Command.set(read_choices(text, self.choices[name]))]
        return read_choice(text, self.choices[name]) if name in self.choices else READERS[kind](text)

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
        birth, since = row.values.get("birth_date"), row.said.get("household_from")
        for name, day in (("birth_date", birth), ("household_from", since)):
            if day and day > self.today:
                row.faults.append(("future", self.header(name), day.strftime("%d/%m/%Y")))
        if birth and since and since < birth:
            row.faults.append(("before_birth", self.header("household_from"), since.strftime("%d/%m/%Y")))
        text = "\x1f".join(f"{name}={fold(str(value))}" for name, value in sorted(row.values.items()))
        row.key = hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()

    def _choices(self, name):
        if name == "nationality":
            return self._countries()
        if name == "language_ids":
            return self._languages()
        field_ = self.env["kentro.household.member" if name == "relation" else "kentro.beneficiary"]._fields[name]
        known = {}
        for lang, _label in self.env["res.lang"].get_installed():
            for code, label in field_._description_selection(self.env(context={"lang": lang})):
                known.update(dict.fromkeys(_writings(label), code))
                known.setdefault(fold(code), code)
        if name == "relation":
            for code, words in RELATION_WORDS.items():
                known.update(dict.fromkeys(words.split("|"), code))
        return known

    def _languages(self):
        known = {}
        for lang, _label in self.env["res.lang"].get_installed():
            for language in self.env["kentro.language"].with_context(lang=lang).search([]):
                known[fold(language.name)] = known[fold(language.code)] = language.id
        return known

    def _countries(self):
        known = {}
        for lang, _label in self.env["res.lang"].get_installed():
            for country in self.env["res.country"].with_context(lang=lang).search([]):
                known[fold(country.name)] = known[fold(country.code)] = country.id
                for word in NATIONALITIES.get(country.code, "").split("|"):
                    known[word] = country.id
        known.pop("", None)
        return known


def _kind(name):
    return reader_of(name) if is_number(name) else COLUMNS[name][0]


def _writings(label):
    """How a label may be written in a cell: «Άγαμος/η» also as «Άγαμος», «Άγαμη»; what is in brackets left out."""
    label = fold(label.partition("(")[0])
    yield label
    stem, slash, ending = label.partition("/")
    if slash:
        yield stem
        yield stem[:-2] + ending
    if "," in label:
        yield label.partition(",")[0]
