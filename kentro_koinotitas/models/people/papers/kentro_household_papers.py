from odoo import fields, models


class KentroHousehold(models.Model):
    _inherit = "kentro.household"

    document_ids = fields.One2many("kentro.document", "household_id", "Papers")
