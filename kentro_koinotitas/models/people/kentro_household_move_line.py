from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .kentro_household_member import RELATIONS


class KentroHouseholdMoveLine(models.TransientModel):
    """A member of the household that people leave: whether she goes, and as what she belongs afterwards."""

    _name = "kentro.household.move.line"
    _description = "Member in a change of household"

    move_id = fields.Many2one("kentro.household.move", ondelete="cascade")
    member_id = fields.Many2one("kentro.household.member", ondelete="cascade")
    person = fields.Char(compute="_compute_person")
    goes = fields.Boolean()
    relation = fields.Selection(RELATIONS, "Relation afterwards", default="applicant")

    def _compute_person(self):
        for line in self:
            line.person = line.member_id.beneficiary_id.display_name

    def _refuse_foreign(self):
        """Refuse lines that are not of the household they say, and people whom the user may not see."""
        if self.member_id.household_id - self.move_id.household_id or not all(line.member_id for line in self):
            raise UserError(self.env._("Somebody of the list is no member of this household. Begin anew."))
        people = self.member_id.beneficiary_id
        unseen = people - people._filtered_access("read")
        if unseen:
            raise AccessError(
                self.env._(
                    "%s is served by another structure: she is moved there. Ask your colleagues.",
                    ", ".join(unseen.mapped("display_name")),
                )
            )

    def _values_in(self, household):
        """Values of the membership that begins."""
        self.ensure_one()
        member = self.member_id
        return {
            "household_id": household.id,
            "beneficiary_id": member.beneficiary_id.id,
            "relation": self.relation,
            "is_unprotected": member.is_unprotected,
            "date_from": self.move_id.date,
            "date_to": member.date_to,
        }
