import ast
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.standing.verdict import Limit, Test

FACTS = {"household": "kentro.household.facts", "person": "kentro.person.facts"}


class KentroRule(models.Model):
    """A rule may be a means test: besides its condition, a sum has to stand to a limit as it says."""

    _inherit = "kentro.rule"

    kind = fields.Selection(
        [("condition", "Condition"), ("means", "Means test")], required=True, default="condition", string="Kind of rule"
    )
    measure_id = fields.Many2one("kentro.measure", "Measure", ondelete="restrict")
    compare = fields.Selection(
        [("<=", "at most"), ("<", "less than"), (">=", "at least"), (">", "more than")], default="<="
    )
    limit_parameter_id = fields.Many2one("kentro.parameter", "Limit", ondelete="restrict")
    limit_number = fields.Float("Times", digits=(16, 4), default=1.0, aggregator=None)
    limit_scale_id = fields.Many2one("kentro.scale", "Times the scale", ondelete="restrict")
    legal_act_id = fields.Many2one("kentro.legal.act", "Legal act", ondelete="restrict")

    @api.constrains("kind", "measure_id", "limit_parameter_id", "limit_scale_id", "model_id")
    def _check_means(self):
        for rule in self.filtered(lambda rule: rule.kind == "means"):
            if rule.model not in FACTS.values():
                raise ValidationError(
                    self.env._("«%s»: a means test speaks of the facts of a household or of a member.", rule.name)
                )
            if not rule.measure_id or not (rule.limit_parameter_id or rule.limit_scale_id):
                raise ValidationError(
                    self.env._(
                        "«%s»: a means test needs a measure, and a limit: a parameter, a scale or both.", rule.name
                    )
                )
            if rule.measure_id.whose != "household" and rule.model != FACTS["person"]:
                raise ValidationError(
                    self.env._("«%s»: its measure is of one person, and the rule speaks of the household.", rule.name)
                )

    def _parameters(self):
        """The parameters whose values decide these rules."""
        return self.limit_parameter_id | self.limit_scale_id._parameters() | self.measure_id.share_ids.parameter_id

    def _test(self, value_of):
        """Return this rule as `tools.standing.verdict.Test`."""
        self.ensure_one()
        when, must = ast.literal_eval(self.when_domain), ast.literal_eval(self.must_domain)
        test = Test(when, must, self.model == FACTS["person"])
        if self.kind == "condition":
            return test
        number = Decimal(str(self.limit_number))
        if self.limit_parameter_id:
            number *= value_of(self.limit_parameter_id)
        scale = self.limit_scale_id._read(value_of) if self.limit_scale_id else None
        return test._replace(measure=self.measure_id._read(value_of), compare=self.compare, limit=Limit(number, scale))
