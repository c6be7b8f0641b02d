from odoo import fields, models


class KentroStructure(models.Model):
    _inherit = "kentro.structure"

    programme_ids = fields.Many2many(
        "kentro.programme",
        string="Programmes",
        help="Programmes about which the structure informs and for which it helps to apply.",
    )
