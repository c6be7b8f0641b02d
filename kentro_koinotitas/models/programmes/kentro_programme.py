from odoo import api, fields, models


class KentroProgramme(models.Model):
    """A programme or benefit, under today's name; found under its old names too."""

    _name = "kentro.programme"
    _inherit = ["kentro.law.mixin"]
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

    known_as = fields.Char("Known as", compute="_compute_known_as", help="Short names, the newest first.")

    _code = models.UniqueIndex("(code)", "Another programme has this code already.")

    @api.depends("name_ids.abbreviation")
    def _compute_known_as(self):
        for programme in self:
            names = filter(None, programme.name_ids.mapped("abbreviation"))
            programme.known_as = ", ".join(dict.fromkeys(names))
