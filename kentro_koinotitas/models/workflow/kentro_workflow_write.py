from odoo import models
from odoo.exceptions import UserError

from .engine import ENGINE


class KentroWorkflowMixin(models.AbstractModel):
    """A plain write of the stage (kanban drag, import, RPC) becomes the one step that leads there."""

    _inherit = "kentro.workflow.mixin"

    def write(self, vals):
        if self.env.context.get("kentro_engine") is ENGINE:
            # the token is for this one write: what the write sets off is checked again
            return super(KentroWorkflowMixin, self.with_context(kentro_engine=None)).write(vals)
        if vals.keys() & {"workflow_id", "stage_since", "stage_kind"}:
            raise UserError(self.env._("The workflow of a record and its dates are not written by hand."))
        vals = dict(vals)
        stage_id = vals.pop("stage_id", None)
        result = super().write(vals) if vals else True
        if stage_id is not None:
            self._write_stage_as_step(self.env["kentro.stage"].browse(stage_id or ()))
        return result

    def _write_stage_as_step(self, target):
        """Move each record to ``target`` along the only step that leads there without a dialog."""
        self.check_access("write")
        self._lock_roots()
        for (workflow, source), records in self.grouped(lambda r: (r.workflow_id, r.stage_id)).items():
            if source == target:
                continue
            records._move(records._only_step(workflow, source, target), "write")

    def _only_step(self, workflow, source, target):
        """Return the step from ``source`` to ``target`` that needs no answer, or raise a sentence."""
        leading = workflow.sudo().transition_ids.filtered(
            lambda t: t.target_id == target and source in t.source_ids)
        permitted = leading.filtered(lambda t: t._permitted(self) == self)
        silent = permitted.filtered(lambda t: not t._has_dialog())
        if len(silent) == 1 and len(permitted) == 1:
            return silent
        names = {"records": self._names(), "source": source.sudo().name, "target": target.sudo().name}
        if not target or not leading:
            raise UserError(self.env._(
                "%(records)s: no step leads from stage «%(source)s» to «%(target)s».", **names))
        if not permitted:
            raise UserError(self.env._(
                "%(records)s: the step from «%(source)s» to «%(target)s» is not yours to take.", **names))
        raise UserError(self.env._(
            "%(records)s: from «%(source)s» to «%(target)s» use the buttons of the form: "
            "the step asks for something, or there is more than one (%(steps)s).",
            steps=", ".join(permitted.mapped("name")), **names))
