from odoo import api, fields, models


class BenchTier(models.Model):
    """A record that is approved the way OCA's addon does it."""

    _name = "bench.tier"
    _inherit = ["tier.validation", "mail.thread"]
    _description = "Record with a tier validation"

    name = fields.Char(required=True)
    state = fields.Selection([("draft", "Draft"), ("confirmed", "Confirmed"), ("cancel", "Cancelled")], default="draft")

    def action_confirm(self):
        self.write({"state": "confirmed"})


class TierDefinition(models.Model):
    _inherit = "tier.definition"

    @api.model
    def _get_tier_validation_model_names(self):
        return [*super()._get_tier_validation_model_names(), "bench.tier"]
