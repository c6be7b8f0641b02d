"""make i18n: bring i18n/el.po of each addon to the terms that the addon has now; say what lacks Greek."""

import re
import subprocess
import time

import polib

from . import instance, place, postgres, say, templates

# What Odoo's export writes anew each time; without it a file changes only when its terms do.
PASSING = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team")
# What the code and HTML put into a term: no words of either language, apart from some attributes.
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdif]")
TAG = re.compile(r"<[^>]*>")
WORDS = re.compile(r'(title|placeholder|aria-label)="[^"]*"')
# The states of a FHIR Task, codes of a standard; programs, a service and expressions: the same in every language.
CODES = {
    *("draft", "requested", "received", "accepted", "rejected", "ready", "cancelled"),
    *("in-progress", "on-hold", "failed", "completed", "entered-in-error"),
    *("WeasyPrint", "wkhtmltopdf", "object.number", "object.name", "object.household_id.number", "e-ΕΦΚΑ"),
}


def needs_greek(term):
    """Whether a term has words that a Greek would not read."""
    return term not in CODES and re.search("[A-Za-z]", PLACEHOLDER.sub("", term)) is not None


def faults(rows, translated):
    """Return the terms that lack Greek, and those whose Greek lost a placeholder or a tag.

    ``rows`` are those of Odoo's TranslationModuleReader for el_GR, ``translated`` the terms that
    have Greek in el.po: a term whose English has changed still shows the Greek of the old one.
    """
    lacking, broken = [], []
    for _module, kind, name, _res_id, source, greek, _comments in rows:
        if needs_greek(source) and (source not in translated or not greek or greek == source):
            lacking.append(f"{kind} {name}: {source!r}")
        elif greek and _kept(source) != _kept(greek):
            broken.append(f"{source!r} → {greek!r}")
    return lacking, broken


def translated(addon):
    """Return the terms that have Greek in the file of an addon."""
    return {term.msgid for term in polib.pofile(instance.addons()[addon] / "i18n" / "el.po").translated_entries()}


def _kept(term):
    """What a translation leaves as it is: placeholders in any order, tags in theirs."""
    return sorted(PLACEHOLDER.findall(term)), [WORDS.sub("", tag) for tag in TAG.findall(term)]


def main():
    begun = time.monotonic()
    lacking = 0
    with postgres.server("postgres-test", fast=True), templates.fresh("demo") as database:
        configuration = instance.configure(database, database)
        try:
            for addon, folder in instance.addons().items():
                lacking += _bring_up_to_date(configuration, database, addon, folder / "i18n" / "el.po")
        finally:
            configuration.unlink()
    say.line(f"make i18n: {lacking} terms lack Greek, {time.monotonic() - begun:.0f} s")


def _bring_up_to_date(configuration, database, addon, path):
    """Export the terms with the Greek that Odoo knows; return how many have none.

    Not into the file itself: Odoo empties it first, and then finds no Greek for the terms of the
    code, which it reads from there.
    """
    exported = place.LOCAL / f"{database}.po"
    command = [*instance.ODOO, "i18n", "export", "-c", configuration, "-d", database]
    command += ["-l", instance.LANGUAGE, "-o", exported, addon]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    terms = polib.pofile(exported)
    exported.unlink()
    drop_greek_of_former_english(terms, polib.pofile(path) if path.exists() else [])
    for name in PASSING:
        terms.metadata.pop(name, None)
    if not terms:
        path.unlink(missing_ok=True)
        return 0
    path.parent.mkdir(exist_ok=True)
    terms.save(path)
    return sum(needs_greek(term.msgid) for term in terms.untranslated_entries())


def drop_greek_of_former_english(terms, former):
    """Odoo reads the Greek of a record by its name: where the English changed, it is another's Greek."""
    known = {term.msgid for term in former}
    places = {where for term in former for where, _line in term.occurrences}
    for term in terms:
        if term.msgid not in known and any(where in places for where, _line in term.occurrences):
            term.msgstr = ""


if __name__ == "__main__":
    say.run(main)
