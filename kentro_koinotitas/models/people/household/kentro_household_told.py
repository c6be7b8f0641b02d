from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, formatLang


class KentroHousehold(models.Model):
    """What the form of a household tells of incomes: the sum in a sentence, and what each one declared."""

    _inherit = "kentro.household"

    income_told = fields.Text("Incomes of the last six months", compute="_compute_income_told")
    income_of_member_ids = fields.Many2many(
        "kentro.income", string="What each one declared", compute="_compute_income_told"
    )

    @api.depends_context("uid")
    @api.depends(
        "on_date", "income_ids.amount", "income_ids.date_from", "income_ids.date_to",
        "member_ids.date_from", "member_ids.date_to",
    )  # fmt: skip
    def _compute_income_told(self):
        """The six months before the day shown, as the Guaranteed Minimum Income asks for them."""
        for day, households in self.grouped(lambda household: household._day_shown()).items():
            last = day.replace(day=1) - timedelta(days=1)
            first = (last - relativedelta(months=5)).replace(day=1)
            sums = households._origin._incomes(first, last)
            by_household = households._origin._incomes_of_members(day)
            for household in households:
                household.income_of_member_ids = by_household.get(household._origin)
                household.income_told = household._income_sentence(sums.get(household._origin), day, first, last)

    def _income_sentence(self, told, day, first, last):
        if not told:
            return False
        names = {
            "first": format_date(self.env, first),
            "last": format_date(self.env, last),
            "amount": formatLang(self.env, told.told),
        }
        if told.amount is not None:
            return self.env._("From %(first)s to %(last)s: %(amount)s €, all have declared.", **names)
        if not told.silent:
            return self._nobody_sentence(day, last)
        silent = ", ".join(told.silent.mapped("display_name"))
        return self.env._(
            "From %(first)s to %(last)s: not known. Declared so far: %(amount)s €. "
            "Not declared for all the time: %(silent)s.",
            silent=silent,
            **names,
        )

    def _nobody_sentence(self, day, last):
        """Why nobody has to declare: who belongs to it on ``day`` may not have on the ``last`` of the six months."""
        since = list(filter(None, self._origin._members_on(day).mapped("date_from")))
        if not since:
            return self.env._("Nobody belongs to the household on %s.", format_date(self.env, day))
        return self.env._(
            "Nobody belonged to the household on %(last)s, the last day of the six months: its members are recorded "
            "since %(since)s. If they lived together before, correct «Since» on the page «Members», or leave it empty.",
            last=format_date(self.env, last),
            since=format_date(self.env, min(since)),
        )

    def _incomes_of_members(self, date):
        """``{household: rows}`` in force on ``date``, of the people who belonged to it on that day."""
        members = self._members_on(date)
        Income = self.env["kentro.income"]
        rows = Income.search(Income._on(date) & Domain("beneficiary_id", "in", members.beneficiary_id.ids))
        home = {member.beneficiary_id: member.household_id for member in members}
        found = rows.grouped(lambda row: home[row.beneficiary_id])
        return {household: found.get(household, Income) for household in self}
