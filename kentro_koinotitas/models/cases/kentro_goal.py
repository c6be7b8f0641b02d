from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KentroGoal(models.Model):
    """What the plan of a case is to reach, on one dimension of needs."""

    _name = "kentro.goal"
    _description = "Goal"
    _order = "target_date, id"
    _kentro_file = True

    case_id = fields.Many2one("kentro.case", required=True, index=True, ondelete="cascade")
    name = fields.Char("Goal", required=True)
    dimension_id = fields.Many2one("kentro.dimension", "Dimension", ondelete="restrict")
    user_id = fields.Many2one("res.users", "Responsible", default=lambda self: self.env.user, ondelete="restrict")
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

    @api.model_create_multi
    def create(self, vals_list):
        goals = super().create(vals_list)
        goals.case_id._refuse_if_ended()
        return goals

    @api.constrains("case_id")
    def _check_referrals(self):
        for goal in self:
            if goal.referral_ids.case_id - goal.case_id:
                raise ValidationError(
                    self.env._("«%s»: a referral of its case serves this goal, so it stays in that case.", goal.name)
                )
