"""What tests about data/ share: its loader, its files, and the fact table of its README."""

import importlib.util
import re
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
FOLDERS = ("serres", "drama", "sofades", "dirfyon_messapion", "rigas_feraios")
SERIES = {"SER": 54, "DRA": 41, "SOF": 19, "DIR": 34, "RIG": 30}


@cache
def loader():
    """The script data/load.py as a module."""
    spec = importlib.util.spec_from_file_location("kentro_data_load", DATA / "load.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def facts():
    """Return ``[(fact, [(record, field)], reason or None)]`` in the order of the table."""
    found = []
    for line in (DATA / "README.md").read_text().splitlines():
        if not re.match(r"\| [A-Z]{3}-\d\d \|", line):
            continue
        fact, _short, where = (cell.strip() for cell in line.strip("|").split("|"))
        if where.startswith("—"):
            found.append((fact, [], where.lstrip("— ")))
            continue
        places = []
        for part in where.split(";"):
            record, fields = re.fullmatch(r"`([\w.]+)` ([\w, ]+)", part.strip()).groups()
            places += [(record, field.strip()) for field in fields.split(",")]
        found.append((fact, places, None))
    return found


@cache
def rows(folder):
    """Return ``{record: (model, {column: text})}``; lines of a record that has several are joined by «;»."""
    found = {}
    for path in loader().files(DATA / folder):
        header, lines, _numbers = loader().read(path)
        for line in lines:
            cells = dict(zip(header, line, strict=True))
            if cells["id"]:
                record = cells["id"]
                found[record] = (path.stem, cells)
            else:
                for column, text in cells.items():
                    if text:
                        found[record][1][column] += f";{text}"
    return found


def stored(env, record, column):
    """Return what the database holds where a file says ``column``, written as the file would."""
    name, _slash, sub = column.partition("/")
    field, value = record._fields[name], record[name]
    if field.type == "one2many":
        return ";".join(_text(value[0]._fields[sub], line[sub]) for line in value)
    if sub == "id":
        return ",".join(sorted(value.get_external_id().values()))
    return _text(field, value)


def _text(field, value):
    if field.type in ("float", "monetary"):
        return f"{value:g}" if value < 1e5 else f"{value:.2f}"
    if field.type == "boolean":
        return str(value)
    return str(value or "") if field.type != "integer" else str(value)


def written(column, text):
    """Return a cell as `stored` writes it: the order of several ids says nothing."""
    return ",".join(sorted(text.split(","))) if column.endswith("/id") and text else text
