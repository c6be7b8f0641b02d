from odoo import api, models
from odoo.fields import Domain


class IrRule(models.Model):
    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        """A contact follows its beneficiary: for the beneficiary, asking the contact's rules asks twice.

        Odoo adds to a model's rules those of the model it delegates to. Here they would only say
        again, for every row, what the beneficiary's own rule has said.
        """
        domain = super()._compute_domain(model_name, mode)
        if model_name == "kentro.beneficiary":
            domain = domain.map_conditions(lambda leaf: Domain.TRUE if leaf.field_expr == "partner_id" else leaf)
        return domain
