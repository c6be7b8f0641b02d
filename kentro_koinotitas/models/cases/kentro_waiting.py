from odoo import fields, models


class KentroWaiting(models.Model):
    """Where records wait, by structure: every process of the centre has one."""

    _inherit = "kentro.waiting"

    _FROM_RECORD = ("company_id", "structure_id")

    structure_id = fields.Many2one("kentro.structure", "Structure", readonly=True)
