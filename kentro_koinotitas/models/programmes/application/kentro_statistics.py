from odoo import fields, models


class KentroStatistics(models.Model):
    """Applications are counted too, of all programmes together: a rare one would name somebody."""

    _inherit = "kentro.statistics"

    process = fields.Selection(selection_add=[("application", "Application")])

    def _counted(self):
        return [*super()._counted(), ("application", "kentro_application", "date", "TRUE")]
