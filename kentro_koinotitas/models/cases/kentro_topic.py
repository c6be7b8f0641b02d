from odoo import fields, models


class KentroTopic(models.Model):
    """What a request is about."""

    _name = "kentro.topic"
    _description = "Topic"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    axis = fields.Selection(
        [("a", "A"), ("b", "B"), ("c", "C")],
        help="The axis of services under which such a request is counted.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "Another topic has this code already.")
