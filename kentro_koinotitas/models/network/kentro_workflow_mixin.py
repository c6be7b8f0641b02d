from odoo import models


class KentroWorkflowMixin(models.AbstractModel):
    _inherit = "kentro.workflow.mixin"

    def _filter_recipients(self, partners):
        """A letter may reach a body of the network too; the contact of a beneficiary never."""
        # as superuser: whether a contact is a body does not depend on who asks
        bodies = partners.sudo().filtered("is_kentro_body").with_env(partners.env)
        return (super()._filter_recipients(partners) | bodies) - partners._kentro_hidden_among()
