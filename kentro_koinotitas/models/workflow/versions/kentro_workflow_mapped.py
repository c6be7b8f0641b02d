from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..engine import DEADLINE_FIELDS, ENGINE


class KentroWorkflowMixin(models.AbstractModel):
    """Records moved to another version of their process: set-wise, each with its row in the log."""

    _inherit = "kentro.workflow.mixin"

    @api.model
    def _standing_on(self, stages, company):
        """Return the domain of the records of a municipality that stand on ``stages``, archived ones too."""
        domain = Domain("stage_id", "in", stages.ids)
        if "company_id" in self._fields:
            domain &= Domain("company_id", "=", company.id)
        if "active" in self._fields:
            domain &= Domain("active", "in", [True, False])
        return domain

    def _move_to_version(self, token, target, pairs):
        """Move all of ``self``, which stand on one stage and are locked, to ``target`` of another version.

        A stage of the same code and kind is the same stage: the records have not moved, their time in it
        and its deadline run on. In another they begin anew.

        :param dict pairs: ``{old stage: new stage}`` of the whole mapping, for clocks that stand still
        """
        if token is not ENGINE:
            raise UserError(self.env._("A stage changes by a step only."))
        source, now = self.stage_id, fields.Datetime.now()
        same = (source.code, source.kind) == (target.code, target.kind)
        moves = {
            record: {
                "date": now,
                "user_id": self.env.uid,
                "source_id": source.id,
                # the row of the log that ends the stay counts all of it
                "seconds": 0 if same else int((now - record.stage_since).total_seconds()),
            }
            for record in self
        }
        if same:
            self._stay_in_stage(token, target, now)
        else:
            super().write({"workflow_id": target.workflow_id.id})
            self._write_stage(ENGINE, target, now)
        self._follow_stopped_clocks(token, pairs)
        self._log_moves(moves, None, "mapping")

    def _stay_in_stage(self, token, target, now):
        """Put ``target`` in the place of the same stage of the version before; another deadline is counted anew."""
        source = self.stage_id
        changed = any(source[name] != target[name] for name in DEADLINE_FIELDS)
        since = {record: record.deadline_start or record.stage_since for record in self}
        deadlines = self._deadlines_on_entering(target, now, since) if changed else ()
        told = self.filtered("deadline_level") if changed else self.browse()
        super().write({"workflow_id": target.workflow_id.id, "stage_id": target.id})
        self._write_deadlines(token, deadlines)
        told._remove_reminders()

    def _follow_stopped_clocks(self, token, pairs):
        """Let a clock that stands still be that of the new stage, in which it will run on."""
        for stage, records in self.grouped("deadline_stopped_id").items():
            if pairs.get(stage):
                self._write_deadlines(token, [({"deadline_stopped_id": pairs[stage].id}, records)])
