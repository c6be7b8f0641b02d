"""What published rules rest on is frozen with them: an extension each, saying which rules rest on it."""

import ast

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....tools.standing.conditions import questions

# where conditions on facts stand
CONDITIONS = {
    "kentro.rule": ("when_domain", "must_domain"),
    "kentro.head.count": ("domain",),
    "kentro.scale.line": ("when_domain",),
    "kentro.ruleset": ("whom_domain",),
}


class KentroLawMixin(models.AbstractModel):
    _inherit = "kentro.law.mixin"

    def _rulesets(self):
        """The sets of rules that rest on these parts."""
        return self.env["kentro.ruleset"]

    def _refuse_if_in_force(self):
        super()._refuse_if_in_force()
        for ruleset in self._rulesets():
            if ruleset.state == "published":
                raise UserError(
                    self.env._(
                        "«%(part)s» is part of «%(ruleset)s», which is published, and is not rewritten. "
                        "Close and follow those rules from a day, and change a copy of it.",
                        part=self[:1].display_name,
                        ruleset=ruleset.name,
                    )
                )


class KentroRule(models.Model):
    _inherit = "kentro.rule"

    _LAW = frozenset(
        "model_id when_domain must_domain kind measure_id compare limit_parameter_id limit_number limit_scale_id"
        " document_kind_id paper_of not_older_than point_ids active".split()
    )

    def _rulesets(self):
        ways = ("criterion_ids.rule_id", "tier_ids.rule_ids", "paper_rule_ids")
        rulesets = self.env["kentro.ruleset"].with_context(active_test=False)
        scored = self.env["kentro.rule.point"].with_context(active_test=False).search([("part_id", "in", self.ids)])
        rules = self | scored.rule_id
        return rulesets.search(Domain.OR(Domain(way, "in", rules.ids) for way in ways)).with_env(self.env)

    def _refuse_if_in_force(self):
        super()._refuse_if_in_force()
        self._refuse_if_guarding()


class KentroScale(models.Model):
    _inherit = "kentro.scale"

    _LAW = frozenset({"line_ids", "base_id", "factor", "cap_id", "active"})

    def _and_based(self):
        """These scales and those that start from them."""
        found = more = self
        while more := self.with_context(active_test=False).search([("base_id", "in", more.ids)]) - found:
            found |= more
        return found

    def _rulesets(self):
        scales = self._and_based()
        rules = self.env["kentro.rule"].with_context(active_test=False).search([("limit_scale_id", "in", scales.ids)])
        return rules._rulesets() | self.env["kentro.ruleset"].search([("tier_ids.scale_id", "in", scales.ids)])


class KentroScaleLine(models.Model):
    _inherit = "kentro.scale.line"

    _LAW = frozenset("scale_id head_count_id first last when_domain parameter_id number is_less".split())

    def _rulesets(self):
        return self.scale_id._rulesets()


class KentroHeadCount(models.Model):
    _inherit = "kentro.head.count"

    _LAW = frozenset({"domain"})

    def _rulesets(self):
        return self.env["kentro.scale.line"].search([("head_count_id", "in", self.ids)])._rulesets()


class KentroQuestion(models.Model):
    _inherit = "kentro.question"

    _LAW = frozenset({"code", "about"})

    def _rulesets(self):
        """Conditions speak of a question by its code."""
        codes, found = set(self.mapped("code")), self.env["kentro.ruleset"]
        for model, names in CONDITIONS.items():
            for name in names:
                Model = self.env[model].with_context(active_test=False)
                some = Model.search(Domain.OR(Domain(name, "like", code) for code in codes))
                asking = some.filtered(lambda part, name=name: codes & questions(ast.literal_eval(part[name])))
                found |= asking if model == found._name else asking._rulesets()
        return found


class KentroIncomeKind(models.Model):
    _name = "kentro.income.kind"
    _inherit = ["kentro.income.kind", "kentro.law.mixin"]

    _LAW = frozenset({"code", "nature"})

    def _rulesets(self):
        return self.env["kentro.measure.share"].search([("kind_id", "in", self.ids)])._rulesets()


class KentroMeasure(models.Model):
    _inherit = "kentro.measure"

    _LAW = frozenset("of whose window window_count asset_kind share_ids active".split())

    def _rulesets(self):
        rules = self.env["kentro.rule"].with_context(active_test=False).search([("measure_id", "in", self.ids)])
        return rules._rulesets() | self.env["kentro.ruleset"].search([("tier_ids.less_measure_id", "in", self.ids)])


class KentroMeasureShare(models.Model):
    _inherit = "kentro.measure.share"

    _LAW = frozenset("measure_id kind_id nature parameter_id percent".split())

    def _rulesets(self):
        return self.measure_id._rulesets()
