from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ....tools.standing.points import Part, Points
from ....tools.standing.verdict import Test
from .kentro_rule import FACTS


class KentroRulePoint(models.Model):
    """Points for a rule that holds; of those with the same letter the highest alone counts."""

    _name = "kentro.rule.point"
    _inherit = ["kentro.law.mixin"]
    _description = "Points for a Rule"
    _order = "rule_id, sequence, id"

    _LAW = frozenset({"rule_id", "part_id", "points", "alternative"})

    rule_id = fields.Many2one("kentro.rule", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    part_id = fields.Many2one(
        "kentro.rule", "For", required=True, index=True, ondelete="restrict",
        domain="[('model', 'like', '.facts'), ('kind', 'in', ('condition', 'means'))]",
    )  # fmt: skip
    points = fields.Float(required=True, default=10, digits=(8, 2), aggregator=None)
    alternative = fields.Char(size=1, help="Of lines with the same letter only the highest that holds counts")

    _points = models.Constraint(
        "CHECK (points > 0)", "Points are more than 0. To rule somebody out, make a criterion."
    )
    _once = models.Constraint("UNIQUE (rule_id, part_id)", "A rule gives its points once. Write one line for it.")

    def _resting(self):
        return self.rule_id

    def _rulesets(self):
        return self.rule_id._rulesets()

    def _test(self, value_of):
        """Its rule as a Test: whom the rule does not speak of gets no points, where elsewhere it would just hold."""
        test = self.part_id._test(value_of)
        return test._replace(when=[], must=[*test.when, *test.must])


class KentroRule(models.Model):
    """A rule may be a score: points for other rules that hold, summed up, which have to reach a number."""

    _inherit = "kentro.rule"

    kind = fields.Selection(selection_add=[("points", "Points")], ondelete={"points": "cascade"})
    point_ids = fields.One2many("kentro.rule.point", "rule_id", "Points", copy=True)

    @api.constrains("kind", "point_ids", "model_id", "must_domain")
    def _check_points(self):
        for rule in self.filtered(lambda rule: rule.kind == "points"):
            if rule.model not in FACTS.values():
                raise ValidationError(
                    self.env._("«%s»: points speak of the facts of a household or of a member.", rule.name)
                )
            if rule._written()[1]:
                raise ValidationError(
                    self.env._("«%s» gives points: what «must» hold is a rule of its own.", rule.name)
                )
            for part in rule.point_ids.part_id:
                if part.kind not in ("condition", "means"):
                    raise ValidationError(
                        self.env._("«%s»: points are given for conditions and means tests, no other kind.", rule.name)
                    )
                if part.model not in FACTS.values() or (
                    rule.model == FACTS["household"] and part.model == FACTS["person"]
                ):
                    raise ValidationError(
                        self.env._(
                            "«%(rule)s» speaks of the household, and «%(part)s» of a member. Let both speak of one.",
                            rule=rule.name,
                            part=part.name,
                        )
                    )

    def _parameters(self):
        parts = self.point_ids.part_id
        return super()._parameters() | (parts._parameters() if parts else parts.limit_parameter_id)

    def _test(self, value_of):
        if self.kind != "points":
            return super()._test(value_of)
        when, _none = self._written()
        least = value_of(self.limit_parameter_id) if self.limit_parameter_id else None
        parts = tuple(
            Part(line.part_id.id, Decimal(str(line.points)), line._test(value_of), line.alternative or "")
            for line in self.point_ids
        )
        return Test(when, [], self.model == FACTS["person"], points=Points(parts, least))
