from odoo import fields, models


class KentroDataCategory(models.Model):
    """What a consent allows to be told: identity, contact, income … in words a citizen understands."""

    _name = "kentro.data.category"
    _description = "Category of data"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
