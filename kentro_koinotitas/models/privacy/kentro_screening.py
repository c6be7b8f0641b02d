from odoo import models
from odoo.fields import Domain


class KentroScreening(models.TransientModel):
    """Households of people who had the use of their data restricted, or were anonymised, are not looked at."""

    _inherit = "kentro.screening"

    def _households_looked_at(self):
        domain = super()._households_looked_at()
        people = self.env["kentro.beneficiary"]._restricted()[0]
        if not people:
            return domain
        members = self.env["kentro.household.member"]._on(self.on_date) & Domain("beneficiary_id", "in", list(people))
        return domain & Domain("member_ids", "not any", members)
