from odoo import models


class KentroWorkflowMixin(models.AbstractModel):
    """A step changes a file too: the engine writes the stage as superuser, so it is asked before."""

    _inherit = "kentro.workflow.mixin"

    def _move(self, transition, origin, *args, **kwargs):
        if origin == "effect":
            self._kentro_refuse_frozen()
        elif origin != "system":  # steps at a deadline are asked below: one of them does not hold up the others
            self._kentro_refuse_restricted()
        return super()._move(transition, origin, *args, **kwargs)

    def _take_due_step(self, step):
        """What would be done by itself is not done in a restricted file (GDPR 18); it is once the file is released."""
        if free := self._kentro_not_frozen():
            super(KentroWorkflowMixin, free)._take_due_step(step)
