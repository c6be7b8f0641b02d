from urllib.parse import quote

from odoo import api, models


class ReportNumberSlip(models.AbstractModel):
    _name = "report.kentro_koinotitas.number_slip"
    _description = "Slip with the register number"

    @api.model
    def _get_report_values(self, docids, data=None):
        people = self.env["kentro.beneficiary"].browse(docids)
        people.check_access("read")
        return {"docs": people, "quote": quote, "lang": self.env.lang}
