from odoo import models


class KentroWorkflowMixin(models.AbstractModel):
    """A step changes a file too: the engine writes the stage as superuser, so it is asked before."""

    _inherit = "kentro.workflow.mixin"

    def _move(self, transition, origin, *args, **kwargs):
        if origin != "system":  # a deadline that passes is not somebody's change
            self._kentro_refuse_restricted()
        return super()._move(transition, origin, *args, **kwargs)
