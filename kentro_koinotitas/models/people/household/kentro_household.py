from odoo import api, fields, models
from odoo.fields import Domain


class KentroHousehold(models.Model):
    """People who live together. It has a number and no name: a surname on a list says too much."""

    _name = "kentro.household"
    _description = "Household"
    _order = "number desc"
    _rec_name = "number"
    _rec_names_search = ["number", "member_ids.beneficiary_id.name"]
    _kentro_file = True

    number = fields.Char(readonly=True, copy=False, index=True)
    active = fields.Boolean(default=True)
    # Where it was recorded may say what its people are: only the rules read it.
    structure_id = fields.Many2one(
        "kentro.structure",
        "Structure",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.kentro_structure_id,
        groups=fields.NO_ACCESS,
    )
    member_ids = fields.One2many("kentro.household.member", "household_id", "Members", copy=False)
    current_count = fields.Integer("People today", compute="_compute_current_count")

    @api.depends("member_ids.date_from", "member_ids.date_to")
    def _compute_current_count(self):
        counts = dict(
            self.env["kentro.household.member"]._read_group(
                self.env["kentro.household.member"]._on(fields.Date.context_today(self))
                & Domain("household_id", "in", self.ids),
                ["household_id"],
                ["__count"],
            )
        )
        for household in self:
            household.current_count = counts.get(household._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        households = super().create(vals_list)
        for household in households:
            household.number = f"{household.id:06d}"
        return households

    def action_find_member(self):
        """The Centre's search: who is found or registered there comes back as a member."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a member"),
            "res_model": "kentro.person.search",
            "views": [(self.env.ref("kentro_koinotitas.kentro_person_search_view_form_member").id, "form")],
            "target": "new",
            "context": {"default_household_id": self.id},
        }

    def _members_on(self, date):
        """Memberships in force on ``date``, of all households in ``self``; nobody before her birth."""
        Member = self.env["kentro.household.member"]
        members = Member.search(Member._on(date) & Domain("household_id", "in", self.ids), order="date_from, id")
        since_ever = members.filtered(lambda member: not member.date_from)
        seen = since_ever.beneficiary_id._filtered_access("read")
        unborn = seen.filtered(lambda person: person.birth_date and person.birth_date > fields.Date.to_date(date))
        return members.filtered(lambda member: member.date_from or member.beneficiary_id not in unborn)
