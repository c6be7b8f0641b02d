from odoo import api, fields, models

from ..engine import DEADLINE_STOPPED, DEADLINE_VALUES

STATES = [
    ("none", "No deadline"),
    ("running", "Running"),
    ("soon", "Soon"),
    ("overdue", "Overdue"),
    ("stopped", "Clock stopped"),
]

_OFFERED = {"searchable", "sortable", "groupable", "exportable"}  # as what a screen offers a field


class KentroWorkflowMixin(models.AbstractModel):
    """The deadline as people read it: a badge of a list, a card and a form.

    In a view: ``<field name="deadline_text" widget="badge" decoration-danger="deadline_state == 'overdue'"
    decoration-warning="deadline_state == 'soon'" decoration-info="deadline_state == 'running'"
    decoration-muted="deadline_state == 'stopped'"/>``
    """

    _inherit = "kentro.workflow.mixin"

    deadline_state = fields.Selection(STATES, "Status of the deadline", compute="_compute_deadline_state")
    deadline_text = fields.Char("Until the deadline", compute="_compute_deadline_state")

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer of the deadline only the deadline: what the engine counts with is nothing to search or group by."""
        found = super().fields_get(allfields, attributes)
        for name in found.keys() & (DEADLINE_VALUES.keys() | DEADLINE_STOPPED.keys()) - {"deadline"}:
            found[name] |= dict.fromkeys(_OFFERED & found[name].keys(), False)
        return found

    @api.depends_context("tz", "lang")
    @api.depends("deadline", "deadline_stopped_id", "deadline_level")
    def _compute_deadline_state(self):
        now, today = fields.Datetime.now(), fields.Date.context_today(self)
        for record in self:
            record.deadline_state, record.deadline_text = record._deadline_as_read(now, today)

    def _deadline_as_read(self, now, today):
        if not self.deadline:
            return ("stopped", self.env._("Clock stopped")) if self.deadline_stopped_id else ("none", False)
        moment = fields.Datetime.context_timestamp(self, self.deadline)
        days = (moment.date() - today).days
        if self.deadline < now:
            if not days:
                return "overdue", self.env._("Overdue since today")
            if days == -1:
                return "overdue", self.env._("1 day overdue")
            return "overdue", self.env._("%s days overdue", -days)
        if not days:
            return "soon", self.env._("Today until %s", f"{moment:%H:%M}")
        if days == 1:
            return "soon", self.env._("Until tomorrow")
        return ("soon" if self.deadline_level else "running"), self.env._("%s days left", days)
