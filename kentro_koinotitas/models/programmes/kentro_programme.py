from odoo import fields, models


class KentroProgramme(models.Model):
    """A programme or benefit, under today's name; found under its old names too."""

    _name = "kentro.programme"
    _description = "Programme"
    _order = "sequence, id"
    _rec_names_search = ["name", "code", "name_ids.name", "name_ids.abbreviation", "name_ids.authority"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    authority = fields.Char(translate=True, help="Who decides on it today.")
    legal_act_id = fields.Many2one("kentro.legal.act", "Legal basis", ondelete="restrict")
    name_ids = fields.One2many("kentro.programme.name", "programme_id", "Names over time")

    _code = models.UniqueIndex("(code)", "Another programme has this code already.")
