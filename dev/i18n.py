"""make i18n: bring i18n/el.po of each addon to the terms that the addon has now; say what lacks Greek."""

import subprocess
import time

import polib

from . import instance, postgres, say, templates

# What Odoo's export writes anew each time; without it a file changes only when its terms do.
PASSING = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team")


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
    """Export the terms with the Greek that the database knows; return how many have none."""
    path.parent.mkdir(exist_ok=True)
    command = [*instance.ODOO, "i18n", "export", "-c", configuration, "-d", database]
    command += ["-l", instance.LANGUAGE, "-o", path, addon]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    terms = polib.pofile(path, wrapwidth=100)
    for name in PASSING:
        terms.metadata.pop(name, None)
    if not terms:
        path.unlink()
        return 0
    terms.save()
    return len(terms.untranslated_entries())


if __name__ == "__main__":
    say.run(main)
