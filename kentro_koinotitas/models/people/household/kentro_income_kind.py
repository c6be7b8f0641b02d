from odoo import fields, models
from odoo.exceptions import ValidationError

NATURES = [
    ("work", "Work"),
    ("pension", "Pension"),
    ("benefit", "Benefit"),
    ("support", "Support by others"),
    ("property", "Property and savings"),
    ("none", "No income"),
]


class KentroIncomeKind(models.Model):
    """A kind of income, as declarations and the programmes tell them apart; a list of the centre."""

    _name = "kentro.income.kind"
    _description = "Kind of income"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    nature = fields.Selection(
        NATURES, required=True, default="work", help="Sums are told by it: programmes count some and leave out others"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "This code is taken.")

    def write(self, vals):
        """What is declared already keeps its meaning."""
        changed = {"code", "nature"}.intersection(vals)
        kinds = self.filtered(lambda kind: any(kind[name] != vals[name] for name in changed))
        # sudo: whether the kind is in use anywhere, not by whom
        if kinds and self.env["kentro.income"].sudo().with_context(active_test=False).search_count(
            [("kind_id", "in", kinds.ids)], limit=1
        ):
            raise ValidationError(
                self.env._("Incomes of this kind are declared already. Archive the kind and make another.")
            )
        return super().write(vals)
