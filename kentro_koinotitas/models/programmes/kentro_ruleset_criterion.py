from odoo import api, fields, models


class KentroRulesetCriterion(models.Model):
    """A rule that must hold; of those with the same letter one is enough."""

    _name = "kentro.ruleset.criterion"
    _inherit = ["kentro.law.mixin"]
    _description = "Criterion"
    _order = "ruleset_id, sequence, id"

    ruleset_id = fields.Many2one("kentro.ruleset", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    rule_id = fields.Many2one(
        "kentro.rule", "Rule", required=True, ondelete="restrict", domain="[('model', 'like', '.facts')]"
    )
    kind = fields.Selection(related="rule_id.kind")
    alternative = fields.Char(size=1, help="Criteria with the same letter are alternatives: one of them must hold")

    @api.model_create_multi
    def create(self, vals_list):
        criteria = super().create(vals_list)
        criteria.ruleset_id._refuse_if_published()
        return criteria

    def write(self, vals):
        self.ruleset_id._refuse_if_published()
        result = super().write(vals)
        self.ruleset_id._refuse_if_published()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_published(self):
        self.ruleset_id._refuse_if_published()
