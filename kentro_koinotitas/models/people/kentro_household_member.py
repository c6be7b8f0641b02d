from odoo import api, fields, models
from odoo.fields import Domain

RELATIONS = [
    ("applicant", "Applicant"),
    ("spouse", "Spouse"),
    ("partner", "Partner"),
    ("child", "Child"),
    ("parent", "Parent"),
    ("sibling", "Brother or sister"),
    ("grandparent", "Grandparent"),
    ("grandchild", "Grandchild"),
    ("relative", "Other relative"),
    ("hosted", "Hosted person"),
]


class KentroHouseholdMember(models.Model):
    """Who belonged to a household, as what, from when to when."""

    _name = "kentro.household.member"
    _description = "Household member"
    _order = "household_id, date_from, id"

    household_id = fields.Many2one("kentro.household", required=True, index=True, ondelete="restrict")
    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    relation = fields.Selection(RELATIONS, required=True, default="applicant")
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", help="Last day as a member; empty while it lasts")
    is_current = fields.Boolean("Member today", compute="_compute_is_current")
    age = fields.Integer(compute="_compute_of_person")
    contact = fields.Char("Telephone and address", compute="_compute_of_person")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A membership ends on or after the day it began."
    )
    # A range of one id stands for equality: no further extension of PostgreSQL is needed.
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(beneficiary_id, beneficiary_id, '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&)",
        "A person belongs to one household at a time. End the earlier membership first: «To» the day before.",
    )

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        current = self.filtered_domain(self._on(fields.Date.context_today(self)))
        for member in self:
            member.is_current = member in current

    @api.depends("beneficiary_id")
    def _compute_of_person(self):
        """What a household's screen may tell of a member; no address of who asked for safe contact only."""
        seen = self.beneficiary_id._filtered_access("read")
        for member in self:
            person = member.beneficiary_id & seen
            member.age = person.age
            if person.safe_contact_only:
                member.contact = self.env._("Safe contact only: see the person's own file")
            else:
                address = " ".join(filter(None, [person.street, person.zip, person.city]))
                member.contact = " · ".join(filter(None, [person.phone, address]))

    @api.model
    def _on(self, date):
        """Domain of the memberships in force on ``date``."""
        return Domain("date_from", "<=", date) & (Domain("date_to", "=", False) | Domain("date_to", ">=", date))

    @api.model
    def _current_of(self, people):
        """Memberships of ``people`` in force today."""
        today = fields.Date.context_today(self)
        return self.search(self._on(today) & Domain("beneficiary_id", "in", people._origin.ids))
