from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..ruleset.kentro_rule import FACTS
from . import law_trial


class KentroRule(models.Model):
    """A rule that is being written says at once what it finds of the examples."""

    _inherit = "kentro.rule"

    trial = fields.Json("Tried on the examples", compute="_compute_trial")

    @api.depends(
        "model_id", "kind", "when_domain", "must_domain", "measure_id", "compare", "limit_parameter_id", "limit_number",
        "limit_scale_id", "point_ids.part_id", "point_ids.points", "point_ids.alternative",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_trial(self):
        for rule in self:
            rule.trial = rule._tried() if rule.model in FACTS.values() and rule.kind != "document" else False

    def _tried(self):
        try:
            self._check_domains()
            self._check_means()
            self._check_points()
        except ValidationError as error:
            return {"fault": str(error)}
        return law_trial.rows(self, self._origin._rulesets(), law_trial.of_rule)


class KentroScale(models.Model):
    """A scale that is being written says at once what it comes to for the examples."""

    _inherit = "kentro.scale"

    trial = fields.Json("Tried on the examples", compute="_compute_trial")

    @api.depends(
        "base_id", "factor", "cap_id", "line_ids.head_count_id", "line_ids.first", "line_ids.last", "line_ids.number",
        "line_ids.when_domain", "line_ids.parameter_id", "line_ids.is_less",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_trial(self):
        for scale in self:
            scale.trial = law_trial.rows(scale, scale._origin._rulesets(), law_trial.of_scale)
