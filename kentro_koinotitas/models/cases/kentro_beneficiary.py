from odoo import api, fields, models
from odoo.fields import Domain


class KentroBeneficiary(models.Model):
    """What the desk and the case team reach from a person: her requests and, for those who may, her cases."""

    _inherit = "kentro.beneficiary"

    # The way of the rules from a person to her team; a user goes by case_count.
    case_ids = fields.One2many("kentro.case", "beneficiary_id", "Files of cases", groups=fields.NO_ACCESS)
    in_team = fields.Boolean("In the team of her case", compute="_compute_in_team",
                             help="Whether you are in the team of an open case of hers, and see what only it sees")
    request_count = fields.Integer("Requests", compute="_compute_request_count")
    case_count = fields.Integer("Cases", compute="_compute_case_count",
                                groups="kentro_koinotitas.group_case_worker,kentro_koinotitas.group_coordinator")

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create(vals_list)
        # registered from a request that had nobody: it is hers
        request = self.env["kentro.request"].browse(self.env.context.get("kentro_request_id") or ())
        if len(people) == 1 and request and not request.beneficiary_id:
            request.beneficiary_id = people
        return people

    @api.depends_context("uid")
    @api.depends("case_ids.team_ids", "case_ids.user_id", "case_ids.stage_kind")
    def _compute_in_team(self):
        # sudo: only whether the user herself is among them is asked
        cases = self.env["kentro.case"].sudo().search(
            Domain("beneficiary_id", "in", self.ids)
            & Domain("structure_id", "in", self.env.user.kentro_structure_ids.ids)
            & Domain("stage_kind", "not in", ("done", "cancelled"))
            & (Domain("user_id", "=", self.env.uid) | Domain("team_ids", "in", self.env.uid))
        )
        theirs = set(cases.beneficiary_id.ids)
        worker = self.env.user.has_group("kentro_koinotitas.group_case_worker")
        for person in self:
            person.in_team = worker and person._origin.id in theirs

    def _compute_request_count(self):
        self._count_into("request_count", "kentro.request")

    def _compute_case_count(self):
        self._count_into("case_count", "kentro.case")

    def _count_into(self, field_name, model):
        """Count what this user may see of ``model``, in one query."""
        counts = dict(self.env[model]._read_group(
            [("beneficiary_id", "in", self.ids)], ["beneficiary_id"], ["__count"]))
        for person in self:
            person[field_name] = counts.get(person._origin, 0)
