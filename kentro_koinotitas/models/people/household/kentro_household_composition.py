from odoo import api, fields, models

from ....tools.household_makeup import Member, makeup


class KentroHousehold(models.Model):
    """Who a household is made of on any day, and what does not add up."""

    _inherit = "kentro.household"

    on_date = fields.Date(
        "On date", compute="_compute_on_date", readonly=False, help="Who belonged to the household on this day"
    )
    member_on_date_ids = fields.Many2many(
        "kentro.household.member", string="Members on date", compute="_compute_member_on_date_ids"
    )
    composition = fields.Char(compute="_compute_composition")
    adult_count = fields.Integer("Adults", compute="_compute_warnings")
    minor_count = fields.Integer("Minors", compute="_compute_warnings")
    warnings = fields.Text(compute="_compute_warnings")

    def _compute_on_date(self):
        self.on_date = fields.Date.context_today(self)

    @api.depends("on_date", "member_ids.date_from", "member_ids.date_to")
    def _compute_member_on_date_ids(self):
        for day, households in self.grouped(lambda household: household._day_shown()).items():
            members = households._origin._members_on(day)
            for household in households:
                household.member_on_date_ids = members.filtered(lambda member: member.household_id == household._origin)  # noqa: B023

    @api.depends_context("uid")
    @api.depends("on_date", "member_ids.date_from", "member_ids.date_to", "member_ids.relation")
    def _compute_composition(self):
        for day, households in self.grouped(lambda household: household._day_shown()).items():
            made = households._origin._composition(day)
            for household in households:
                household.composition = household._sentence(made.get(household._origin) or makeup([]))

    @api.depends_context("uid")
    @api.depends(
        "member_ids.date_from", "member_ids.date_to", "member_ids.relation", "member_ids.beneficiary_id.birth_date"
    )
    def _compute_warnings(self):
        """What does not add up today."""
        made = self._origin._composition(fields.Date.context_today(self))
        for household in self:
            of_it = made.get(household._origin) or makeup([])
            household.adult_count, household.minor_count = of_it.adults, of_it.minors
            household.warnings = "\n".join(household._warnings_of(of_it)) if household._origin else False

    def _day_shown(self):
        return self.on_date or fields.Date.context_today(self)

    # --- read by rules and screens ------------------------------------------------------------

    def _composition(self, date):
        """Who the households are made of on ``date``, in a constant number of queries.

        Ages are those on that day. A member whose birth date is not recorded, or whose file the user may
        not read, counts as of unknown age; ``lone_parent`` may be None: not known.

        :return: ``{household: tools.household_makeup.Makeup}`` for every household in ``self``
        """
        date = fields.Date.to_date(date)
        members = self._members_on(date)
        people = members.beneficiary_id
        seen = set(people._filtered_access("read")._ids)  # asked once a person: a recordset would be searched through
        away = self.env["kentro.household.away"]._reasons_on(date, people)
        found = {household: [] for household in self}
        for member in members:
            person = member.beneficiary_id
            age = person._age_on(date) if person.id in seen else None
            found[member.household_id].append(Member(member.relation, age, member.is_unprotected, away.get(person)))
        return {household: makeup(of_it) for household, of_it in found.items()}

    def _sentence(self, made):
        """«4 people: 2 adults, 2 minors · lone parent»."""
        parts = [self.env._("%(people)s people: %(adults)s adults, %(minors)s minors", **_numbers(made))]
        for number, text in (
            (made.unknown_age, self.env._("of unknown age: %s", made.unknown_age)),
            (made.hosted, self.env._("hosted: %s", made.hosted)),
            (made.unprotected, self.env._("unprotected children: %s", made.unprotected)),
            (sum(made.away.values()), self.env._("living elsewhere: %s", sum(made.away.values()))),
            (made.lone_parent, self.env._("lone parent")),
        ):
            if number:
                parts.append(text)
        return " · ".join(parts)

    def _warnings_of(self, made):
        if not made.people:
            return [self.env._("Nobody belongs to this household today.")]
        found = []
        if not made.applicants:
            found.append(self.env._("Nobody is the applicant."))
        if made.applicants > 1:
            found.append(self.env._("There are %s applicants: choose the relation of the others.", made.applicants))
        if made.couples > 1:
            found.append(self.env._("The applicant has %s spouses or partners: check the relations.", made.couples))
        if made.minors and not made.adults and not made.unknown_age:
            found.append(self.env._("Minors without an adult."))
        if made.unknown_age:
            found.append(self.env._("Without birth date, or served elsewhere: %s. Adult or minor is not known.",
                                    made.unknown_age))  # fmt: skip
        return found


def _numbers(made):
    return {"people": made.people, "adults": made.adults, "minors": made.minors}
