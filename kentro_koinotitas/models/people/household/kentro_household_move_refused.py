from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class KentroHouseholdMove(models.TransientModel):
    """What keeps people from changing their household, each in a sentence that says what and where."""

    _inherit = "kentro.household.move"

    def _lock(self):
        """Of two who move the same people at once, one does; dialogs that others only hold open do not matter."""
        households = self.household_id | self.target_id
        if households.try_lock_for_update(allow_referencing=True) != households:
            raise UserError(
                self.env._("Somebody else is changing one of these households just now. Try again in a moment.")
            )

    def _refuse_incomplete(self):
        if not self.household_id:
            raise UserError(self.env._("Open the household whose members move, and begin there."))
        if self.mode != "split" and not self.target_id:
            raise UserError(self.env._("Choose the household they move to."))
        if self.target_id == self.household_id and self.mode != "split":
            raise UserError(self.env._("They live in this household already: choose another one to move to."))
        if not self.date:
            raise UserError(self.env._("Say since when they live elsewhere."))
        if self.date > fields.Date.context_today(self):
            raise UserError(
                self.env._("%s is a day to come: record the change when it has happened.", self._day(self.date))
            )
        if self.mode != "merge" and not any(self.line_ids.mapped("goes")):
            raise UserError(self.env._("Tick in «Goes» who goes."))
        if self.mode == "split" and all(self.line_ids.mapped("goes")):
            raise UserError(self.env._("All of them go: then the household only moves house. Record its new housing."))

    def _refuse_dates(self, lines):
        """Refuse who came on or after the day, left already, or lives elsewhere by then."""
        lines._refuse_foreign()
        for line in lines:
            member = line.member_id
            names = {"person": line.person, "date": self._day(self.date)}
            if member.date_from and member.date_from >= self.date:
                raise UserError(
                    self.env._(
                        "%(person)s came on %(from)s: nobody leaves before the day after. "
                        "Choose a later day, or correct «Since» in the household: it may stay empty.",
                        **names,
                        **{"from": self._day(member.date_from)},
                    )
                )
            if member.date_to and member.date_to < self.date:
                raise UserError(
                    self.env._("%(person)s has left before %(date)s already. Close this and begin anew.", **names)
                )
        # sudo: a membership elsewhere refuses, whoever sees it; only its days are told
        Member = self.env["kentro.household.member"].sudo()
        later = Member.search(
            [
                ("beneficiary_id", "in", lines.member_id.beneficiary_id.ids),
                ("id", "not in", lines.member_id.ids),
                ("date_from", ">=", self.date),
            ],
            limit=1,
        )
        if later:
            raise UserError(
                self.env._(
                    "%(person)s belongs to another household from %(date)s on. Correct that first.",
                    person=later.beneficiary_id.with_env(self.env).display_name,
                    date=self._day(later.date_from),
                )
            )

    def _day(self, day):
        return format_date(self.env, day)
