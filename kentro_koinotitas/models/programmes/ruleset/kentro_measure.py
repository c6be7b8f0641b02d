from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ....tools.standing.measures import Measure
from ...people.household.kentro_asset import KINDS as ASSETS


class KentroMeasure(models.Model):
    """A sum that a means test is about: which incomes or belongings, of whom, of what time."""

    _name = "kentro.measure"
    _inherit = ["kentro.law.mixin"]
    _description = "Measure"
    _order = "code"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    of = fields.Selection([("income", "Incomes"), ("asset", "Belongings")], required=True, default="income")
    whose = fields.Selection(
        [
            ("household", "All the household"),
            ("person", "The person"),
            ("couple", "The person and her spouse or partner"),
        ],
        required=True,
        default="household",
    )
    window = fields.Selection(
        [("months", "The months before the day"), ("year", "A calendar year before")], default="months"
    )
    window_count = fields.Integer(
        "How many", default=6, help="Months before the day; or 1 for last year, 2 for the one before"
    )
    asset_kind = fields.Selection(ASSETS, "Belongings of the kind")
    share_ids = fields.One2many("kentro.measure.share", "measure_id", "What counts", copy=True)
    legal_act_id = fields.Many2one("kentro.legal.act", "Legal act", ondelete="restrict")
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "Another measure has this code already.")

    @api.constrains("of", "window", "window_count", "asset_kind")
    def _check_parts(self):
        for measure in self:
            if measure.of == "asset" and not measure.asset_kind:
                raise ValidationError(self.env._("«%s»: say which belongings are summed up.", measure.name))
            if measure.of == "income" and (not measure.window or measure.window_count < 1):
                raise ValidationError(self.env._("«%s»: say the incomes of which time are summed up.", measure.name))

    def _read(self, value_of):
        """Return this measure as `tools.standing.measures.Measure`; ``value_of`` gives the Decimal of a parameter."""
        self.ensure_one()
        if self.of == "asset":
            return Measure("asset", {self.asset_kind: Decimal(1)}, self.whose)
        kinds = {"": Decimal(1)}
        for share in self.share_ids:
            percent = value_of(share.parameter_id) if share.parameter_id else Decimal(str(share.percent))
            kinds[share.kind_id.code or share.nature or ""] = percent / 100
        return Measure("income", kinds, self.whose, (self.window, self.window_count))
