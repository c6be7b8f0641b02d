from odoo import fields, models


class KentroDimension(models.Model):
    """A side of a household's life that an assessment scores from 1 (crisis) to 10 (thriving)."""

    _name = "kentro.dimension"
    _description = "Dimension of needs"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    low_score = fields.Integer(
        "Low up to",
        default=4,
        required=True,
        help="A score up to this one calls for a goal, or a reason why there is none.",
    )
    help_text = fields.Text("What to look at", translate=True)
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "There is already a dimension with this code.")
    _low_score = models.Constraint("CHECK (low_score BETWEEN 0 AND 10)", "Scores go from 1 to 10.")
