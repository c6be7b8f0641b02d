from odoo import models


class ResCompany(models.Model):
    """The hours of the municipality are those of records that belong to no structure."""

    _inherit = "res.company"

    def write(self, vals):
        done = super().write(vals)
        if "resource_calendar_id" in vals:
            self.env["kentro.structure"]._mark_stale_of(self)
        return done
