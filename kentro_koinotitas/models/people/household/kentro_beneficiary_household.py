from odoo import Command, fields, models
from odoo.fields import Domain


class KentroBeneficiary(models.Model):
    """With whom a person lives: memberships by date, and the household of today."""

    _inherit = "kentro.beneficiary"

    member_ids = fields.One2many("kentro.household.member", "beneficiary_id", "Households")
    household_id = fields.Many2one(
        "kentro.household", "Household", compute="_compute_household_id", search="_search_household_id"
    )

    def _compute_household_id(self):
        members = self.env["kentro.household.member"]._current_of(self)
        households = {member.beneficiary_id.id: member.household_id for member in members}
        for person in self:
            person.household_id = households.get(person._origin.id)

    def _search_household_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self.env["kentro.household.member"]._on(fields.Date.context_today(self))
        found = Domain("member_ids", "any", current & Domain("household_id", "in", value))
        return found | ~Domain("member_ids", "any", current) if False in value else found

    def action_open_household(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "kentro.household",
            "res_id": self.household_id.id,
            "views": [(False, "form")],
        }

    def action_new_household(self):
        """A household that begins today with this person, to which others are added."""
        household = self.env["kentro.household"].create({"member_ids": [Command.create({"beneficiary_id": self.id})]})
        self.invalidate_recordset(["household_id"])
        return {**self.action_open_household(), "res_id": household.id}
