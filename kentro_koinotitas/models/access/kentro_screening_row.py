from odoo import models


class KentroScreeningRow(models.TransientModel):
    """What was found of a household, taken out, is a reading of the household."""

    _inherit = "kentro.screening.row"

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        result = super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        self.household_id._kentro_note("export")
        return result
