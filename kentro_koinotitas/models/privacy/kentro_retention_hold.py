from odoo import api, fields, models


class KentroRetentionHold(models.Model):
    """A file that is kept whatever the periods say: a trial, an audit, an inquiry."""

    _name = "kentro.retention.hold"
    _inherit = ["kentro.lifted.mixin"]
    _description = "Legal hold"
    _order = "id desc"
    _rec_name = "reference"

    user_id = fields.Many2one(
        "res.users", "Set by", required=True, readonly=True, default=lambda self: self.env.user, ondelete="restrict"
    )
    reason = fields.Char(help="Which proceeding: its number, not what it is about")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([vals if self.env.su else {**vals, "user_id": self.env.uid} for vals in vals_list])
