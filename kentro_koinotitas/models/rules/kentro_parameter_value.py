import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, formatLang

CONFIDENCE = [
    ("a", "A · the authority's own text"),
    ("b", "B · dated news or a notice"),
    ("c", "C · one weak source"),
    ("m", "M · not verified"),
    ("t", "T · worked out from others"),
]
WEAK = ("c", "m")


class KentroParameterValue(models.Model):
    """What a parameter is from a day to a day. Once it holds it is closed and followed, never rewritten.

    A value from a weak source may be put right until somebody at the municipality confirms it.
    """

    _name = "kentro.parameter.value"
    _inherit = ["kentro.law.mixin"]
    _description = "Value of a Parameter"
    _order = "parameter_id, date_from desc"

    parameter_id = fields.Many2one("kentro.parameter", required=True, index=True, ondelete="restrict")
    value = fields.Float(required=True, digits=(16, 4), aggregator=None)
    unit = fields.Selection(related="parameter_id.unit")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", help="Last day; empty while it holds")
    legal_act_id = fields.Many2one("kentro.legal.act", "Legal act", ondelete="restrict")
    source = fields.Char(help="Where it was read: page, notice, date")
    confidence = fields.Selection(CONFIDENCE, required=True, default="m")
    is_weak = fields.Boolean(compute="_compute_is_weak", store=True)
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True, copy=False, ondelete="restrict")
    confirmed_on = fields.Date(readonly=True, copy=False)

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A value ends after it began."
    )
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(parameter_id, parameter_id, '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&)",
        lambda env, diagnostics: env["kentro.parameter.value"]._say_overlap(diagnostics),
    )

    @api.depends("confidence")
    def _compute_is_weak(self):
        for row in self:
            row.is_weak = row.confidence in WEAK

    @api.depends("value", "unit")
    def _compute_display_name(self):
        units = dict(self.env["kentro.parameter"]._fields["unit"]._description_selection(self.env))
        for row in self:
            digits = 2 if row.unit in ("eur", "eur_month", "eur_year") else 4
            text = formatLang(self.env, row.value, digits=digits)
            if digits == 4:
                text = text.rstrip("0").rstrip(",.")
            row.display_name = f"{text} {units.get(row.unit, '')}"

    @api.constrains("value")
    def _check_value(self):
        for row in self:
            if row.value < 0:
                raise ValidationError(
                    self.env._("«%s»: a value is 0 or more. Check the sign.", row.parameter_id.display_name)
                )

    def _say_overlap(self, diagnostics):
        """The sentence for two values at a time; what PostgreSQL tells begins with the ids and days of the new one."""
        told = diagnostics and re.search(
            r"=\(\[(\d+),.*conflicts.*=\(\[\d+,\d+\), \[([\d-]*),", diagnostics.message_detail or ""
        )
        if not told:
            return self.env._("A parameter has one value at a time. End the earlier one first: «To» the day before.")
        return self.env._(
            "«%(parameter)s» has one value at a time, and the one from %(date)s holds then too. "
            "End the earlier of the two first: «To» the day before.",
            parameter=self.parameter_id.browse(int(told[1])).name,
            date=format_date(self.env, told[2]),
        )

    def write(self, vals):
        if vals.keys() & {"value", "date_from", "parameter_id", "confidence"}:
            self._refuse_if_held()
        if "confirmed_on" in vals or "confirmed_by_id" in vals:
            raise UserError(self.env._("Who confirmed a value, and when, is noted by the button «Confirm»."))
        if "date_to" in vals:
            today, end = fields.Date.context_today(self), fields.Date.to_date(vals["date_to"])
            past = self.filtered(lambda row: row.date_to and row.date_to < today and row.date_to != end)
            (self if end and end < today else past)._refuse_if_held()
        return super().write(vals)

    def _close(self, day):
        """End these values with ``day``, for the next to begin: no day is left without one."""
        super().write({"date_to": day})
        self.flush_recordset(["date_to"])

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_held(self):
        self._refuse_if_held()

    def _refuse_if_held(self):
        """What was decided under a value stays decided under it."""
        today = fields.Date.context_today(self)
        for row in self:
            if row.date_from <= today and (row.confirmed_on or not row.is_weak):
                raise UserError(
                    self.env._(
                        "«%(parameter)s» holds since %(date)s and is not rewritten. "
                        "Close it with its last day, and add the next value.",
                        parameter=row.parameter_id.display_name,
                        date=format_date(self.env, row.date_from),
                    )
                )

    def action_confirm(self):
        """Note that this user has confirmed the value, today."""
        self.check_access("write")
        super().write({"confirmed_by_id": self.env.uid, "confirmed_on": fields.Date.context_today(self)})
