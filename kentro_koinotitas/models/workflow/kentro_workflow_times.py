from odoo import api, fields, models

from .engine import ENDS


class KentroWorkflowMixin(models.AbstractModel):
    """How long a record has stood in each stage, from its log: no counter is kept beside it."""

    _inherit = "kentro.workflow.mixin"

    stage_times = fields.Json(
        "Time in each stage",
        compute="_compute_stage_times",
        help="Seconds in each stage in which the record has been, all visits together, in the order of the first.",
    )

    @api.depends_context("lang")
    @api.depends("stage_id", "stage_since")
    def _compute_stage_times(self):
        spent, now = self._seconds_by_stage(), fields.Datetime.now()
        for record in self:
            # as superuser: a stage's name is no secret, and the record is the reader's already
            here, times = record.stage_id.sudo(), {}
            for stage, seconds in spent.get(record.id, ()):
                # a stage of another version with the same code is the same stage
                first, before = times.get(stage.code, (stage, 0))
                times[stage.code] = (first, before + seconds)
            if here and record.id:
                standing = int((now - record.stage_since).total_seconds()) if here.kind not in ENDS else 0
                _first, before = times.pop(here.code, (here, 0))
                times[here.code] = (here, before + max(standing, 0))  # the present one comes last
            record.stage_times = [
                {
                    "id": stage.id,
                    "name": stage.name,
                    "kind": stage.kind,
                    "seconds": seconds,
                    "present": stage == here,
                }
                for stage, seconds in times.values()
            ]

    def _seconds_by_stage(self):
        """Return ``{record id: [(stage, seconds)]}`` of the stages left, in one statement for all."""
        # as superuser: whoever may read a record may read how it went
        rows = self.env["kentro.transition.log"].sudo()._read_group(
            [("model", "=", self._name), ("res_id", "in", self.ids), ("source_id", "!=", False)],
            ["res_id", "source_id"],
            ["seconds:sum", "id:min"],
        )
        spent = {}
        for res_id, stage, seconds, _first in sorted(rows, key=lambda row: row[3]):
            spent.setdefault(res_id, []).append((stage, seconds or 0))
        return spent
