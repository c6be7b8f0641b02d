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
        self._read_anew()
        parts = super().create(vals_list)
        parts._refuse_if_in_force()
        return parts

    def write(self, vals):
        if vals.keys() & self._LAW:
            self._refuse_if_in_force()
        self._read_anew()
        done = super().write(vals)
        if vals.keys() & self._LAW:
            self._refuse_if_in_force()  # nor is anything moved into what is in force
        return done

    def unlink(self):
        self._read_anew()
        return super().unlink()

    def _read_anew(self):
        """Forget what was read of the law; once more when it is done, for whoever read it in the meantime."""
        self.env.registry.clear_cache()
        self.env.cr.postcommit.add(self.env.registry.clear_cache)

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_in_force(self):
        self._refuse_if_in_force()

    def _refuse_if_in_force(self):
        """Refuse to change what rules in force rest on."""
