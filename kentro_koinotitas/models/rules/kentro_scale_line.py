import ast
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.standing.scales import ENDLESS, Line


class KentroScaleLine(models.Model):
    """What some members of a household add: the first adult so much, each further one so much."""

    _name = "kentro.scale.line"
    _inherit = ["kentro.law.mixin"]
    _description = "Line of a Scale"
    _order = "scale_id, sequence, id"

    scale_id = fields.Many2one("kentro.scale", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(
        "For", required=True, translate=True, help="As the explanation says it: «for each further adult»"
    )
    head_count_id = fields.Many2one(
        "kentro.head.count", "Counted", ondelete="restrict", help="Empty: once, whoever the household is made of"
    )
    first = fields.Integer("From the", default=1, required=True, help="1: from the first of them on")
    last = fields.Integer("To the", help="The last of them that counts here; 0: all the others")
    when_domain = fields.Char("Only when", default="[]", required=True, help="A condition on the household")
    parameter_id = fields.Many2one("kentro.parameter", "Amount", ondelete="restrict")
    number = fields.Float("Or a number", digits=(16, 4), aggregator=None)
    is_less = fields.Boolean("Taken off", help="This line makes the amount smaller")

    _places = models.Constraint(
        "CHECK (first >= 1 AND (last = 0 OR last >= first))",
        "A line of a scale goes from the first place to a later one.",
    )

    @api.constrains("parameter_id", "number")
    def _check_weight(self):
        for line in self:
            if bool(line.parameter_id) == bool(line.number):
                raise ValidationError(
                    self.env._(
                        "Line «%s»: give the parameter that says how much, or a number, one of the two.", line.name
                    )
                )

    @api.constrains("when_domain")
    def _check_when_domain(self):
        for line in self:
            self.env["kentro.rule"]._check_condition(line.when_domain, "kentro.household.facts", line.scale_id.name)

    @api.constrains("first", "last", "head_count_id")
    def _check_places(self):
        self.scale_id.line_ids._check_no_hole()

    def _check_no_hole(self):
        """Of those who are counted alike and under the same condition, nobody between two lines is left out."""
        alike = self.grouped(lambda line: (line.scale_id, line.head_count_id, line.when_domain))
        for (_scale, counted, _when), lines in alike.items():
            lines = lines.sorted("first")
            reach = lines[0].last or ENDLESS
            for line in lines[1:]:
                if line.first > reach + 1:
                    raise ValidationError(
                        self.env._(
                            "The scale has a hole: of «%(counted)s», nothing is said of number %(place)s. "
                            "Let the line before reach to it.",
                            counted=counted.name or line.name,
                            place=reach + 1,
                        )
                    )
                reach = max(reach, line.last or ENDLESS)

    def _read(self, value_of):
        self.ensure_one()
        weight = value_of(self.parameter_id) if self.parameter_id else Decimal(str(self.number))
        return Line(
            weight=-weight if self.is_less else weight,
            of=ast.literal_eval(self.head_count_id.domain) if self.head_count_id else None,
            first=self.first,
            last=self.last or ENDLESS,
            when=tuple(ast.literal_eval(self.when_domain)),
        )
