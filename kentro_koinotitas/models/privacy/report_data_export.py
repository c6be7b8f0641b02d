from datetime import datetime

from odoo import api, models
from odoo.tools import format_date, format_datetime


class ReportDataExport(models.AbstractModel):
    _name = "report.kentro_koinotitas.data_export"
    _description = "A person's data"

    @api.model
    def _get_report_values(self, docids, data=None):
        requests = self.env["kentro.data.request"].browse(docids)
        structure = requests.company_id.sudo()._kentro_central_structure()  # sudo: what a print says of it is public
        return {"docs": [self._told(request) for request in requests], "structure": structure, "lang": self.env.lang}

    def _told(self, request):
        """The export in words: ``[(kind of record, [[(label, value)]])]`` under the names the screens use."""
        data = request._export()
        parts = []
        for model, rows in data["records"].items():
            Model = self.env[model]
            kind = self._kind(model)
            told = [
                [(self._label(Model, key), self._words(Model, key, value)) for key, value in row.items() if key != "id"]
                for row in rows
            ]
            parts.append((kind, told))
        told = {
            key: [
                {**row, "kind": self._kind(row["about"]), "date": self._when(row["date"])}
                for row in sorted(data[key], key=lambda row: row["date"])
            ]
            for key in ("messages", "moves")
        }
        return {**data, **told, "exported_on": self._when(data["exported_on"]), "parts": parts}

    def _kind(self, model):
        return self.env["ir.model"]._get(model).sudo().name  # sudo: the kind of record is no secret

    def _label(self, model, name):
        return model._fields[name]._description_string(self.env)

    def _words(self, model, name, value):
        field = model._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "boolean":
            return "✓" if value else ""
        if field.type in ("date", "datetime"):
            return self._when(value)
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def _when(self, value):
        return (format_datetime if isinstance(value, datetime) else format_date)(self.env, value)
