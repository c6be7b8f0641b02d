from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...people.household.kentro_income_kind import NATURES


class KentroMeasureShare(models.Model):
    """How much of some incomes a measure counts: 80 % of wages, nothing of a benefit."""

    _name = "kentro.measure.share"
    _inherit = ["kentro.law.mixin"]
    _description = "Share of an income that counts"
    _order = "measure_id, id"

    measure_id = fields.Many2one("kentro.measure", required=True, index=True, ondelete="cascade")
    kind_id = fields.Many2one("kentro.income.kind", "Kind of income", ondelete="restrict")
    nature = fields.Selection(NATURES, help="Or all incomes of this nature; neither: all that no other line names")
    parameter_id = fields.Many2one("kentro.parameter", "Counts (%)", ondelete="restrict")
    percent = fields.Float("Or per cent", digits=(5, 2), aggregator=None)

    _percent = models.Constraint("CHECK (percent BETWEEN 0 AND 100)", "From 0 to 100 per cent of an income count.")

    @api.constrains("kind_id", "nature")
    def _check_which(self):
        if any(share.kind_id and share.nature for share in self):
            raise ValidationError(self.env._("Name a kind of income or a nature, not both."))
