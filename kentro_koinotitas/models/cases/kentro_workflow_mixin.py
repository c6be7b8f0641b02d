from odoo import api, fields, models


class KentroWorkflowMixin(models.AbstractModel):
    """Whom a record is about, where the reader may know it."""

    _inherit = "kentro.workflow.mixin"

    # The field that a calendar shows beside the person: what it is about.
    _calendar_about = None

    calendar_title = fields.Char("Title in the calendar", compute="_compute_calendar_title", exportable=False)

    def _get_people_names(self):
        if "beneficiary_id" not in self._fields:
            return super()._get_people_names()
        readable = self.beneficiary_id._filtered_access("read")
        return {record: record.beneficiary_id.display_name for record in self if record.beneficiary_id <= readable}

    @api.depends_context("uid", "lang")
    @api.depends(lambda self: [name for name in ("beneficiary_id", self._calendar_about) if name in self._fields])
    def _compute_calendar_title(self):
        names = self._get_people_names()
        for record in self:
            words = names.get(record) or record.display_name, record._say_calendar_about()
            record.calendar_title = " · ".join(filter(None, words))

    def _say_calendar_about(self):
        field = self._fields.get(self._calendar_about)
        if field is None or not self[field.name]:
            return ""
        if field.type == "selection":
            return dict(field._description_selection(self.env))[self[field.name]]
        return ", ".join(self[field.name].mapped("display_name"))
