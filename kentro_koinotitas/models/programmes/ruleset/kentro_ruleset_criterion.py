from odoo import fields, models


class KentroRulesetCriterion(models.Model):
    """A rule that must hold; of those with the same letter one is enough."""

    _name = "kentro.ruleset.criterion"
    _inherit = ["kentro.law.mixin"]
    _description = "Criterion"
    _order = "ruleset_id, sequence, id"

    _LAW = frozenset("ruleset_id sequence rule_id alternative".split())

    ruleset_id = fields.Many2one("kentro.ruleset", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    rule_id = fields.Many2one(
        "kentro.rule", "Rule", required=True, ondelete="restrict", domain="[('model', 'like', '.facts')]"
    )
    kind = fields.Selection(related="rule_id.kind")
    alternative = fields.Char(size=1, help="Criteria with the same letter are alternatives: one of them must hold")

    def _refuse_if_in_force(self):
        super()._refuse_if_in_force()
        self.ruleset_id._refuse_if_in_force()
