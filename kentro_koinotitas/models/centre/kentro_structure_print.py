from odoo import fields, models


class KentroStructure(models.Model):
    """What every print of a structure carries: the emblem and text of the act that pays for it."""

    _inherit = "kentro.structure"

    def _funded_act_on(self, date=None):
        """The funded act of this structure in force on ``date`` (today if not given), or none."""
        self.ensure_one()
        date = date or fields.Date.context_today(self)
        # sudo: what stands on every print is public
        acts = self.sudo().funded_act_ids.filtered(
            lambda act: (not act.date_from or act.date_from <= date) and (not act.date_to or date <= act.date_to)
        )
        return acts.sorted("date_from", reverse=True)[:1]
