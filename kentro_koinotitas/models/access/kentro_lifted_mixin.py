from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroLiftedMixin(models.AbstractModel):
    """Something set on a file for a reason, and lifted: it is neither changed nor deleted, that it was there stays."""

    _name = "kentro.lifted.mixin"
    _inherit = ["kentro.file.number.mixin"]
    _description = "Set on a file, and lifted"

    # What is changed of it afterwards.
    _kentro_changed = frozenset({"active", "reason"})

    reason = fields.Char(required=True)
    active = fields.Boolean("In force", default=True, readonly=True)  # its button lifts it, not «Archive»

    def write(self, vals):
        if not vals.keys() <= self._kentro_changed and not self.env.su:
            raise UserError(self.env._("What is set on a file is lifted and set anew, not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What is set on a file is lifted, not deleted: that it was there stays known."))

    @api.model
    def _named_files(self, model):
        files = super()._named_files(model)
        # sudo: the officer names any file of the municipality, by a number that says nothing of the person
        return files.sudo() if self.env.user.has_group("kentro_koinotitas.group_dpo") else files

    def _check_file(self, person, case):
        if not self.env.user.has_group("kentro_koinotitas.group_dpo"):
            self._refuse_unseen(person)
            self._refuse_unseen(case)

    def action_lift(self):
        self.active = False
