from odoo import models


class KentroWorkflowMixin(models.AbstractModel):
    """A record of a structure has its deadlines counted in that structure's working time."""

    _inherit = "kentro.workflow.mixin"

    def _get_working_times(self):
        if "structure_id" not in self._fields:
            return super()._get_working_times()
        records = self.sudo()  # as superuser: when a structure is open is no secret
        times = self.env["kentro.working.time"]._get_for(records.structure_id)
        housed = self.filtered(lambda record: record.sudo().structure_id)
        return {record: times[record.sudo().structure_id] for record in housed} | super(
            KentroWorkflowMixin, self - housed
        )._get_working_times()

    def _get_reminder_fallback(self):
        """The coordinator of the structure; where there is none, whoever holds that role there."""
        if "structure_id" not in self._fields:
            return super()._get_reminder_fallback()
        # as superuser: who coordinates is no secret, but users are not everybody's to read
        structures = self.sudo().structure_id
        holders = structures._get_coordinators()
        return {record: holders[record.sudo().structure_id] for record in self if record.sudo().structure_id}

    def _nobody_to_remind(self):
        super()._nobody_to_remind()
        if "structure_id" in self._fields:
            self.sudo().structure_id._report_nobody_told()

    def _get_deadline_causes(self):
        return super()._get_deadline_causes() | {"structure_id"}
