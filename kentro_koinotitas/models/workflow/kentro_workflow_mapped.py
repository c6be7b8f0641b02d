from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .engine import ENGINE


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

    def _move_to_version(self, token, target):
        """Move all of ``self``, which stand on one stage and are locked, to ``target`` of another version.

        A stage of the same code and kind is the same stage: the records have not moved, their time in it
        and its deadline run on. In another they begin anew.
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
        super().write({"workflow_id": target.workflow_id.id} | ({"stage_id": target.id} if same else {}))
        if not same:
            self._write_stage(ENGINE, target, now)
        self._log_moves(moves, None, "mapping")
