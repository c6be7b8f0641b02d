from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, formatLang

from ....tools.income_time import months, part

PERIODS = [("month", "a month"), ("year", "a year"), ("total", "in the whole period")]


class KentroIncome(models.Model):
    """An income that a person, or a household as a whole, declared for some time.

    Silence is no income of 0: who has none says so, with the kind «No income». A row of the
    household speaks for all of its people, besides what they declared one by one.
    """

    _name = "kentro.income"
    _inherit = ["kentro.declaration.mixin"]
    _description = "Income"
    _order = "date_from desc, id desc"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", index=True, ondelete="restrict")
    household_id = fields.Many2one("kentro.household", "Household as a whole", index=True, ondelete="restrict")
    kind_id = fields.Many2one("kentro.income.kind", "Kind", required=True, ondelete="restrict")
    nature = fields.Selection(related="kind_id.nature")
    amount = fields.Float("Amount (€)", digits=(12, 2), aggregator=None)
    period = fields.Selection(PERIODS, required=True, default="month")

    _of_one = models.Constraint(
        "CHECK (num_nonnulls(beneficiary_id, household_id) = 1)",
        "An income is of a person or of a household as a whole: fill in one of the two.",
    )

    @api.depends("kind_id", "amount", "period")
    def _compute_display_name(self):
        periods = dict(self._fields["period"]._description_selection(self.env))
        for row in self:
            amount = f"{formatLang(self.env, row.amount)} € {periods.get(row.period)}"
            parts = [row.kind_id.name, row.nature != "none" and amount]
            row.display_name = " · ".join(filter(None, parts))

    @api.constrains("kind_id", "amount", "period", "date_to")
    def _check_amount(self):
        for row in self:
            if row.nature == "none" and row.amount:
                raise ValidationError(self.env._("«No income» has no amount. Choose a kind, or leave the amount out."))
            if row.amount < 0:
                raise ValidationError(
                    self.env._(
                        "An income of %s € is below zero. Check the sign; who had a loss declares «No income».",
                        formatLang(self.env, row.amount),
                    )
                )
            if row.nature != "none" and not row.amount:
                raise ValidationError(
                    self.env._("An income has an amount. Where there is none, declare the kind «No income».")
                )
            if row.period == "total" and not row.date_to:
                raise ValidationError(
                    self.env._("An amount «in the whole period» needs the last day of the period in «To».")
                )

    @api.constrains("kind_id", "date_from", "date_to", "beneficiary_id", "household_id", "active")
    def _check_no_income(self):
        """Who declares none for some time does not declare one for the same time."""
        rows = self.filtered("active")
        if not rows:
            return
        begin, end = (
            min(rows.mapped("date_from")),
            max(row.date_to or fields.Date.to_date("9999-12-31") for row in rows),
        )
        # sudo: a contradiction is one, whoever sees the other row
        others = self.sudo().search(
            self._between(begin, end)
            & (
                fields.Domain("beneficiary_id", "in", rows.beneficiary_id.ids)
                | fields.Domain("household_id", "in", rows.household_id.ids)
            )
        )
        by_owner = others.grouped(lambda row: row.beneficiary_id or row.household_id)
        for row in rows.sudo():
            for other in by_owner.get(row.beneficiary_id or row.household_id, ()):
                if (row.nature == "none") != (other.nature == "none") and row._overlaps(other):
                    raise ValidationError(
                        self.env._(
                            "From %(date)s both an income and «No income» would be declared. "
                            "End the earlier one the day before.",
                            date=format_date(self.env, max(row.date_from, other.date_from)),
                        )
                    )

    def _overlaps(self, other):
        return (not self.date_to or self.date_to >= other.date_from) and (
            not other.date_to or other.date_to >= self.date_from
        )

    def _amount_between(self, first, last):
        """Euros that this row gives from ``first`` to ``last``."""
        self.ensure_one()
        begin, end = part(self.date_from, self.date_to, first, last)
        if end < begin:
            return 0.0
        if self.period == "total":
            return self.amount * ((end - begin).days + 1) / ((self.date_to - self.date_from).days + 1)
        return self.amount * float(months(begin, end, last + timedelta(days=1))) / (12 if self.period == "year" else 1)
