from odoo import fields, models


class KentroProgrammeName(models.Model):
    """What a programme was called, and who answered for it, from – to."""

    _name = "kentro.programme.name"
    _inherit = ["kentro.law.mixin"]
    _description = "Name of a Programme"
    _order = "programme_id, date_from desc nulls last, id desc"

    programme_id = fields.Many2one("kentro.programme", required=True, index=True, ondelete="cascade")
    name = fields.Char(required=True, translate=True)
    abbreviation = fields.Char()
    authority = fields.Char(translate=True)
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    to_confirm = fields.Boolean("To be confirmed", help="The source of this name or its dates is weak.")

    _dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_from <= date_to)", "A name cannot end before it begins."
    )
