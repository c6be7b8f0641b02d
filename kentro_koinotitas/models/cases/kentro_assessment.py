from odoo import api, fields, models
from odoo.tools import format_date

from ..workflow.engine import ENDS


class KentroAssessment(models.Model):
    """Where a household stands on each dimension of needs on one day."""

    _name = "kentro.assessment"
    _inherit = ["kentro.case.part.mixin"]
    _frozen_kinds = ("waiting", *ENDS)  # what was submitted is what is approved
    _description = "Assessment"
    _order = "date desc, id desc"

    date = fields.Date(required=True, default=fields.Date.context_today)
    score_ids = fields.One2many(
        "kentro.score",
        "assessment_id",
        "Scores",
        copy=False,
        compute="_compute_scores",
        store=True,
        readonly=False,
    )
    previous_id = fields.Many2one("kentro.assessment", "Previous", compute="_compute_previous")
    note = fields.Text("Conclusions")
    radar = fields.Json(compute="_compute_radar", help="Scores and previous scores, for the chart.")
    approver_names = fields.Char("May be approved by", compute="_compute_approver_names")
    without_second_approval = fields.Boolean(
        readonly=True,
        copy=False,
        help="Approved by its own author, since there was nobody else who could, or by a deadline or by the "
        "step of another record, which nobody looked through.",
    )

    @api.depends_context("lang")
    @api.depends("case_id.name", "date")
    def _compute_display_name(self):
        for assessment in self:
            assessment.display_name = f"{assessment.case_id.name} · {format_date(self.env, assessment.date)}"

    @api.depends("case_id")
    def _compute_scores(self):
        """Offer every dimension, once; scores given stay."""
        dimensions = self.env["kentro.dimension"].search([])
        for assessment in self:
            missing = dimensions - assessment.score_ids.dimension_id
            assessment.score_ids = [fields.Command.create({"dimension_id": d.id}) for d in missing]

    @api.depends("case_id.assessment_ids.stage_kind", "date")
    def _compute_previous(self):
        for assessment in self:
            earlier = assessment.case_id.assessment_ids.filtered(
                lambda a, this=assessment: a.stage_kind == "done" and a._origin != this._origin and a.date <= this.date
            )
            assessment.previous_id = earlier.sorted("date")[-1:]

    @api.depends("score_ids.score", "previous_id")
    def _compute_radar(self):
        for assessment in self:
            before = {s.dimension_id: s.score for s in assessment.previous_id.score_ids}
            assessment.radar = {
                "labels": assessment.score_ids.dimension_id.mapped("name"),
                "now": assessment.score_ids.mapped("score"),
                "before": [before.get(s.dimension_id, 0) for s in assessment.score_ids] if before else [],
            }

    @api.depends("stage_kind", "user_id", "case_id")
    def _compute_approver_names(self):
        """Say whom to ask, while the assessment waits for approval."""
        waiting = self.filtered(lambda a: a.case_id and a.stage_kind == "waiting")
        approvers = waiting._approvers()
        for assessment in self:
            # as superuser: names of colleagues
            assessment.approver_names = (
                ", ".join(approvers[assessment].sudo().mapped("name")) if (assessment in waiting) else False
            )

    _role_codes = frozenset({"responsible", "team", "coordinator", "approver"})

    def _get_role_users(self, code):
        return self._approvers() if code == "approver" else super()._get_role_users(code)

    def _approvers(self):
        """Return ``{assessment: users}`` who may approve: the structure's coordinators, but those who
        assessed or submitted it only where there is no other.
        """
        authors = self._authors()
        # as superuser: who coordinates is no secret, but users are not everybody's to read
        coordinators = (
            self.sudo()
            .env["res.users"]
            .search(
                [
                    ("all_group_ids", "in", self.env.ref("kentro_koinotitas.group_coordinator").id),
                    ("kentro_structure_ids", "in", self.sudo().structure_id.ids),
                ]
            )
        )
        found = {}
        for assessment in self:
            structure = assessment.sudo().structure_id
            here = coordinators.filtered(lambda user, s=structure: s in user.kentro_structure_ids)
            found[assessment] = ((here - authors[assessment]) or here).sudo(False)
        return found

    def _authors(self):
        """Return ``{assessment: users}`` who answer for it: the one named, and whoever submitted it."""
        # as superuser: the log is for nobody to search
        rows = (
            self.env["kentro.transition.log"]
            .sudo()
            .search([("model", "=", self._name), ("res_id", "in", self.ids), ("transition_id.code", "=", "submit")])
        )
        submitted = rows.grouped("res_id")
        return {a: a.user_id | submitted.get(a.id, rows.browse()).user_id.sudo(False) for a in self}

    def _after_step(self, transition):
        super()._after_step(transition)
        if transition.code == "approve":
            user, authors, approvers = self.env.user, self._authors(), self._approvers()
            # an effect or a deadline approves in the name of whoever set it off
            alone = self.filtered(lambda a: user in authors[a] or user not in approvers[a])
            # as superuser: an approved assessment is changed by its steps alone
            alone.sudo().without_second_approval = True
