"""Reading the file of an existing register: CSV as Greek offices save it, or the first sheet of an XLSX.

>>> read("Επώνυμο;Όνομα\\r\\nΠαππάς;Άννα\\r\\n".encode("cp1253")).rows
[Row(line=2, cells=('Παππάς', 'Άννα'))]
>>> read("Επώνυμο\\tΌνομα\\n\\nΠαππάς\\tΆννα\\n".encode("iso-8859-7"))
Table(headers=('Επώνυμο', 'Όνομα'), rows=[Row(line=3, cells=('Παππάς', 'Άννα'))])
>>> read("Μητρώο 2025;\\nτου Κέντρου;\\nΕπώνυμο;Όνομα\\nΠαππάς;Άννα\\n".encode()).headers
('Επώνυμο', 'Όνομα')
"""

import csv
import io
import re
import zipfile
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .register_written import unguarded

LARGEST = 200_000_000  # bytes of a file unpacked: a register of a whole region is a tenth of it
OVER = 200  # lines of text that may stand over the table
OTHER = (b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"<")  # XLS, PDF, RTF, a page of the web
# what reading a spreadsheet that is none, or is damaged, ends with
_BROKEN = (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, TypeError, SyntaxError)


class FileFault(Exception):
    """The file cannot be read; ``args[0]`` is "empty", "kind" (neither CSV nor XLSX), "large" or "rows" (too many)."""


class Row(NamedTuple):
    line: int  # where it begins in the file, the headers being line 1
    cells: tuple


class Table(NamedTuple):
    headers: tuple
    rows: list


def read(content, most=None):
    """Return the `Table` in ``content`` (bytes); empty lines are left out.

    :param most: rows that there may be
    :raise FileFault: nothing to read
    """
    if not content.strip():
        raise FileFault("empty")
    if content.startswith(b"PK\x03\x04"):
        lines = _xlsx_lines(content)
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(OTHER) and b"\0" not in content
    ):
        lines = _csv_lines(decoded(content))
    else:
        raise FileFault("kind")
    filled = ((line, tuple(unguarded(cell.strip()) for cell in cells)) for line, cells in lines)
    # beyond that nothing is read: so many lines may be over the table
    rows = list(islice((Row(line, cells) for line, cells in filled if any(cells)), most and most + OVER))
    del rows[: _over(rows)]
    if len(rows) < 2:
        raise FileFault("empty")
    headers = rows.pop(0).cells
    if most and len(rows) > most:
        raise FileFault("rows")
    wide = len(headers)
    return Table(headers, [Row(line, (cells + ("",) * wide)[: max(wide, len(cells))]) for line, cells in rows])


def _over(rows):
    """How many lines stand over the table: text in one cell each, while most lines below have several."""
    wide = [sum(map(bool, row.cells)) > 1 for row in rows]
    first = wide.index(True) if any(wide) else 0
    return first if first < OVER and 2 * sum(wide[first:]) > len(rows) - first > 1 else 0


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
            if sum(part.file_size for part in book.infolist()) > LARGEST:
                raise FileFault("large")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write them wrongly
        for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield line, [_cell(cell) for cell in cells[:1000]]
    except _BROKEN as error:
        raise FileFault("kind") from error


def _cell(value):
    """A cell as one would write it: Excel keeps a number as 6901234567.0, and a day with an hour.

    >>> _cell(6901234567.0), _cell(1.5), _cell(None), _cell(True), _cell(" Άννα")
    ('6901234567', '1.5', '', '1', ' Άννα')
    >>> _cell(datetime(1985, 3, 12)), _cell(datetime(2026, 1, 9, 10, 30))
    ('12/03/1985', '09/01/2026 10:30')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}".removesuffix(" 00:00")
    return str(value)
