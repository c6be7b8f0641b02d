from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.standing.scales import Scale


class KentroScale(models.Model):
    """An amount by who a household is made of: a guaranteed income, a limit, an equivalence scale, an allowance."""

    _name = "kentro.scale"
    _inherit = ["kentro.law.mixin"]
    _description = "Scale"
    _order = "code"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    line_ids = fields.One2many("kentro.scale.line", "scale_id", "Lines", copy=True)
    base_id = fields.Many2one("kentro.scale", "Starts from", ondelete="restrict", help="Its amount comes first")
    factor = fields.Float("Times", digits=(16, 4), default=1.0, required=True, help="6 makes six months of a month")
    cap_id = fields.Many2one("kentro.parameter", "Not above", ondelete="restrict")
    legal_act_id = fields.Many2one("kentro.legal.act", "Legal act", ondelete="restrict")
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "Another scale has this code already.")
    _factor = models.Constraint("CHECK (factor > 0)", "A scale is multiplied by more than 0.")

    @api.constrains("base_id")
    def _check_base_id(self):
        for scale in self:
            if scale._has_cycle("base_id"):
                raise ValidationError(
                    self.env._(
                        "Scale «%(scale)s» cannot start from «%(base)s», which starts from it, directly or by others. "
                        "Choose another one under «Starts from», or none.",
                        scale=scale.name,
                        base=scale.base_id.name,
                    )
                )

    @api.constrains("line_ids", "base_id")
    def _check_lines(self):
        for scale in self:
            if not scale.line_ids and not scale.base_id:
                raise ValidationError(
                    self.env._("Scale «%s» has no line, and starts from no other: it says nothing.", scale.name)
                )
            scale.line_ids._check_no_hole()

    def _parameters(self):
        """The parameters that these scales and those they start from are stated in."""
        scales = self
        while more := scales.base_id - scales:
            scales |= more
        return scales.cap_id | scales.line_ids.parameter_id

    def _read(self, value_of):
        """Return this scale as `tools.standing.scales.Scale`; ``value_of`` gives the Decimal of a parameter."""
        self.ensure_one()
        return Scale(
            lines=tuple(line._read(value_of) for line in self.line_ids),
            cap=value_of(self.cap_id) if self.cap_id else None,
            base=self.base_id._read(value_of) if self.base_id else None,
            factor=Decimal(str(self.factor)),
        )
