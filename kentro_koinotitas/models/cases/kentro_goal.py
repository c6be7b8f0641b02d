from odoo import fields, models


class KentroGoal(models.Model):
    """What the plan of a case is to reach, on one dimension of needs."""

    _name = "kentro.goal"
    _description = "Goal"
    _order = "target_date, id"
    _kentro_file = True

    case_id = fields.Many2one("kentro.case", required=True, index=True, ondelete="cascade")
    name = fields.Char("Goal", required=True)
    dimension_id = fields.Many2one("kentro.dimension", "Dimension", ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", "Responsible", default=lambda self: self.env.user, ondelete="restrict"
    )
    target_date = fields.Date("Target date")
    state = fields.Selection(
        [
            ("open", "In progress"),
            ("reached", "Reached"),
            ("partly", "Partly reached"),
            ("dropped", "Dropped"),
        ],
        "Status",
        default="open",
        required=True,
    )
    outcome = fields.Char("Result")
    referral_ids = fields.One2many("kentro.referral", "goal_id", "Referrals")
