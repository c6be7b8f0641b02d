#!/usr/bin/env python3
"""Load what a municipality decides into a database: its folder here, one CSV per model.

    python data/load.py -c odoo.conf -d DATABASE serres

Records that are there already stay as they are, edits and all; what is new is added. A row that
cannot be read ends it with a sentence, and nothing of any folder is loaded. The same files load
through Odoo's own Import, in the order of FILES, and make the same records.
"""

import argparse
import csv
import difflib
import sys
from pathlib import Path

FILES = (  # what a file names comes before it
    "res.partner",
    "resource.calendar",
    "kentro.structure",
    "kentro.structure.statement",
    "kentro.room",
    "kentro.post",
    "kentro.funded.act",
    "kentro.regulation",
    "kentro.holiday",
    "kentro.service",
    "kentro.retention.rule",
)
HERE = Path(__file__).resolve().parent
AGAIN = "Correct it and load again; nothing has been loaded."


class BadData(Exception):
    """What is wrong, where, and what to do: sentences for whoever keeps the files."""


def municipalities(root=HERE):
    return sorted(path.name for path in root.iterdir() if path.is_dir() and any(path.glob("*.csv")))


def files(folder):
    """Return the files of a municipality in the order of loading."""
    if not any(folder.glob("*.csv")):
        raise BadData(f"{folder} holds no CSV file: choose one of {', '.join(municipalities(folder.parent))}.")
    unknown = sorted(path.name for path in folder.glob("*.csv") if path.stem not in FILES)
    if unknown:
        raise BadData(
            f"{folder.name}/{unknown[0]}: no such file is loaded. Name it after its model, "
            f"one of {', '.join(FILES)}, or add the model to FILES in {Path(__file__).name}."
        )
    return [path for name in FILES if (path := folder / f"{name}.csv").exists()]


def read(path):
    """Return the header, the rows and the line on which each row begins."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadData(f"{_name(path)} is not UTF-8 (byte {error.start}): save it as «CSV UTF-8».") from error
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows, lines, last = [], [], 0
    try:
        for row in reader:
            if any(row):
                rows.append(row)
                lines.append(last + 1)
            last = reader.line_num
    except csv.Error as error:
        raise _bad(path, last + 1, None, f"the row cannot be read ({error})") from error
    if not rows:
        raise BadData(f"{_name(path)} is empty: give it a header and rows, or delete it.")
    return rows[0], rows[1:], lines[1:]


def check(path, model, header, rows, lines):
    """Refuse what Odoo would take in silence, or name without a line."""
    known = [*model._fields, "id"]
    for column in header:
        if column.split("/")[0] not in known:
            near = difflib.get_close_matches(column.split("/")[0], known, 1)
            hint = f"Did you mean «{near[0]}»?" if near else "Delete it, or name a field."
            raise _bad(path, 1, column, f"{model._name} has no such field. {hint}")
    if "id" not in header:
        raise _bad(path, 1, "id", "the column is missing: each record needs an id of its own")
    prefix, seen = f"{path.parent.name}.", {}
    for row, line in zip(rows, lines, strict=True):
        if len(row) != len(header):
            raise _bad(path, line, None, f"{len(row)} cells where the header has {len(header)}")
        xid = row[header.index("id")]
        if xid and not xid.startswith(prefix):
            raise _bad(path, line, "id", f"«{xid}» must begin with «{prefix}»")
        if xid and xid in seen:
            raise _bad(path, line, "id", f"«{xid}» is on line {seen[xid]} already")
        seen[xid] = line


def load(env, folder):
    """Load one municipality; return the number of rows. The caller's transaction decides."""
    folder = Path(folder)
    # What came by Odoo's Import is the municipality's own as well: kept from now on.
    env["ir.model.data"].search([("module", "=", folder.name), ("noupdate", "=", False)]).noupdate = True
    context = {"module": folder.name, "mode": "update", "noupdate": True, "tracking_disable": True}
    count = 0
    for path in files(folder):
        if path.stem not in env:
            raise BadData(f"The database has no model {path.stem}: install or upgrade kentro_koinotitas.")
        model = env[path.stem].with_context(lang=None, **context)
        header, rows, lines = read(path)
        check(path, model, header, rows, lines)
        result = model.load(header, rows)
        faults = [message for message in result["messages"] if message["type"] in FAULTS]
        if faults:
            raise BadData("\n".join(_sentence(path, header, lines, fault) for fault in faults))
        env.flush_all()
        count += len(rows)
    return count


FAULTS = ("error", "warning")


def _sentence(path, header, lines, fault):
    field = fault.get("field") or ""
    field = field if isinstance(field, str) else "/".join(field)
    column = next((name for name in header if name.split("/")[0] == field.split("/")[0]), None)
    row = fault.get("rows", {}).get("from", fault.get("record", 0))
    return str(_bad(path, lines[min(row, len(lines) - 1)], column, str(fault["message"])))


def _bad(path, line, column, what):
    where = f"{_name(path)}, line {line}" + (f", column «{column}»" if column else "")
    return BadData(f"{where}: {what.rstrip('.')}. {AGAIN}")


def _name(path):
    return f"{path.parent.name}/{path.name}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-c", "--config", help="Odoo's configuration file")
    parser.add_argument("-d", "--database", required=True)
    parser.add_argument("municipality", nargs="+", help=f"one of {', '.join(municipalities())}")
    arguments = parser.parse_args()

    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    options = ["-c", arguments.config] if arguments.config else []
    config.parse_config([*options, "-d", arguments.database, "--log-level=error"], setup_logging=True)
    try:
        with Registry(arguments.database).cursor() as cr:  # one transaction: all or nothing
            env = api.Environment(cr, SUPERUSER_ID, {})
            for name in arguments.municipality:
                print(f"{name}: {load(env, HERE / name)} rows read")
    except BadData as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
