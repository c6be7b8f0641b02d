from difflib import SequenceMatcher

from odoo import fields, models

from ....tools.greek_text import fold
from ..engine import ENDS

LIKE = 0.6  # how alike two names have to be to be proposed for each other


class KentroStage(models.Model):
    """The stage of another version that stands for this one."""

    _inherit = "kentro.stage"

    def _counterpart(self, stages):
        """Return the one of ``stages`` with the same code, else the same name, else the likest name of this kind.

        For an end only that with the same code, so that no record gets another outcome.
        """
        self.ensure_one()
        if self.kind in ENDS:
            return stages.filtered(lambda s: (s.code, s.kind) == (self.code, self.kind))
        fit = stages.filtered(lambda s: s.kind not in ENDS)
        name = fold(self.name or "")
        found = fit.filtered(lambda s: s.code == self.code) or fit.filtered(lambda s: fold(s.name or "") == name)
        if found:
            return found[0]
        likeness = {s: SequenceMatcher(None, fold(s.name or ""), name).ratio() for s in fit if s.kind == self.kind}
        best = max(likeness, key=likeness.get, default=fit.browse())
        return best if best and likeness[best] >= LIKE else fit.browse()


class KentroWorkflow(models.Model):
    """How many records stand on a version."""

    _inherit = "kentro.workflow"

    running_count = fields.Integer(
        "Open records",
        compute="_compute_running_count",
        groups="kentro_koinotitas.group_rules_manager",
        help="Records of this municipality that stand on this version and have not ended.",
    )

    movable_count = fields.Integer(
        "Open records on other versions",
        compute="_compute_movable_count",
        groups="kentro_koinotitas.group_rules_manager",
    )

    def _compute_movable_count(self):
        for workflow in self:
            others = self.search([("model", "=", workflow.model), ("state", "!=", "draft"), ("id", "!=", workflow.id)])
            workflow.movable_count = workflow.state == "published" and sum(others.mapped("running_count"))

    def _compute_running_count(self):
        for workflow in self:
            counts = workflow._counts_by_stage()
            workflow.running_count = sum(
                counts.get(stage.id, 0) for stage in workflow.stage_ids if stage.kind not in ENDS
            )

    def _counts_by_stage(self):
        """Return ``{stage id: number of records}`` of the present municipality."""
        if self.model not in self.env:
            return {}
        # as superuser: whoever keeps the processes sees no records, only how many there are
        Model = self.env[self.model].sudo()
        if "stage_id" not in Model._fields:
            return {}
        domain = Model._standing_on(self.stage_ids, self.env.company)
        return {stage.id: count for stage, count in Model._read_group(domain, ["stage_id"], ["__count"])}

    def action_map(self):
        """Open the dialog that moves running records to this version from the one before."""
        self.ensure_one()
        earlier = self._other_versions("published", "retired") | self.previous_id
        standing = earlier.filtered("running_count")
        mapping = self.env["kentro.workflow.mapping"].create(
            {"from_id": (standing or earlier or self.browse())[:1].id, "to_id": self.id}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": mapping._name,
            "res_id": mapping.id,
            "views": [(False, "form")],
            "target": "new",
            "name": self.env._("Running records"),
        }
