"""python -m tests.bench CONFIGURATION DATABASE: every script, one table of ratios with their bars."""

import sys
from datetime import date
from importlib import import_module
from pathlib import Path

from odoo.tools import config

SCRIPTS = "moves one_record form log deadlines workers importing finding register duplicates rules".split()
README = Path(__file__).with_name("README.md")
MARK = "<!-- the table of the last run -->\n"


def main(configuration, database, *chosen):
    config.parse_config(["-c", configuration, "-d", database, "--log-level=error"], setup_logging=True)
    from . import scene

    if unknown := set(chosen) - set(SCRIPTS):
        sys.exit(f"There is no script {', '.join(sorted(unknown))}: choose among {', '.join(SCRIPTS)}.")
    made, rows = scene.build(database), []
    for name in [name for name in SCRIPTS if not chosen or name in chosen]:  # in this order: they share the cases
        found = import_module(f".{name}", __package__).rows(database, made)
        sys.stdout.write("".join(f"{line}\n" for line in list(_table(found))[2:]))  # kept if a later script fails
        sys.stdout.flush()
        rows += found
    table = "".join(f"{line}\n" for line in _table(rows))
    sys.stdout.write(table)
    if not chosen:
        said = README.read_text().partition(MARK)[0]
        README.write_text(f"{said}{MARK}\nRun on {date.today():%d.%m.%Y}.\n\n{table}")
    missed = [row.what for row in rows if row.passes is False]
    sys.stdout.write(f"{len(rows)} rows, {len(missed)} above their bar\n")


def _table(rows):
    yield "| measured | result | bar | | |"
    yield "|---|---|---|---|---|"
    for row in rows:
        bar = "reported" if row.bar is None else f"{'≥' if row.at_least else '≤'} {row.bar:g} {row.unit}".rstrip()
        verdict = {None: "", True: "holds", False: "**MISSED**"}[row.passes]
        value = f"{row.value:,.2f}".removesuffix(".00")
        yield f"| {row.what} | {value} {row.unit} | {bar} | {verdict} | {row.detail} |"


if __name__ == "__main__":
    main(*sys.argv[1:])
