from odoo import api, fields, models


class KentroStructure(models.Model):
    """Holidays as leaves of the structure's calendars, for whatever else in the ERP plans by them."""

    _inherit = "kentro.structure"

    @api.model_create_multi
    def create(self, vals_list):
        structures = super().create(vals_list)
        structures._write_holidays()
        return structures

    def write(self, vals):
        done = super().write(vals)
        if {"calendar_id", "application_calendar_id", "company_id"} & vals.keys():
            self._write_holidays()
        if {"calendar_id", "company_id"} & vals.keys():
            self._mark_days_stale()
        return done

    @api.model
    def _holiday_names(self):
        return {
            "new_year": self.env._("New Year's Day"),
            "epiphany": self.env._("Epiphany"),
            "clean_monday": self.env._("Clean Monday"),
            "independence": self.env._("Independence Day"),
            "good_friday": self.env._("Good Friday"),
            "easter_monday": self.env._("Easter Monday"),
            "labour_day": self.env._("Labour Day"),
            "holy_spirit": self.env._("Holy Spirit Monday"),
            "dormition": self.env._("Dormition of the Virgin"),
            "ohi": self.env._("Ohi Day"),
            "christmas": self.env._("Christmas Day"),
            "synaxis": self.env._("Day after Christmas"),
        }

    def _write_holidays(self, years=None):
        """Bring the leaves of the structures' calendars in line with the rules, for ``years``.

        Default: this year and the next. Repeating it changes nothing; leaves made by hand stay.
        """
        this_year = fields.Date.context_today(self).year
        years = sorted(years or (this_year, this_year + 1))
        # sudo: leaves of a whole calendar belong to Odoo's administrators; these follow rules only
        self = self.sudo()
        if self.env["res.lang"]._get_data(code="el_GR"):
            self = self.with_context(lang="el_GR")  # stored once for everybody: in the country's language
        wanted = self._wanted_leaves(years)
        surplus = leaves = self.env["resource.calendar.leaves"]
        for leave in leaves.search(
            [
                ("calendar_id", "in", (self.calendar_id | self.application_calendar_id).ids),
                ("kentro_holiday_code", "!=", False),
            ]
        ):
            values = wanted.pop((leave.calendar_id.id, leave.kentro_holiday_code), None)
            if values:
                changed = {
                    name: values[name] for name in ("name", "date_from", "date_to") if leave[name] != values[name]
                }
                if changed:
                    leave.write(changed)
            elif int(leave.kentro_holiday_code[:4]) in years:
                surplus |= leave
        surplus.unlink()
        leaves.create(list(wanted.values()))

    def _wanted_leaves(self, years):
        """Return ``{(calendar id, code): values}`` of every leave the calendars should have in ``years``."""
        local = self.env["kentro.holiday"].search([("company_id", "in", self.company_id.ids)])
        names = self._holiday_names()
        return {
            (calendar.id, code): values
            for calendar in self.calendar_id | self.application_calendar_id
            for code, values in calendar._kentro_holiday_leaves(years, local, names).items()
        }

    @api.model
    def _cron_write_holidays(self):
        """Once a year, and harmless at any other time."""
        self.search([("company_id", "!=", False)])._write_holidays()
