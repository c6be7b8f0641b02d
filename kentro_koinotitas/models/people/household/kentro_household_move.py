from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .kentro_housing import KINDS as HOUSING

MODES = [
    ("move", "Move members to another household"),
    ("split", "Split: members begin a household of their own"),
    ("merge", "Merge: all go to another household"),
]


class KentroHouseholdMove(models.TransientModel):
    """People change their household on one day: a few move, some split off, or two households become one.

    Memberships are ended and begun, never rewritten: who lived with whom before stays as it was.
    """

    _name = "kentro.household.move"
    _description = "Change of household"

    household_id = fields.Many2one("kentro.household", "From household", ondelete="cascade")
    mode = fields.Selection(MODES, "What happened", required=True, default="move")
    date = fields.Date(
        "Since", required=True, default=fields.Date.context_today, help="First day in the other household"
    )
    target_id = fields.Many2one("kentro.household", "To household", ondelete="cascade")
    target_people = fields.Char("Who lives there", compute="_compute_target_people")
    line_ids = fields.One2many(
        "kentro.household.move.line", "move_id", "Who goes", compute="_compute_line_ids", store=True, readonly=False
    )
    housing_kind = fields.Selection(HOUSING, "The new household lives in")

    @api.depends("household_id", "mode", "date")
    def _compute_line_ids(self):
        for move in self:
            members = move.household_id._origin._members_on(move.date) if move.date else move.line_ids.member_id
            goes = {line.member_id: line.goes for line in move.line_ids}
            move.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        "member_id": member.id,
                        "goes": move.mode == "merge" or goes.get(member, False),
                        "relation": "relative" if move.mode == "merge" and member.relation == "applicant"
                        else member.relation,
                    }
                )
                for member in members
            ]  # fmt: skip

    @api.depends("target_id", "date")
    def _compute_target_people(self):
        for move in self:
            day = move.date or fields.Date.context_today(self)
            people = move.target_id._origin._members_on(day).beneficiary_id
            move.target_people = ", ".join(people.mapped("display_name"))

    def action_move(self):
        """Carry it out in one transaction; every refusal says what and where."""
        self.ensure_one()
        self._refuse_incomplete()
        self._lock()
        leaving = self.line_ids._leaving()
        self._refuse_dates(leaving)
        target = self.target_id
        if self.mode == "split":
            target = self.env["kentro.household"].create({})
        staying = (self.line_ids - leaving).filtered(lambda line: line.relation != line.member_id.relation)
        self._refuse_dates(staying)
        rows = leaving._values_in(target) + staying._values_in(self.household_id)
        before = self.date - timedelta(days=1)
        (leaving | staying).member_id.write({"date_to": before})
        self.env["kentro.household.member"].create(rows)
        if self.mode == "split" and self.housing_kind:
            self.env["kentro.housing"].create(
                {"household_id": target.id, "kind": self.housing_kind, "date_from": self.date}
            )
        self._close_emptied(before, target)
        return {
            "type": "ir.actions.act_window",
            "res_model": "kentro.household",
            "res_id": target.id,
            "views": [(False, "form")],
        }

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
            names = {"person": line.person, "from": self._day(member.date_from), "date": self._day(self.date)}
            if member.date_from >= self.date:
                raise UserError(
                    self.env._(
                        "%(person)s came on %(from)s: nobody leaves before the day after. "
                        "Choose a later day, or correct the line in the household.",
                        **names,
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

    def _close_emptied(self, before, target):
        """Who goes last takes along what was declared for all; the empty household is kept in the archive."""
        left = self.household_id
        if left._members_on(self.date):
            return
        Income = self.env["kentro.income"]
        lasting = Income.search([("household_id", "=", left.id), ("date_to", "=", False)])
        lasting = lasting.filtered(lambda row: row.date_from <= before)
        lasting.write({"date_to": before})
        for row in lasting:
            row.copy({"household_id": target.id, "date_from": self.date, "date_to": False})
        housing = self.env["kentro.housing"]
        lived = housing.search(housing._on(before) & fields.Domain("household_id", "=", left.id))
        lived.write({"date_to": before})
        left.active = False

    def _day(self, day):
        return format_date(self.env, day)
