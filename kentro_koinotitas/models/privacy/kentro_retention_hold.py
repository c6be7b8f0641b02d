from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroRetentionHold(models.Model):
    """A file that is kept whatever the periods say: a trial, an audit, an inquiry."""

    _name = "kentro.retention.hold"
    _inherit = ["kentro.file.number.mixin"]
    _description = "Legal hold"
    _order = "id desc"
    _rec_name = "reference"

    user_id = fields.Many2one(
        "res.users", "Set by", required=True, readonly=True, default=lambda self: self.env.user, ondelete="restrict"
    )
    reason = fields.Char(required=True, help="Which proceeding: its number, not what it is about")
    active = fields.Boolean("In force", default=True)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([vals if self.env.su else {**vals, "user_id": self.env.uid} for vals in vals_list])

    def write(self, vals):
        if not self.env.su and not vals.keys() <= {"active", "reason"}:
            raise UserError(self.env._("A legal hold is lifted and set anew, not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A legal hold is lifted, not deleted."))

    def _check_file(self, person, case):
        if not self.env.user.has_group("kentro_koinotitas.group_dpo"):
            self._refuse_unseen(person)
            self._refuse_unseen(case)

    def action_lift(self):
        self.active = False
