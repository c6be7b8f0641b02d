from odoo import models


class IrActionsReport(models.Model):
    """A print of a file is a reading of it."""

    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        result = super()._get_rendering_context(report, docids, data)
        model = self.env.get(report.model)
        if model is not None and hasattr(model, "_kentro_note"):
            model.browse(docids)._kentro_note("print")
        return result
