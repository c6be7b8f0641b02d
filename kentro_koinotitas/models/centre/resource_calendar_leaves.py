from odoo import api, fields, models


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    kentro_holiday_code = fields.Char(
        "Written by rule",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Year and rule of a public or local holiday. Such a leave follows its rule; leaves made by "
        "hand have none and are left alone.",
    )

    _kentro_holiday_code = models.UniqueIndex(
        "(calendar_id, kentro_holiday_code) WHERE kentro_holiday_code IS NOT NULL",
        "This holiday is on this calendar already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._kentro_days_have_changed()
        return leaves

    def write(self, vals):
        self._kentro_days_have_changed()
        done = super().write(vals)
        self._kentro_days_have_changed()
        return done

    def unlink(self):
        self._kentro_days_have_changed()
        return super().unlink()

    def _kentro_days_have_changed(self):
        """A strike day or another closing made by hand moves deadlines; what rules write, the rules moved."""
        made = self.filtered(lambda leave: not leave.resource_id and not leave.kentro_holiday_code)
        everywhere = made.filtered(lambda leave: not leave.calendar_id)
        if made:
            self.env["kentro.structure"]._days_have_changed(
                calendars=made.calendar_id, companies=everywhere.company_id
            )
