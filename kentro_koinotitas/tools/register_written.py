"""Writing files that are read again: the rows not imported, and samples.

>>> written(["Επώνυμο", "Κινητό"], [["Δείγμα; Α", "+30 69"]]).decode("utf-8-sig")
'Επώνυμο;Κινητό\\r\\n"Δείγμα; Α";\\'+30 69\\r\\n'
"""

import csv
import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font


def guarded(text):
    """``text`` as a cell that no spreadsheet takes for a formula.

    >>> unguarded(guarded("+30 6912345678")), guarded("=1+1"), guarded("Άννα")
    ('+30 6912345678', "'=1+1", 'Άννα')
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def unguarded(text):
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r") else text


def written(headers, rows, over=()):
    """Return the CSV (bytes, semicolons, with the mark by which Excel knows UTF-8).

    :param over: lines of text over the table
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    # as wide as the table, so that the first line shows what parts the cells
    writer.writerows([guarded(line), *[""] * (len(headers) - 1)] for line in over)
    writer.writerow([guarded(header) for header in headers])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def workbook(sheets):
    """Return an XLSX (bytes) of ``[(name, headers, rows)]``; every cell is text, so that no zero is lost."""
    book = Workbook(write_only=True)
    for name, headers, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for place, cells in enumerate(zip(headers, *rows, strict=True)):
            letter = chr(ord("A") + place % 26)
            sheet.column_dimensions[("A" if place >= 26 else "") + letter].width = min(60, max(map(len, cells)) + 3)
        sheet.append([_cell(sheet, header, bold=True) for header in headers])
        for row in rows:
            sheet.append([_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet, text, bold=False):
    cell = WriteOnlyCell(sheet, value=guarded(text))
    cell.number_format, cell.font = "@", Font(bold=bold)
    return cell
