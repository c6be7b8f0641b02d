from odoo import api, models


class ResourceCalendarAttendance(models.Model):
    """Opening hours that change move the deadlines counted by them."""

    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._kentro_hours_have_changed(lines.calendar_id)
        return lines

    def write(self, vals):
        before = self.calendar_id
        done = super().write(vals)
        self._kentro_hours_have_changed(before | self.calendar_id)
        return done

    def unlink(self):
        before = self.calendar_id
        done = super().unlink()
        self._kentro_hours_have_changed(before)
        return done

    def _kentro_hours_have_changed(self, calendars):
        self.env["kentro.structure"]._days_have_changed(calendars=calendars)
