from odoo import fields, models


class KentroLogErasure(models.Model):
    """That the reason of a move was erased, by whom and when: a reason that is gone without this was taken away."""

    _name = "kentro.log.erasure"
    _inherit = ["kentro.append.only"]
    _description = "Erased reason of a move"
    _order = "id desc"
    _log_access = False

    log_id = fields.Many2one("kentro.transition.log", "Move", required=True, readonly=True, ondelete="restrict")
    date = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")

    _log = models.UniqueIndex("(log_id)", "The reason of this move was erased before.")
