from odoo import api, models


class KentroLawMixin(models.AbstractModel):
    """Part of the law as data: read once and kept, since each check of a household needs all of it.

    Whoever changes a part lets all of it be read anew. What rules in force rest on is followed by something new,
    never rewritten: else a day that has passed would be judged otherwise today.
    """

    _name = "kentro.law.mixin"
    _description = "Part of the law as data"

    _LAW = frozenset()  # the fields that say what the law is

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        parts = super().create(vals_list)
        parts._refuse_if_in_force()
        return parts

    def write(self, vals):
        if vals.keys() & self._LAW:
            self._refuse_if_in_force()
        self.env.registry.clear_cache()
        done = super().write(vals)
        if vals.keys() & self._LAW:
            self._refuse_if_in_force()  # nor is anything moved into what is in force
        return done

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_in_force(self):
        self._refuse_if_in_force()

    def _refuse_if_in_force(self):
        """Refuse to change what rules in force rest on."""
