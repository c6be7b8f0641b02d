from odoo import fields, models


class KentroSpecialty(models.Model):
    _name = "kentro.specialty"
    _description = "Specialty"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "Another specialty has this code already.")
