from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.greek_holidays import orthodox_easter


class KentroHoliday(models.Model):
    """A day on which the municipality or one structure is closed, beside the public holidays."""

    _name = "kentro.holiday"
    _description = "Local Holiday"
    _order = "rule, month, day, date, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    structure_id = fields.Many2one(
        "kentro.structure",
        "Only in",
        default=lambda self: self._default_structure(),
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="Empty: in all structures of the municipality.",
    )
    rule = fields.Selection(
        [("year", "Every year on"), ("easter", "Days from Easter"), ("once", "Once on")], required=True, default="year"
    )
    day = fields.Integer()
    month = fields.Integer()
    offset = fields.Integer("Days after Easter", help="Negative: before Easter Sunday.")
    date = fields.Date()
    next_date = fields.Date("Next", compute="_compute_next_date")

    _rule = models.Constraint(
        """CHECK (rule = 'easter' OR (rule = 'once' AND date IS NOT NULL)
                  OR (rule = 'year' AND month BETWEEN 1 AND 12 AND day BETWEEN 1 AND 31))""",
        "Give the day and the month (1 to 12) of a yearly holiday, or the date of one that comes once.",
    )

    @api.model
    def _default_structure(self):
        """A coordinator closes her own structure; all of them is for the Directorate."""
        user = self.env.user
        if user.has_group("kentro_koinotitas.group_coordinator") and not user.has_groups(
            "kentro_koinotitas.group_director,base.group_system"
        ):
            return user.kentro_structure_id
        return False

    @api.constrains("rule", "day", "month")
    def _check_day(self):
        for holiday in self.filtered(lambda h: h.rule == "year"):
            if not holiday._days_of(2024):  # a leap year
                raise ValidationError(
                    self.env._(
                        "«%(name)s»: there is no day %(day)s in month %(month)s.",
                        name=holiday.name,
                        day=holiday.day,
                        month=holiday.month,
                    )
                )

    @api.constrains("structure_id")
    def _check_calendar_alone(self):
        for structure in self.structure_id:
            calendars = structure.calendar_id | structure.application_calendar_id
            others = (calendars.kentro_opening_ids | calendars.kentro_application_ids) - structure
            if others:
                raise ValidationError(
                    self.env._(
                        "«%(structure)s» shares its hours with «%(others)s»: give it opening hours of its own "
                        "before it closes alone.",
                        structure=structure.name,
                        others=", ".join(others.mapped("name")),
                    )
                )

    @api.depends("rule", "day", "month", "offset", "date")
    def _compute_next_date(self):
        today = fields.Date.context_today(self)
        for holiday in self:
            days = [day for year in range(today.year, today.year + 5) for day in holiday._days_of(year)]
            holiday.next_date = min((day for day in days if day >= today), default=False)

    def _days_of(self, year):
        """Return the dates of this holiday in ``year``: one, or none."""
        self.ensure_one()
        if self.rule == "easter":
            return [orthodox_easter(year) + timedelta(days=self.offset)]
        if self.rule == "once":
            return [self.date] if self.date and self.date.year == year else []
        try:
            return [date(year, self.month, self.day)]
        except ValueError:
            return []  # 29 February

    @api.model_create_multi
    def create(self, vals_list):
        holidays = super().create(vals_list)
        holidays._refresh_leaves()
        return holidays

    def write(self, vals):
        before, companies = self._concerned_structures(), self.company_id
        done = super().write(vals)
        (before | self._concerned_structures())._write_holidays()
        (before | self._concerned_structures())._days_have_changed(companies=companies | self.company_id)
        return done

    def unlink(self):
        before, companies = self._concerned_structures(), self.company_id
        done = super().unlink()
        before._write_holidays()
        before._days_have_changed(companies=companies)
        return done

    def _refresh_leaves(self):
        self._concerned_structures()._write_holidays()
        self._concerned_structures()._days_have_changed(companies=self.company_id)

    def _concerned_structures(self):
        everywhere = self.filtered(lambda h: not h.structure_id).company_id
        return self.structure_id | self.env["kentro.structure"].search([("company_id", "in", everywhere.ids)])
