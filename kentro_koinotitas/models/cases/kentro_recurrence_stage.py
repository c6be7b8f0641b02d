from dateutil.relativedelta import relativedelta
from odoo import fields, models


class KentroRecurrenceStage(models.Model):
    _name = "kentro.recurrence.stage"
    _description = "Stage of a recurrence"
    _order = "recurrence_id, sequence, id"

    recurrence_id = fields.Many2one(
        "kentro.recurrence", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    every = fields.Integer(default=1, required=True)
    unit = fields.Selection(
        [("days", "Days"), ("weeks", "Weeks"), ("months", "Months")], default="weeks", required=True
    )
    count = fields.Integer("Times", default=1, help="0: until the case is closed.")

    _every = models.Constraint(
        "CHECK (every > 0 AND count >= 0)",
        "A follow-up comes every 1 or more days, weeks or months.",
    )

    def _step(self):
        return relativedelta(**{self.unit: self.every})
