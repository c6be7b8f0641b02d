"""What rests on what: from a rule to the programmes and steps that ask it, from a number to all that rests on it."""

from collections import defaultdict

from odoo import api, fields, models


class KentroRule(models.Model):
    _inherit = "kentro.rule"

    ruleset_ids = fields.Many2many("kentro.ruleset", string="In the rules of", compute="_compute_map")
    parameter_ids = fields.Many2many("kentro.parameter", string="Rests on the numbers", compute="_compute_map")
    is_in_force = fields.Boolean(compute="_compute_map", help="Part of rules that are published")
    step_ids = fields.Many2many("kentro.transition", string="Guards the steps", compute="_compute_map")

    @api.depends("transition_ids", "measure_id", "limit_parameter_id", "limit_scale_id")
    def _compute_map(self):
        for rule in self:
            rule.ruleset_ids = rule._origin._rulesets()
            rule.is_in_force = "published" in rule.ruleset_ids.mapped("state")
            rule.parameter_ids = rule._parameters()
            rule.step_ids = rule.transition_ids


class KentroScale(models.Model):
    _inherit = "kentro.scale"

    rule_ids = fields.Many2many("kentro.rule", string="Rules that use it", compute="_compute_map")
    ruleset_ids = fields.Many2many("kentro.ruleset", string="In the rules of", compute="_compute_map")
    is_in_force = fields.Boolean(compute="_compute_map", help="Part of rules that are published")

    @api.depends("base_id")
    def _compute_map(self):
        for scale in self:
            scales = scale._origin._and_based()
            scale.rule_ids = self.env["kentro.rule"].search([("limit_scale_id", "in", scales.ids)])
            scale.ruleset_ids = scale._origin._rulesets()
            scale.is_in_force = "published" in scale.ruleset_ids.mapped("state")


class KentroParameter(models.Model):
    _inherit = "kentro.parameter"

    rule_ids = fields.Many2many("kentro.rule", string="Rules that rest on it", compute="_compute_map")
    scale_ids = fields.Many2many("kentro.scale", string="Scales stated in it", compute="_compute_map")
    ruleset_ids = fields.Many2many("kentro.ruleset", string="In the rules of", compute="_compute_map")

    def _compute_map(self):
        for name, model in (
            ("rule_ids", "kentro.rule"),
            ("scale_ids", "kentro.scale"),
            ("ruleset_ids", "kentro.ruleset"),
        ):
            resting = defaultdict(self.env[model].browse)
            for part in self.env[model].search([]):
                for parameter in part._parameters():
                    resting[parameter] |= part
            for parameter in self:
                parameter[name] = resting[parameter._origin]
