from odoo import models


class ResPartner(models.Model):
    """The contact is part of the file: it is not changed past a restriction either."""

    _inherit = "res.partner"

    def write(self, vals):
        if not self.env.su:
            People = self.env["kentro.beneficiary"]
            contacts = People._restricted()[1].intersection(self._ids)
            if contacts:
                # sudo: whose contacts they are is asked to refuse
                People._refuse_restricted(self.browse(contacts).sudo().kentro_beneficiary_ids.ids)
        return super().write(vals)
