"""What reading the rows of any file has in common: each row with its faults, none thrown."""

import hashlib
import hmac
from dataclasses import dataclass, field

from odoo import fields

from ....tools.register_values import Unreadable


@dataclass(eq=False)
class Row:
    """A row as it was understood; ``said`` is what it tells besides the record's own fields."""

    line: int
    cells: tuple
    values: dict = field(default_factory=dict)
    said: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)  # (code, header, value)
    key: str = ""  # by which it is known if it comes again
    state: str = ""


class Reader:
    """Understands rows as this user; a file's own reader says what a cell is.

    :param columns: ``{name: place in the row}``
    """

    Row = Row

    def __init__(self, env, headers, columns):
        self.env, self.headers, self.columns = env, headers, columns
        self.today = fields.Date.context_today(env["kentro.beneficiary"])
        # sudo: the secret is compared by, never shown
        self.secret = (env["ir.config_parameter"].sudo().get_param("database.secret") or "").encode()

    def read(self, rows):
        return [self._row(line, cells) for line, cells in rows]

    def header(self, name):
        return self.headers[self.columns[name]] if name in self.columns else ""

    def _row(self, line, cells):
        row = self.Row(line, cells)
        for name, place in self.columns.items():
            if text := cells[place]:
                try:
                    (row.said if self._is_said(name) else row.values)[name] = self._value(name, text)
                except Unreadable as fault:
                    row.faults.append((fault.args[0], self.headers[place], text))
        self._complete(row)
        return row

    def _key(self, text):
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()
