from odoo import api, models


class KentroLawMixin(models.AbstractModel):
    """Part of the law as data: read once and kept, since each check of a household needs all of it.

    Whoever changes a part lets all of it be read anew.
    """

    _name = "kentro.law.mixin"
    _description = "Part of the law as data"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
