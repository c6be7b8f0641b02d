from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules.kentro_parameter_value import CONFIDENCE


class KentroLawFollow(models.TransientModel):
    """«Close and follow»: what holds ends the day before, and something else begins."""

    _name = "kentro.law.follow"
    _description = "Close and follow"

    parameter_id = fields.Many2one("kentro.parameter", "Parameter", readonly=True, ondelete="cascade")
    rule_id = fields.Many2one("kentro.rule", "Rule", readonly=True, ondelete="cascade")
    ruleset_id = fields.Many2one("kentro.ruleset", "Rules", readonly=True, ondelete="cascade")
    date_from = fields.Date("From", help="The first day on which the new one holds")
    is_past = fields.Boolean(compute="_compute_is_past")
    current_value = fields.Char("Until then", related="parameter_id.current_value")
    unit = fields.Selection(related="parameter_id.unit")
    value = fields.Float("New value", digits=(16, 4))
    legal_act_id = fields.Many2one("kentro.legal.act", "Legal act", ondelete="cascade")
    source = fields.Char(help="Where it was read: page, notice, date")
    confidence = fields.Selection(CONFIDENCE, default="b")

    @api.depends("date_from")
    def _compute_is_past(self):
        today = fields.Date.context_today(self)
        for follow in self:
            follow.is_past = bool(follow.date_from) and follow.date_from < today

    def action_follow(self):
        """Close what holds, and open what follows it."""
        self.ensure_one()
        if not self.date_from:
            raise UserError(self.env._("Say from which day the new one holds."))
        if self.parameter_id:
            self.parameter_id._follow(
                self.date_from,
                value=self.value,
                legal_act_id=self.legal_act_id.id,
                source=self.source,
                confidence=self.confidence,
            )
            return {"type": "ir.actions.act_window_close"}
        if self.ruleset_id:
            return self._open(self.ruleset_id._follow(self.date_from))
        return self._open(self.rule_id._follow(self.date_from)[0])

    def _open(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
