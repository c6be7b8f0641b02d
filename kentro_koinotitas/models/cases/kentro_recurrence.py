from odoo import fields, models


class KentroRecurrence(models.Model):
    """How often to follow up, in stages: every 2 days three times, weekly four times, then
    monthly.
    """

    _name = "kentro.recurrence"
    _description = "Recurrence of follow-ups"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    stage_ids = fields.One2many("kentro.recurrence.stage", "recurrence_id", "Stages", copy=True)
    active = fields.Boolean(default=True)

    def _next_date(self, position, last_date):
        """Return the day of follow-up number ``position`` (0 is the first), or None after the last.

        It is counted from ``last_date``, when the one before was really done, so that the
        later ones shift with it. Closed days are the caller's to skip.
        """
        self.ensure_one()
        for stage in self.stage_ids:
            if not stage.count or position < stage.count:
                return last_date + stage._step()
            position -= stage.count
        return None
