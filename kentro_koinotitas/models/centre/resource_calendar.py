from collections import defaultdict
from datetime import datetime, time

from babel.dates import get_day_names
from odoo import Command, api, fields, models
from odoo.tools import babel_locale_parse, get_lang
from pytz import timezone, utc

from ...tools.greek_holidays import greek_holidays
from ...tools.opening_hours import hours_in_words


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    kentro_text = fields.Char("Hours", compute="_compute_kentro_text")
    kentro_opening_ids = fields.One2many("kentro.structure", "calendar_id", "Opening hours of")
    kentro_application_ids = fields.One2many("kentro.structure", "application_calendar_id", "Application hours of")

    @api.depends("attendance_ids.dayofweek", "attendance_ids.hour_from", "attendance_ids.hour_to")
    @api.depends_context("lang")
    def _compute_kentro_text(self):
        """The hours in one line, in the user's language, e.g. «Mon–Fri 07:00–15:00»."""
        names = get_day_names("abbreviated", locale=babel_locale_parse(get_lang(self.env).code))
        for calendar in self:
            hours = defaultdict(list)
            for line in calendar.attendance_ids.filtered(lambda line: line._is_work_period() and line.dayofweek):
                hours[int(line.dayofweek)].append((line.hour_from, line.hour_to))
            calendar.kentro_text = hours_in_words(hours, names)

    def write(self, vals):
        done = super().write(vals)
        if {"tz", "two_weeks_calendar"} & vals.keys():
            self.env["kentro.structure"]._days_have_changed(calendars=self)
        return done

    def _load_records_write(self, values):
        """Importing the hours of a structure again replaces them; Odoo would add them once more."""
        if "attendance_ids" in values and (self.kentro_opening_ids or self.kentro_application_ids):
            values = {**values, "attendance_ids": [Command.clear(), *values["attendance_ids"]]}
        return super()._load_records_write(values)

    def _kentro_holiday_leaves(self, years, local, names):
        """Return ``{code: values of a leave}`` for the public and the ``local`` holidays of ``years``."""
        self.ensure_one()
        structures = self.kentro_opening_ids | self.kentro_application_ids
        local = local.filtered(
            lambda h: h.company_id in structures.company_id and (not h.structure_id or h.structure_id in structures)
        )
        days = [(f"{year}:{code}", names[code], day) for year in years for day, code in greek_holidays(year).items()]
        days += [
            (f"{year}:local:{holiday.id}", holiday.name, day)
            for year in years
            for holiday in local
            for day in holiday._days_of(year)
        ]
        return {
            code: {
                "name": name,
                "calendar_id": self.id,
                "company_id": self.company_id.id,
                "kentro_holiday_code": code,
                "date_from": self._kentro_utc(day, time.min),
                "date_to": self._kentro_utc(day, time(23, 59, 59)),
            }
            for code, name, day in days
        }

    def _kentro_utc(self, day, hour):
        local = timezone(self.tz or "Europe/Athens").localize(datetime.combine(day, hour))
        return local.astimezone(utc).replace(tzinfo=None)
