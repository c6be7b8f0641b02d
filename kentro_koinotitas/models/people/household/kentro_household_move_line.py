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
        """Return the values of the memberships that begin in ``household``."""
        hosts = self._hosts_in(household) if self else {}
        return [
            {
                "household_id": household.id,
                "beneficiary_id": line.member_id.beneficiary_id.id,
                "relation": line.relation,
                "hosted_by_id": hosts.get(line),
                "is_unprotected": line.member_id.is_unprotected,
                "date_from": line.move_id.date,
                "date_to": line.member_id.date_to,
            }
            for line in self
        ]

    def _hosts_in(self, household):
        """Return ``{line: id of who hosts}``; refuse to move a hosted person away from her host unsaid."""
        there = self.member_id | (household._members_on(self.move_id.date) - self._leaving().member_id)
        people, hosts = there.beneficiary_id, {}
        for line in self.filtered(lambda line: line.relation == "hosted" and line.member_id.hosted_by_id):
            host = line.member_id.hosted_by_id
            if host not in people:
                raise UserError(
                    self.env._(
                        "%(person)s is hosted by %(host)s, who does not live there: let both go, or choose another "
                        "relation and note in the new household who hosts.",
                        person=line.person,
                        host=host.display_name,
                    )
                )
            hosts[line] = host.id
        return hosts

    def _leaving(self):
        """Return the lines of those who leave the household."""
        return self.move_id.line_ids.filtered(lambda line: line.goes or line.move_id.mode == "merge")
