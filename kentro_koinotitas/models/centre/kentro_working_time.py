from odoo import models


class KentroWorkingTime(models.Model):
    """A working time is that of a structure; a municipality's own is that of a structure with its hours."""

    _inherit = "kentro.working.time"

    def _get_structure(self):
        """Return the structure whose hours these are; for a municipality one that is not stored."""
        self.ensure_one()
        owner = self.env[self.model].browse(self.res_id)
        if self.model == "res.company":
            hours = {"company_id": owner.id, "calendar_id": owner.resource_calendar_id.id}
            return self.env["kentro.structure"].new(hours)
        return owner

    def _get_zone(self):
        return self._get_structure().calendar_id.tz or super()._get_zone()

    def _get_spans(self, first, last):
        structure = self._get_structure()
        return structure._opening_spans(first, last)[structure]
