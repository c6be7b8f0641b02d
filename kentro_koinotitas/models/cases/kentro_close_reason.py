from odoo import fields, models


class KentroCloseReason(models.Model):
    """Why a case was closed."""

    _name = "kentro.close.reason"
    _description = "Reason of closing"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "There is already a reason with this code.")
