from decimal import Decimal

from odoo import fields, models

from ....tools.standing.amounts import Tier
from ....tools.standing.measures import CENT
from ....tools.standing.verdict import Criterion

EACH = [
    ("month", "a month"),
    ("two_months", "every two months"),
    ("year", "a year"),
    ("once", "once"),
    ("kwh", "a kWh"),
]


class KentroRulesetTier(models.Model):
    """An amount, and the rule by which it is this one: tiers are tried in their order, the first that holds pays."""

    _name = "kentro.ruleset.tier"
    _inherit = ["kentro.law.mixin"]
    _description = "Tier"
    _order = "ruleset_id, sequence, id"

    _LAW = frozenset(
        "ruleset_id sequence name rule_ids scale_id parameter_id less_measure_id less_divisor not_above_rent"
        " each by_place".split()
    )

    ruleset_id = fields.Many2one("kentro.ruleset", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    rule_ids = fields.Many2many(
        "kentro.rule", string="When", domain="[('model', 'like', '.facts')]", help="All must hold; none: in any case"
    )
    scale_id = fields.Many2one("kentro.scale", "Amount by the scale", ondelete="restrict")
    by_place = fields.Boolean(
        "What the person adds",
        help="Of the scale, the line of her place: those counted with her who were born before her come first",
    )
    parameter_id = fields.Many2one("kentro.parameter", "Amount", ondelete="restrict")
    less_measure_id = fields.Many2one(
        "kentro.measure", "Less", ondelete="restrict", help="What the household has itself"
    )
    less_divisor = fields.Float("Divided by", digits=(5, 2), default=1.0, help="6 makes a month of six months")
    not_above_rent = fields.Boolean("Not above the rent")
    each = fields.Selection(EACH, "Paid", required=True, default="month")

    _divisor = models.Constraint("CHECK (less_divisor > 0)", "What is taken off is divided by more than 0.")

    def _refuse_if_in_force(self):
        super()._refuse_if_in_force()
        self.ruleset_id._refuse_if_in_force()

    def _parameters(self):
        measures = self.less_measure_id.share_ids.parameter_id
        return self.rule_ids._parameters() | self.scale_id._parameters() | self.parameter_id | measures

    def _read(self, value_of):
        """Return this tier as `tools.standing.amounts.Tier`."""
        self.ensure_one()
        return Tier(
            self.id,
            tuple(Criterion(rule.id, rule._test(value_of)) for rule in self.rule_ids),
            scale=self.scale_id._read(value_of) if self.scale_id else None,
            number=value_of(self.parameter_id) if self.parameter_id else None,
            less=self.less_measure_id._read(value_of) if self.less_measure_id else None,
            divisor=Decimal(str(self.less_divisor)),
            not_above="rent" if self.not_above_rent else None,
            unit=Decimal("0.0001") if self.each == "kwh" else CENT,
            by_place=self.by_place,
        )
