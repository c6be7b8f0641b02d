from odoo import api, models


class KentroMerge(models.Model):
    """Entries are merged past their records: a restricted one is asked for before."""

    _inherit = "kentro.merge"

    @api.model
    def _check_may_merge(self, people):
        super()._check_may_merge(people)
        people._kentro_refuse_restricted()
