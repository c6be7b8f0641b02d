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

    def _resting(self):
        """The rules that rest on these parts."""
        return self.env["kentro.rule"]

    def _rulesets(self):
        """The sets of rules that rest on these parts."""
        return self._resting()._rulesets()

    def _refuse_if_in_force(self):
        super()._refuse_if_in_force()
        for step in self._resting().sudo().transition_ids:  # sudo: processes are everybody's to read
            if step.workflow_id.state != "draft":
                raise UserError(
                    self.env._(
                        "A rule that guards the step «%(step)s» of the published workflow «%(workflow)s» rests on "
                        "«%(part)s», which is not rewritten. Let a new version name the next rule, on a copy of it.",
                        part=self[:1].display_name,
                        step=step.name,
                        workflow=step.workflow_id.name,
                    )
                )
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

    def _resting(self):
        """Those that give points for these."""
        points = self.env["kentro.rule.point"].with_context(active_test=False)
        return points.search([("part_id", "in", self.ids)]).rule_id

    def _rulesets(self):
        ways = ("criterion_ids.rule_id", "tier_ids.rule_ids", "paper_rule_ids")
        rulesets = self.env["kentro.ruleset"].with_context(active_test=False)
        rules = self | self._resting()
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

    def _resting(self):
        rules = self.env["kentro.rule"].with_context(active_test=False)
        return rules.search([("limit_scale_id", "in", self._and_based().ids)])

    def _rulesets(self):
        paying = Domain("tier_ids.scale_id", "in", self._and_based().ids)
        return super()._rulesets() | self.env["kentro.ruleset"].search(paying)


class KentroScaleLine(models.Model):
    _inherit = "kentro.scale.line"

    _LAW = frozenset("scale_id head_count_id first last when_domain parameter_id number is_less".split())

    def _resting(self):
        return self.scale_id._resting()

    def _rulesets(self):
        return self.scale_id._rulesets()


class KentroHeadCount(models.Model):
    _inherit = "kentro.head.count"

    _LAW = frozenset({"domain"})

    def _lines(self):
        return self.env["kentro.scale.line"].search([("head_count_id", "in", self.ids)])

    def _resting(self):
        return self._lines()._resting()

    def _rulesets(self):
        return self._lines()._rulesets()


class KentroQuestion(models.Model):
    _inherit = "kentro.question"

    _LAW = frozenset({"code", "about"})

    def _asking(self):
        """The parts whose conditions speak of these questions, by their codes: a list of recordsets."""
        codes, found = set(self.mapped("code")), []
        for model, names in CONDITIONS.items():
            for name in names:
                Model = self.env[model].with_context(active_test=False)
                some = Model.search(Domain.OR(Domain(name, "like", code) for code in codes))
                found.append(some.filtered(lambda part, name=name: codes & questions(ast.literal_eval(part[name]))))
        return found

    def _resting(self):
        rules = self.env["kentro.rule"]
        return rules.union(*(some if some._name == rules._name else some._resting() for some in self._asking()))

    def _rulesets(self):
        sets = self.env["kentro.ruleset"]
        return sets.union(*(some if some._name == sets._name else some._rulesets() for some in self._asking()))


class KentroIncomeKind(models.Model):
    _name = "kentro.income.kind"
    _inherit = ["kentro.income.kind", "kentro.law.mixin"]

    _LAW = frozenset({"code", "nature"})

    def _measures(self):
        return self.env["kentro.measure.share"].search([("kind_id", "in", self.ids)]).measure_id

    def _resting(self):
        return self._measures()._resting()

    def _rulesets(self):
        return self._measures()._rulesets()


class KentroMeasure(models.Model):
    _inherit = "kentro.measure"

    _LAW = frozenset("of whose window window_count asset_kind share_ids active".split())

    def _resting(self):
        return self.env["kentro.rule"].with_context(active_test=False).search([("measure_id", "in", self.ids)])

    def _rulesets(self):
        paying = Domain("tier_ids.less_measure_id", "in", self.ids)
        return super()._rulesets() | self.env["kentro.ruleset"].search(paying)


class KentroMeasureShare(models.Model):
    _inherit = "kentro.measure.share"

    _LAW = frozenset("measure_id kind_id nature parameter_id percent".split())

    def _resting(self):
        return self.measure_id._resting()

    def _rulesets(self):
        return self.measure_id._rulesets()
