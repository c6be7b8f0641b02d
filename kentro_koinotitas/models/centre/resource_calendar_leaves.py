from odoo import fields, models


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
