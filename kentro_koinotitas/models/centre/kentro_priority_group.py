from odoo import fields, models


class KentroPriorityGroup(models.Model):
    """Whom a structure serves first. It orders access and never shuts anybody out."""

    _name = "kentro.priority.group"
    _description = "Priority Group"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    is_special = fields.Boolean(
        "Special category of data", help="Says whom a structure or service is for; never recorded with a person."
    )
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "Another priority group has this code already.")
