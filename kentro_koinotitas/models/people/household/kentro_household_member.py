from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

RELATIONS = [
    ("applicant", "Applicant"),
    ("spouse", "Spouse"),
    ("partner", "Partner of a civil union"),
    ("cohabitant", "Partner without a civil union"),
    ("child", "Child"),
    ("foster_child", "Child in foster care"),
    ("parent", "Parent"),
    ("sibling", "Brother or sister"),
    ("grandparent", "Grandparent"),
    ("grandchild", "Grandchild"),
    ("relative", "Other relative"),
    ("ward", "Protected member"),
    ("hosted", "Hosted person"),
]


class KentroHouseholdMember(models.Model):
    """Who belonged to a household, as what, from when to when."""

    _name = "kentro.household.member"
    _inherit = ["kentro.dated.mixin"]
    _description = "Household member"
    _order = "household_id, date_from, id"
    _kentro_file = True

    household_id = fields.Many2one("kentro.household", required=True, index=True, ondelete="restrict")
    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    relation = fields.Selection(RELATIONS, required=True, default="applicant")
    date_from = fields.Date(
        "Since", required=False, default=None, help="Empty: since before we know, she belongs to it already"
    )
    hosted_by_id = fields.Many2one(
        "kentro.beneficiary", "Hosted by", ondelete="restrict", help="The member who took the hosted person in"
    )
    is_unprotected = fields.Boolean(
        "Unprotected child", help="A minor whom no parent brings up: some programmes count the child as an adult"
    )
    age = fields.Integer(compute="_compute_of_person")
    age_known = fields.Boolean(compute="_compute_of_person")
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

    @api.depends_context("uid")
    @api.depends("beneficiary_id")
    def _compute_of_person(self):
        """What a household's screen may tell of a member; no address of who asked for safe contact only."""
        seen = self.beneficiary_id._filtered_access("read")
        near = seen._near_safe_contact()
        for member in self:
            person = member.beneficiary_id & seen
            member.age, member.age_known = person.age, bool(person.birth_date)
            if person.safe_contact_only or person in near:
                member.contact = self.env._("Safe contact only: see the person's own file")
            else:
                address = " ".join(filter(None, [person.street, person.zip, person.city]))
                member.contact = " · ".join(filter(None, [person.phone, address]))

    @api.constrains("relation", "hosted_by_id", "date_from", "household_id")
    def _check_host(self):
        hosted = self.filtered("hosted_by_id")
        own = self.search([("household_id", "in", hosted.household_id.ids)]).grouped("household_id")
        for member in hosted:
            if member.relation != "hosted":
                raise ValidationError(self.env._("«Hosted by» is said of a hosted person only. Check the relation."))
            day = member.date_from or member.date_to or fields.Date.context_today(self)
            hosts = own[member.household_id].filtered_domain(self._on(day)).beneficiary_id
            if member.hosted_by_id not in hosts - member.beneficiary_id:
                raise ValidationError(
                    self.env._(
                        "Who hosts is a member of the same household on the day the hosted person came. "
                        "Choose one of them, or check the dates."
                    )
                )

    @api.constrains("date_from", "date_to", "beneficiary_id")
    def _check_life(self):
        """Nobody comes or leaves on a day to come, or stays after death."""
        today = fields.Date.context_today(self)
        # sudo: the dates are checked for whoever it is; the sentence names her as the user may see her
        for member in self.sudo():
            person = member.beneficiary_id
            if member.date_from and member.date_from > today:
                raise ValidationError(
                    self.env._("«Since» is a day to come. Record who comes when she has come, or check the date.")
                )
            if member.date_to and member.date_to > today:
                raise ValidationError(
                    self.env._("«To» is a day to come. Give the last day when she has left, or check the date.")
                )
            if person.death_date and (not member.date_to or member.date_to > person.death_date):
                raise ValidationError(
                    self.env._(
                        "%(person)s died on %(date)s: the membership ends on that day at the latest.",
                        person=person.with_env(self.env).display_name,
                        date=format_date(self.env, person.death_date),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_history(self):
        """Who lived with whom is history: what was entered in error is taken back on the day, or by the coordinator."""
        if self.env.su or self.env.user.has_group("kentro_koinotitas.group_coordinator"):
            return
        just_now = self.env.cr.now() - timedelta(days=1)
        if any(member.create_uid != self.env.user or member.create_date < just_now for member in self):
            raise UserError(
                self.env._(
                    "Who belonged to a household stays on record. Give the last day in «To»; a line that was entered "
                    "in error is deleted within a day by who entered it, and later by the coordinator."
                )
            )

    @api.model
    def _between(self, first, last):
        ended = Domain("date_to", "=", False) | Domain("date_to", ">=", first)
        return ended & (Domain("date_from", "=", False) | Domain("date_from", "<=", last))

    @api.model
    def _current_of(self, people):
        """Memberships of ``people`` in force today."""
        today = fields.Date.context_today(self)
        return self.search(self._on(today) & Domain("beneficiary_id", "in", people._origin.ids))
