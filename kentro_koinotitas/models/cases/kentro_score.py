from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class KentroScore(models.Model):
    """One dimension of one assessment. A low score asks for a goal, or a reason why there is
    none.
    """

    _name = "kentro.score"
    _description = "Score of a dimension"
    _order = "assessment_id, sequence, id"
    _kentro_file = True

    assessment_id = fields.Many2one(
        "kentro.assessment", required=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one(related="assessment_id.case_id", store=True, index=True)
    dimension_id = fields.Many2one(
        "kentro.dimension", "Dimension", required=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="dimension_id.sequence", store=True)
    score = fields.Integer(help="1 (crisis) to 10 (thriving); 0: not assessed.", aggregator="avg")
    previous_score = fields.Integer("Before", compute="_compute_previous_score")
    comment = fields.Char("What was seen")
    no_goal_reason = fields.Char("Why no goal")
    is_low = fields.Boolean("Low", compute="_compute_is_low", store=True)
    is_open = fields.Boolean("Needs a goal", compute="_compute_is_open", store=True)

    _dimension = models.UniqueIndex(
        "(assessment_id, dimension_id)", "This dimension is scored already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        scores = super().create(vals_list)
        scores._refuse_if_submitted()
        return scores

    def write(self, vals):
        self._refuse_if_submitted()
        done = super().write(vals)
        if "assessment_id" in vals:
            self._refuse_if_submitted()  # nor does a score come in from another assessment
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_while_open(self):
        self._refuse_if_submitted()

    def _refuse_if_submitted(self):
        """What was submitted is what is approved: its scores stay as they are until it is
        returned.
        """
        closed = (
            self.assessment_id.filtered(lambda a: a.stage_kind not in ("new", "ongoing"))
            if not self.env.su
            else None
        )
        if closed:
            raise UserError(
                self.env._(
                    "%(assessment)s: stage «%(stage)s», its scores are not changed any more.",
                    assessment=closed[0].display_name,
                    stage=closed[0].stage_id.name,
                )
            )

    @api.constrains("score")
    def _check_score(self):
        for line in self:
            if not 0 <= line.score <= 10:
                raise ValidationError(
                    self.env._(
                        "%(dimension)s: a score goes from 1 (crisis) to 10 (thriving), not "
                        "%(score)s.",
                        dimension=line.dimension_id.name,
                        score=line.score,
                    )
                )

    @api.depends("assessment_id.previous_id")
    def _compute_previous_score(self):
        for line in self:
            before = line.assessment_id.previous_id.score_ids.filtered(
                lambda s, dimension=line.dimension_id: s.dimension_id == dimension
            )
            line.previous_score = before.score

    @api.depends("score", "dimension_id.low_score")
    def _compute_is_low(self):
        for line in self:
            line.is_low = 0 < line.score <= line.dimension_id.low_score

    @api.depends(
        "is_low", "no_goal_reason", "case_id.goal_ids.dimension_id", "case_id.goal_ids.state"
    )
    def _compute_is_open(self):
        for line in self:
            goals = line.case_id.goal_ids.filtered(lambda goal: goal.state != "dropped")
            line.is_open = (
                line.is_low
                and not line.no_goal_reason
                and line.dimension_id not in goals.dimension_id
            )
