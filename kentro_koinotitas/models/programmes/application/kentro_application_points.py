from odoo import api, fields, models

from ..ruleset.kentro_ruleset_check import reads_of_team


class KentroApplication(models.Model):
    """Where a programme gives points, an application has them as of its day of submission; until then, of today."""

    _inherit = "kentro.application"

    is_scored = fields.Boolean(compute="_compute_points", store=True)
    points = fields.Float(
        compute="_compute_points",
        store=True,
        digits=(8, 2),
        aggregator=None,
        help="For certain, by what is known of the household on the day of submission; until then, today",
    )

    @api.depends("ruleset_id", "submitted_on", "household_id", "beneficiary_id", "concerns_id", "case_id")
    def _compute_points(self):
        self.is_scored, self.points = False, 0
        today = fields.Date.context_today(self)
        scored = self.filtered(lambda application: application.ruleset_id._scores())
        for day, applications in scored.grouped(lambda a: a.submitted_on or today).items():
            # as superuser, as the checklist: one number, whoever looks
            recorded = applications.sudo().household_id._recorded(day)
            for application in applications:
                points = application._points_on(day, recorded[application.household_id])
                application.is_scored, application.points = points is not None, float(points or 0)

    def _points_on(self, day, recorded):
        """Decimal, or None where they would tell the desk what the team of a case alone reads."""
        person = (self.concerns_id or self.beneficiary_id).id if self.ruleset_id.about == "person" else None
        if person and person not in [member.person for member in recorded.members]:
            return None
        asked = self.ruleset_id._compiled(day)[0]
        if not self.sudo().case_id and reads_of_team(self.env, [criterion.test.points for criterion in asked]):
            return None
        return self.ruleset_id._score(recorded, day, person)

    def _refresh_papers(self):
        super()._refresh_papers()
        self.env.add_to_compute(self._fields["points"], self)
