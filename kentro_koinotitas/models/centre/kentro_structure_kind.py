from odoo import fields, models


class KentroStructureKind(models.Model):
    """What a structure is: its type is what code relies on, its name what people call it."""

    _name = "kentro.structure.kind"
    _description = "Kind of Structure"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    type = fields.Selection(
        [("central", "Central structure"), ("annex", "Annex"), ("mobile", "Mobile unit")], required=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "Another kind of structure has this code already.")
