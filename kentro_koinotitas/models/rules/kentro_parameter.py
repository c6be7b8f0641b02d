from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, ormcache

UNITS = [
    ("eur", "€"),
    ("eur_month", "€ a month"),
    ("eur_year", "€ a year"),
    ("eur_kwh", "€ a kWh"),
    ("percent", "%"),
    ("years", "years"),
    ("months", "months"),
    ("number", "number"),
]


class Told(NamedTuple):
    """A value of a parameter, as it is kept for whoever reads the law."""

    id: int
    number: Decimal
    date_from: Any
    date_to: Any
    to_confirm: bool


class KentroParameter(models.Model):
    """A number that a law sets, and what it was and is from when to when."""

    _name = "kentro.parameter"
    _inherit = ["kentro.law.mixin"]
    _description = "Parameter"
    _order = "code"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="A short Latin name, such as gmi.adult")
    unit = fields.Selection(UNITS, required=True, default="eur")
    value_ids = fields.One2many("kentro.parameter.value", "parameter_id", "Values")
    note = fields.Text(translate=True)
    active = fields.Boolean(default=True)
    current_value = fields.Char("Value today", compute="_compute_current_value")
    to_confirm = fields.Boolean(
        "To be confirmed",
        compute="_compute_to_confirm",
        search="_search_to_confirm",
        help="A value rests on a weak source",
    )

    _code = models.UniqueIndex("(code)", "Another parameter has this code already.")

    @api.depends("value_ids.date_from", "value_ids.date_to", "value_ids.value", "unit")
    def _compute_current_value(self):
        today = fields.Date.context_today(self)
        for parameter in self:
            parameter.current_value = parameter.value_ids.filtered_domain(self._on(today))[:1].display_name

    @api.depends("value_ids.is_weak", "value_ids.confirmed_on")
    def _compute_to_confirm(self):
        for parameter in self:
            parameter.to_confirm = any(value.is_weak and not value.confirmed_on for value in parameter.value_ids)

    def _search_to_confirm(self, operator, value):
        if operator != "in":
            return NotImplemented
        weak = Domain("value_ids", "any", [("is_weak", "=", True), ("confirmed_on", "=", False)])
        return Domain.OR((weak if wanted else ~weak) for wanted in value)

    @api.model
    def _on(self, date):
        """Domain of the values in force on ``date``."""
        return Domain("date_from", "<=", date) & (Domain("date_to", "=", False) | Domain("date_to", ">=", date))

    def _values_on(self, date):
        """Return ``{parameter: kentro.parameter.value}`` in force on ``date``; one without is a fault.

        :raise UserError: naming each parameter that has no value on that day, and since when it has one
        """
        return {parameter: self.env["kentro.parameter.value"].browse(row.id) for parameter, row in self._told(date)}

    def _told(self, date):
        """Return ``[(parameter, Told)]`` of the values in force on ``date``; raises as `_values_on`."""
        told = self._all_told()
        found = [
            (parameter, row)
            for parameter in self
            for row in told.get(parameter._origin.id, ())
            if row.date_from <= date and (not row.date_to or row.date_to >= date)
        ]
        lacking = self - self.browse().union(*(parameter for parameter, _row in found))
        if lacking:
            raise UserError(
                "\n".join(
                    self.env._(
                        "«%(parameter)s» has no value on %(date)s. Add one under Parameters, with its source.",
                        parameter=parameter.display_name,
                        date=format_date(self.env, date),
                    )
                    for parameter in lacking
                )
            )
        return found

    @api.model
    @ormcache()
    def _all_told(self):
        """``{parameter id: [Told]}``: all values of all parameters in one query, once until the law changes."""
        names = ["parameter_id", "value", "date_from", "date_to", "is_weak", "confirmed_on"]
        found = {}
        # sudo: the law is everybody's to read, and is kept for everybody
        for row in self.env["kentro.parameter.value"].sudo().search_fetch([], names):
            found.setdefault(row.parameter_id.id, []).append(
                Told(row.id, Decimal(str(row.value)), row.date_from, row.date_to, row.is_weak and not row.confirmed_on)
            )
        return found

    def _reader(self, date, instead=None):
        """Return the function that gives the Decimal of one of these on ``date``.

        :param instead: {parameter: Decimal} to suppose other values; of those none need be in force
        :raise UserError: as `_values_on`
        """
        instead = instead or {}
        numbers = {parameter: row.number for parameter, row in (self - self.browse().union(*instead))._told(date)}
        return {**numbers, **instead}.__getitem__

    def _follow(self, day, **vals):
        """Close the last value the day before ``day``, and let the next begin on it; return the next.

        It may begin in the past, as laws do: what was decided meanwhile stays as it was stored.
        """
        self.ensure_one()
        self.check_access("write")
        last = self.value_ids.sorted("date_from")[-1:]
        if last and day <= last.date_from:
            raise UserError(
                self.env._(
                    "«%(parameter)s» has a value from %(date)s already: %(value)s. "
                    "Choose a later day, or put that value right.",
                    parameter=self.display_name,
                    date=format_date(self.env, last.date_from),
                    value=last.display_name,
                )
            )
        if last.date_to and last.date_to + timedelta(1) < day:
            raise UserError(
                self.env._(
                    "«%(parameter)s» would have no value from %(first)s to %(last)s. Let the next value begin on "
                    "%(first)s.",
                    parameter=self.display_name,
                    first=format_date(self.env, last.date_to + timedelta(1)),
                    last=format_date(self.env, day - timedelta(1)),
                )
            )
        last._close(day - timedelta(1))
        return last.create({**vals, "parameter_id": self.id, "date_from": day})
