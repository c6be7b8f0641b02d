"""Reading the file of an existing register: CSV as Greek offices save it, or the first sheet of an XLSX.

>>> read("Επώνυμο;Όνομα\\r\\nΠαππάς;Άννα\\r\\n".encode("cp1253")).rows
[Row(line=2, cells=('Παππάς', 'Άννα'))]
>>> read("Επώνυμο\\tΌνομα\\n\\nΠαππάς\\tΆννα\\n".encode("iso-8859-7"))
Table(headers=('Επώνυμο', 'Όνομα'), rows=[Row(line=3, cells=('Παππάς', 'Άννα'))])
>>> read("Μητρώο 2025;\\nΕπώνυμο;Όνομα\\nΠαππάς;Άννα\\n".encode()).headers
('Επώνυμο', 'Όνομα')
"""

import csv
import io
import re
import zipfile
from typing import NamedTuple

from lxml import etree

LARGEST = 200_000_000  # bytes of a sheet unpacked: a register of a whole region is a tenth of it
OTHER = (b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")  # XLS, PDF, RTF
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False}


class FileFault(Exception):
    """The file cannot be read; ``args[0]`` is "empty", "kind" (neither CSV nor XLSX) or "large"."""


class Row(NamedTuple):
    line: int  # where it begins in the file, the headers being line 1
    cells: tuple


class Table(NamedTuple):
    headers: tuple
    rows: list


def read(content):
    """Return the `Table` in ``content`` (bytes); empty lines are left out.

    :raise FileFault: nothing to read
    """
    if not content.strip():
        raise FileFault("empty")
    if content.startswith(b"PK\x03\x04"):
        lines = _xlsx_lines(content)
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")) or (not content.startswith(OTHER) and b"\0" not in content):
        lines = _csv_lines(decoded(content))
    else:
        raise FileFault("kind")
    filled = ((line, tuple(unguarded(cell.strip()) for cell in cells)) for line, cells in lines)
    rows = [Row(line, cells) for line, cells in filled if any(cells)]
    while len(rows) > 2 and _filled(rows[0]) == 1 < _filled(rows[1]):
        del rows[0]  # a title over the table
    if len(rows) < 2:
        raise FileFault("empty")
    headers = rows.pop(0).cells
    wide = len(headers)
    return Table(headers, [Row(line, (cells + ("",) * wide)[: max(wide, len(cells))]) for line, cells in rows])


def _filled(row):
    return sum(map(bool, row.cells))


def decoded(content):
    """Text of ``content``: UTF-8 (with mark or not), UTF-16 with mark, Windows-1253 or ISO-8859-7.

    The last two differ, in what names hold, by «Ά» alone.

    >>> {decoded("Άννα Παππά".encode(code)) for code in ("utf-8", "utf-8-sig", "utf-16", "cp1253", "iso-8859-7")}
    {'Άννα Παππά'}
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        before_letter = re.compile(b"\xb6(?=[\xc1-\xfe])")
        iso = before_letter.search(content) and not re.search(rb"[\x80-\x9f]", content)
        return content.decode("iso-8859-7" if iso else "cp1253", "replace")


def delimiter(text):
    """Which of ``;``, tab and comma parts the first line of ``text``.

    >>> delimiter('Επώνυμο;"Οδός, αριθμός"'), delimiter("a,b"), delimiter("a\\tb,c\\td")
    (';', ',', '\\t')
    """
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(";\t,", key=first.count)


def _csv_lines(text):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileFault("kind") from error


def _xlsx_lines(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = book.namelist()
            sheet = _first_sheet(book, names)
            texts = []
            if "xl/sharedStrings.xml" in names:
                texts = ["".join(_texts(item)) for item in _tree(book, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]
            rows = list(_tree(book, sheet).iter(f"{_MAIN}row"))
    except (zipfile.BadZipFile, KeyError, StopIteration, etree.XMLSyntaxError) as error:
        raise FileFault("kind") from error
    for place, row in enumerate(rows, 1):
        cells = {}
        for at, cell in enumerate(row.iter(f"{_MAIN}c")):
            cells[_column(cell.get("r"), at)] = _cell(cell, texts)
        width = max(cells, default=-1) + 1
        yield int(row.get("r") or place), [cells.get(at, "") for at in range(min(width, 1000))]


def _first_sheet(book, names):
    """Path of the sheet that stands first in the book, whatever its file is called."""
    try:
        links = {link.get("Id"): link.get("Target") for link in _tree(book, "xl/_rels/workbook.xml.rels")}
        sheet = next(_tree(book, "xl/workbook.xml").iter(f"{_MAIN}sheet"))
        target = links[next(value for name, value in sheet.attrib.items() if name.endswith("}id"))].lstrip("/")
        return target if target.startswith("xl/") else f"xl/{target}"
    except KeyError:
        return next(name for name in sorted(names) if name.startswith("xl/worksheets/sheet"))


def _tree(book, name):
    if book.getinfo(name).file_size > LARGEST:
        raise FileFault("large")
    return etree.fromstring(book.read(name), etree.XMLParser(huge_tree=True, **_PARSER))


def _texts(item):
    """Pieces of a text, but not how it is pronounced."""
    return [piece.text or "" for piece in item.iter(f"{_MAIN}t") if piece.getparent().tag != f"{_MAIN}rPh"]


def _column(reference, place):
    letters = re.match(r"[A-Z]+", reference or "")
    if not letters:
        return place
    number = 0
    for letter in letters.group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell, texts):
    kind, value = cell.get("t"), cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        return texts[int(value)] if value.isdigit() and int(value) < len(texts) else ""
    if kind == "inlineStr":
        return "".join(_texts(cell))
    if kind == "b":
        return "1" if value == "1" else "0"
    return _whole(value) if kind in (None, "n") else value


def _whole(value):
    """A number as one would write it: Excel keeps long ones as 6.91234567E9.

    >>> _whole("6.91234567E9"), _whole("32874.0"), _whole("1.5")
    ('6912345670', '32874', '1.5')
    """
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def guarded(text):
    """``text`` as a cell that no spreadsheet takes for a formula.

    >>> unguarded(guarded("+30 6912345678")), guarded("=1+1"), guarded("Άννα")
    ('+30 6912345678', "'=1+1", 'Άννα')
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def unguarded(text):
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r") else text


def written(headers, rows):
    """Return the CSV (bytes, semicolons, with the mark by which Excel knows UTF-8)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(header) for header in headers])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
