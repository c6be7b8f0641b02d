from odoo import api, fields, models

from ..engine import ENDS, ENGINE


class KentroWorkflowMappingLine(models.TransientModel):
    """Where the records of one stage go."""

    _name = "kentro.workflow.mapping.line"
    _description = "Stage and its counterpart"

    mapping_id = fields.Many2one("kentro.workflow.mapping", ondelete="cascade", index=True)
    to_id = fields.Many2one(related="mapping_id.to_id")
    source_id = fields.Many2one("kentro.stage", "Old stage", ondelete="cascade")
    count = fields.Integer("Records here", compute="_compute_count")
    target_id = fields.Many2one(
        "kentro.stage",
        "New stage",
        ondelete="cascade",
        domain="[('workflow_id', '=', to_id)]",
        help="Empty: its records stay where they are.",
    )
    note = fields.Char("Remark", compute="_compute_note")

    @api.depends("source_id")
    def _compute_count(self):
        """Count the records of one's municipality, which the role does not see itself."""
        for workflow, lines in self.grouped(lambda line: line.source_id.workflow_id).items():
            counts = workflow._counts_by_stage()
            for line in lines:
                line.count = counts.get(line.source_id.id, 0)

    @api.depends("source_id", "target_id")
    def _compute_note(self):
        for line in self:
            line.note = line._hindrance()

    def _hindrance(self):
        """Return why records cannot go from this line's stage to its target, or False."""
        self.ensure_one()
        source, target = self.source_id.sudo(), self.target_id.sudo()
        if not target:
            return False
        if source.kind in ENDS and (source.kind, source.code) != (target.kind, target.code):
            return self.env._("How a record ended stays: choose the stage of the same code, or leave it empty.")
        if target.kind in ENDS and source.kind not in ENDS:
            return self.env._("An end is reached by a step, not by a new version.")
        return False

    def _move(self):
        """Move the records of this line; return what there is to say of it, in sentences."""
        _, stage = self.env._, self.source_id.sudo()
        # as superuser: the role moves records that it does not see
        Model = self.env[stage.workflow_id.model].sudo()
        records = Model.search(Model._standing_on(stage, self.env.company), order="id")
        if not records:
            return []
        names = {"stage": stage.name, "count": len(records)}
        if not self.target_id:
            return [_("%(count)s stay on «%(stage)s»: no new stage was chosen.", **names)]
        if hindrance := self._hindrance():
            return [_("%(count)s stay on «%(stage)s»: %(why)s", why=hindrance, **names)]
        free = records._get_root().try_lock_for_update(allow_referencing=True)
        free = set(free.ids)
        movable = records.filtered(lambda record: free.issuperset(record._get_root().ids))
        if movable:
            pairs = {line.source_id.sudo(): line.target_id.sudo() for line in self.mapping_id.line_ids}
            movable._move_to_version(ENGINE, self.target_id.sudo(), pairs)
        said = []
        if movable:
            names |= {"count": len(movable), "target": self.target_id.name}
            said.append(_("%(count)s moved from «%(stage)s» to «%(target)s».", **names))
        if left := len(records) - len(movable):
            said.append(
                _(
                    "%(count)s stay on «%(stage)s»: somebody is at them at this moment. Move them again later.",
                    **names | {"count": left},
                )
            )
        return said
