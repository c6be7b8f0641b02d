from odoo import fields, models

from ..engine import ENDS


class KentroWorkflowMixin(models.AbstractModel):
    """How long a record has stood in each stage, from its log: no counter is kept beside it."""

    _inherit = "kentro.workflow.mixin"

    stage_times = fields.Json(
        "Time in each stage",
        compute="_compute_history",
        help="Seconds in each stage in which the record has been, all visits together, in the order of the first.",
    )

    def _time_in_stages(self, rows):
        """Return the times of this record, whose rows of the log these are, newest first."""
        now, times = fields.Datetime.now(), {}
        for row in reversed(rows):
            if row.source_id:
                self._add_time(times, row.source_id, row.seconds)
        # as superuser: a stage's name is no secret, and the record is the reader's already
        here = self.stage_id.sudo()
        if here and self.id:
            standing = int((now - self.stage_since).total_seconds()) if here.kind not in ENDS else 0
            before = times.pop(here.code, {"seconds": 0})["seconds"]
            self._add_time(times, here, before + max(standing, 0))  # the present one comes last
        return [{**time, "present": time["id"] == here.id} for time in times.values()]

    def _add_time(self, times, stage, seconds):
        # a stage of another version with the same code is the same stage
        time = times.setdefault(
            stage.code, {"id": stage.id, "name": stage.name, "kind": stage.kind, "seconds": 0}
        )
        time["seconds"] += seconds
