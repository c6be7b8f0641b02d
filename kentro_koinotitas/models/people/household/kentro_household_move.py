from datetime import timedelta

from odoo import Command, api, fields, models

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
        "Since",
        compute="_compute_date",
        store=True,
        readonly=False,
        help="First day in the other household; nobody leaves before the day after she came",
    )
    target_id = fields.Many2one("kentro.household", "To household", ondelete="cascade")
    target_people = fields.Char("Who lives there", compute="_compute_target_people")
    line_ids = fields.One2many(
        "kentro.household.move.line", "move_id", "Who goes", compute="_compute_line_ids", store=True, readonly=False
    )
    housing_kind = fields.Selection(HOUSING, "The new household lives in")

    @api.depends("household_id")
    def _compute_date(self):
        """Today, unless it would be refused."""
        today = fields.Date.context_today(self)
        for move in self:
            came = move.household_id._origin._members_on(today).mapped("date_from")
            move.date = False if today in came else today

    @api.depends("household_id", "mode", "date")
    def _compute_line_ids(self):
        for move in self:
            members = move.household_id._origin._members_on(move.date or fields.Date.context_today(self))
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
