from odoo import models


class KentroEffect(models.Model):
    """What a step makes in another's file is refused there as a person's writing is: effects write as superuser.

    A step that an effect takes on another's record is asked in `_move`.
    """

    _inherit = "kentro.effect"

    def _run_child(self, records):
        made = super()._run_child(records)
        made._kentro_refuse_frozen()
        return made
