from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from .kentro_household_member import RELATIONS


class KentroPersonSearch(models.TransientModel):
    """Who is to belong to a household: found, taken on or newly registered, she comes back into it."""

    _inherit = "kentro.person.search"

    household_id = fields.Many2one("kentro.household", "Household", ondelete="cascade")
    relation = fields.Selection(RELATIONS)
    member_since = fields.Date("Since", help="Empty: since before we know, she belongs to it already")

    @api.depends("household_id", "relation", "member_since")
    def _compute_results(self):
        super()._compute_results()
        for search in self.filtered(lambda search: search.household_id and search.results):
            answer, member = search.results, search._member_values()
            home = search.household_id._origin._members_on(fields.Date.context_today(self)).beneficiary_id.ids
            for card in answer["cards"]:
                if card["own"]:
                    add = {"method": "action_add_member", "label": self.env._("Add to the household"), "args": [member]}
                    card["actions"] = [] if card["id"] in home else [add]
                for action in card["actions"]:
                    if action["method"] == "action_take_on":
                        action["args"] = [*action["args"], member]
                if card["id"] in home:
                    card["details"] = [*card["details"], self.env._("belongs to this household")]
            search.results = answer

    def _member_values(self):
        return {
            "household_id": self.household_id._origin.id,
            "relation": self.relation,
            "date_from": fields.Date.to_string(self.member_since) or False,
        }

    @api.model
    def _refuse_without_relation(self, member):
        if not member.get("relation"):
            raise UserError(self.env._("Choose first what the new member is to the applicant, in «Relation»."))

    @api.model
    def action_add_member(self, person_id, member):
        """Add the person with the user's own rights, and return to the household."""
        self._refuse_without_relation(member)
        Member = self.env["kentro.household.member"]
        if lives := Member._current_of(self.env["kentro.beneficiary"].browse(person_id)):
            raise UserError(
                self.env._(
                    "She or he belongs to household %s. Open that one, and use «Move members».",
                    lives.household_id.number,
                )
            )
        values = {name: member.get(name) for name in ("household_id", "relation", "date_from")}
        Member.create({**values, "beneficiary_id": person_id})
        return {"type": "ir.actions.act_window_close"}

    def action_register(self, different=()):
        action = super().action_register(different)
        if self.household_id:
            member = self._member_values()
            self._refuse_without_relation(member)
            action["context"]["default_member_ids"] = [Command.create(member)]
        return action

    @api.model
    def action_take_on(self, person_id, proof=None, member=None):
        action = super().action_take_on(person_id, proof)
        if member:
            self._refuse_without_relation(member)
            action["context"]["kentro_member"] = member
        return action


class KentroBeneficiaryTaking(models.Model):
    _inherit = "kentro.beneficiary.taking"

    def action_open_person(self):
        """Who was looked for from a household comes back into it."""
        member = self.env.context.get("kentro_member")
        if not member:
            return super().action_open_person()
        self.env["kentro.person.search"].action_add_member(self.beneficiary_id.id, member)
        return self.beneficiary_id.action_open_household()
