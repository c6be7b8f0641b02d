from odoo import api, fields, models
from odoo.tools import format_date


class KentroRetentionHold(models.Model):
    """A file that is kept whatever the periods say: a trial, an audit, an inquiry.

    It is looked at again on a day named when it is set, and lifted by somebody: never by itself.
    """

    _name = "kentro.retention.hold"
    _inherit = ["kentro.lifted.mixin"]
    _description = "Legal hold"
    _order = "id desc"
    _rec_name = "reference"
    _kentro_changed = frozenset({"active", "reason", "review_on"})

    user_id = fields.Many2one(
        "res.users", "Set by", required=True, readonly=True, default=lambda self: self.env.user, ondelete="restrict"
    )
    reason = fields.Char(help="Which proceeding: its number, not what it is about")
    review_on = fields.Date("Look at it again on", help="Whoever set it and the officer are told that day")
    told_on = fields.Date(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        mine = {} if self.env.su else {"user_id": self.env.uid, "told_on": False}
        return super().create([{**vals, **mine} for vals in vals_list])

    @api.model
    def _cron_tell(self):
        """Each day: who set a hold, and the officers, are told once for each day named that it is to be looked at."""
        today = fields.Date.context_today(self)
        due = self.search([("review_on", "<=", today)]).filtered(lambda h: not h.told_on or h.told_on < h.review_on)
        for hold in due:
            told = hold.user_id.filtered("active") | self.env["res.users"]._kentro_officers(hold.company_id)
            self.env["mail.activity"]._kentro_tell(
                told, lambda env, hold=hold: env._(
                    "Is the legal hold on %(number)s still needed? It was to be looked at on %(date)s",
                    number=hold.reference, date=format_date(env, hold.review_on)))  # fmt: skip
        due.told_on = today
