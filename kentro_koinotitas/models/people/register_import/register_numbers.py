"""Columns of a register that are identity numbers: one for each kind, one for who issued it, one for its last day."""

from odoo import Command

from ....tools.identity_numbers import CLEAN, compared
from .choices import in_each_language

# How registers head them, besides the names and codes of the kinds; for «Λήξη διαβατηρίου» in the genitive too.
WORDS = {
    "adt": "αδτ|ταυτοτητα|αριθμος ταυτοτητας|αριθμος δελτιου ταυτοτητας|αρ ταυτοτητας|ταυτοτητας|id card|identity card",
    "id_new": "νεα ταυτοτητα|νεας ταυτοτητας|new id card",
    "passport": "διαβατηριο|αριθμος διαβατηριου|αρ διαβατηριου|διαβατηριου|passport number",
    "personal": "προσωπικος αριθμος|πα|personal number",
    "edto": "εδτο|δελτιο ομογενους",
    "dadp": "δαδπ|δελτιο αιτουντος|δελτιο αιτουντος διεθνη προστασια|asylum card",
    "adet": "αδετ|αδεια διαμονης|αριθμος αδειας διαμονης|αδειας διαμονης|residence permit",
    "paaypa": "πααυπα|παυπα",
    "pamka": "παμκα",
}
PARTS = {
    "value": ("%s",),
    "issuer": ("εκδουσα αρχη %s", "αρχη εκδοσης %s", "%s εκδουσα αρχη", "%s αρχη εκδοσης", "%s issuer", "issuer %s"),
    "date_to": ("ληξη %s", "ημερομηνια ληξης %s", "%s ληξη", "%s ληγει", "%s λήγει στις", "%s expires", "%s expiry"),
}


def is_number(name):
    return name.startswith("id.")


def reader_of(name):
    """How a cell of column ``name`` is read (of ``READERS``)."""
    return "date" if name.endswith(".date_to") else "text"


def targets(env):
    """Return ``[(name, label)]`` of the columns that numbers may be."""
    said = {"value": "%s", "issuer": env._("%s: issuer"), "date_to": env._("%s: expires on")}
    kinds = env["kentro.identifier.kind"].search([])
    return [(f"id.{kind.code}.{part}", said[part] % kind.name) for kind in kinds for part in PARTS]


def headers(env):
    """Return ``[(header, name)]`` by which columns of numbers are known."""
    kinds = env["kentro.identifier.kind"].search([])
    known = []
    for kind in kinds:
        names = [kind.with_env(in_lang).name for in_lang in in_each_language(env)]
        words = [*names, kind.code, *WORDS.get(kind.code, "").split("|")]
        known += [
            (form % word, f"id.{kind.code}.{part}") for part, forms in PARTS.items() for form in forms for word in words
            if word
        ]  # fmt: skip
    return known


def numbers_of(kinds, said, header):
    """Return ``(commands, faults)`` of what a row says of numbers.

    :param kinds: ``{code: kind}``
    :param header: function from the name of a column to its header
    """
    commands, faults = [], []
    for code, kind in kinds.items():
        parts = {part: said.get(f"id.{code}.{part}") for part in PARTS}
        value = parts["value"]
        clean = CLEAN[kind.check](value) if value and kind.check else value
        if value and not clean:
            faults.append(("identifier", header(f"id.{code}.value"), value))
        elif value:
            told = {name: part for name, part in parts.items() if part}
            commands.append(Command.create({"kind_id": kind.id, **told, "value": clean}))
        else:
            faults += [
                ("identifier_part", header(f"id.{code}.{part}"), "") for part in ("issuer", "date_to") if parts[part]
            ]  # fmt: skip
    return commands, faults


def keys_of(row):
    """Return ``[(id of the kind, number as compared)]`` of the numbers of a row."""
    return [(cmd[2]["kind_id"], compared(cmd[2]["value"])) for cmd in row.values.get("identifier_ids") or ()]
