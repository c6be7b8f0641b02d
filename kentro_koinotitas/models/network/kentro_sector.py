from odoo import fields, models


class KentroSector(models.Model):
    _name = "kentro.sector"
    _description = "Sector"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)

    _code = models.UniqueIndex("(code)", "Another sector has this code already.")
