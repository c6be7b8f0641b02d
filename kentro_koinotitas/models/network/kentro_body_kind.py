from odoo import fields, models


class KentroBodyKind(models.Model):
    """What sort of body a request can be referred to."""

    _name = "kentro.body.kind"
    _description = "Kind of Body"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "Another kind of body has this code already.")
