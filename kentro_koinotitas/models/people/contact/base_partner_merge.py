from odoo import api, models
from odoo.exceptions import UserError


class BasePartnerMerge(models.TransientModel):
    """Odoo's merge works by SQL and deletes rows that stand in its way: beneficiaries stay out of it."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids) | (dst_partner or self.env["res.partner"])
        if partners._kentro_hidden_among():
            raise UserError(self.env._("Contacts of beneficiaries are not merged here but in the register."))
        return super()._merge(partner_ids, dst_partner, extra_checks)

    @api.model
    def _generate_query(self, fields, maximum_group=100):
        query = super()._generate_query(fields, maximum_group)
        shown = "FROM (SELECT * FROM res_partner WHERE kentro_hidden IS NOT TRUE) AS res_partner"
        return query.replace("FROM res_partner", shown)
