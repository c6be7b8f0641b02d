from odoo import fields, models


class KentroBulkStepLine(models.TransientModel):
    """What became of one record when a step was taken for many."""

    _name = "kentro.bulk.step.line"
    _description = "Result of a step taken for many records"

    bulk_id = fields.Many2one("kentro.bulk.step", readonly=True, ondelete="cascade", index=True)
    model = fields.Char(related="bulk_id.model")
    res_id = fields.Many2oneReference("Opens", model_field="model", readonly=True)
    name = fields.Char("Record", readonly=True)
    person = fields.Char(readonly=True)
    stage_name = fields.Char("Stands now in", readonly=True)
    result = fields.Selection([("moved", "Moved"), ("refused", "Refused")], readonly=True)
    reason = fields.Text("Why not", readonly=True)
    outcome = fields.Char("What became of it", readonly=True, help="Moved, or why not: to group by.")

    def action_open(self):
        """Open the record, by its own rights."""
        self.ensure_one()
        if not self.res_id:
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": self.bulk_id.model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
