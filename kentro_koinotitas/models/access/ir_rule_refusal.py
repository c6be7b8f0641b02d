from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    """Who is refused a record is not told whose it is: in developer mode, anybody's to switch on, Odoo names it."""

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        error = super()._make_access_error(operation, records)
        message = str(error)
        for record in records[:6].sudo():  # sudo: whom not to name
            number = f"({record._name}: {record.id}"
            message = message.replace(f", {record.display_name} {number}", f" {number}")
        records.invalidate_recordset()
        refusal = AccessError(message)
        if hasattr(error, "context"):
            refusal.context = error.context
        return refusal
