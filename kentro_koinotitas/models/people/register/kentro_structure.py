from odoo import fields, models

from ..papers.kentro_expiring_mixin import DAYS


class KentroStructure(models.Model):
    _inherit = "kentro.structure"

    expiry_days = fields.Integer(
        "Warn of expiry", default=DAYS, help="How many days ahead papers that expire are listed at this structure"
    )

    _expiry_days = models.Constraint("CHECK (expiry_days >= 0)", "Papers are listed before they expire: give days.")
