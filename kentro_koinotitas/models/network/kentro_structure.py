from odoo import fields, models


class KentroStructure(models.Model):
    _inherit = "kentro.structure"

    service_ids = fields.One2many("kentro.service", "structure_id", "Services")
