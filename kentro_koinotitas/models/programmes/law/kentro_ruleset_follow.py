from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date


class KentroRuleset(models.Model):
    """Rules in force are followed: a draft of the next is prepared, and publishing it closes them the day before."""

    _inherit = "kentro.ruleset"

    follows_id = fields.Many2one("kentro.ruleset", "Follow", readonly=True, copy=False, ondelete="restrict")

    @api.depends("name", "state", "date_from")
    def _compute_display_name(self):
        """What is not in force yet is told from what is: both are called by the programme's name."""
        for ruleset in self:
            ruleset.display_name = ruleset.name
            if ruleset.state == "draft" and ruleset.name and ruleset.date_from:
                ruleset.display_name = self.env._(
                    "%(name)s (draft, from %(date)s)",
                    name=ruleset.name,
                    date=format_date(self.env, ruleset.date_from),
                )

    def action_publish(self):
        super().action_publish()
        for ruleset in self:
            ruleset._rules().follows_id._close_unless_used(ruleset.date_from - timedelta(1))

    def _make_room(self):
        super()._make_room()
        for ruleset in self:
            start = ruleset.date_from
            earlier = ruleset._published_since(start) & ruleset.search([("date_from", "<", start)])
            earlier._close(start - timedelta(1))

    def _published_since(self, day):
        """The published rules of the same programmes that are in force on ``day`` or later."""
        return self.search(
            Domain("programme_id", "in", self.programme_id.ids)
            & Domain("state", "=", "published")
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )

    def _faults(self):
        faults = super()._faults()
        last = self.date_to or fields.Date.to_date("9999-12-31")
        for other in self._published_since(self.date_from) - self:
            if self.date_from <= other.date_from <= last:
                faults.append(
                    self.env._(
                        "«%(other)s» of the same programme is in force from %(date)s. Let these rules begin later, "
                        "or end before.",
                        other=other.name,
                        date=format_date(self.env, other.date_from),
                    )
                )
        # an archived one would ask nothing: its tier would be paid to everybody
        for rule in self.with_context(active_test=False)._rules().filtered(lambda rule: not rule.active):
            faults.append(self.env._("«%s» is archived: name another rule, or take it back.", rule.name))
        for rule in self._rules() - self._rules()._in_force(self.date_from):
            faults.append(
                self.env._("«%(rule)s» is not in force on %(date)s: name the one that is.",
                           rule=rule.name, date=format_date(self.env, self.date_from))
            )  # fmt: skip
        return faults

    def _rules(self):
        named = self.criterion_ids.rule_id | self.tier_ids.rule_ids | self.paper_rule_ids
        return named | named.point_ids.part_id

    def _follow(self, day):
        """Return a draft of what follows these rules from ``day``: the one prepared already, or a copy of them."""
        self.ensure_one()
        if self.state != "published":
            raise UserError(self.env._("«%s» is a draft: change it as it is.", self.name))
        if day <= self.date_from:
            raise UserError(
                self.env._("«%(ruleset)s» begins on %(date)s: what follows it begins later.",
                           ruleset=self.name, date=format_date(self.env, self.date_from))
            )  # fmt: skip
        prepared = self.search(
            [("follows_id", "=", self.id), ("state", "=", "draft"), ("date_from", "=", day)], limit=1
        )
        if prepared:
            return prepared
        draft = self.copy({"date_from": day, "follows_id": self.id})
        draft.example_ids._move(day)
        return draft

    def _replace(self, rule, successor):
        """Name ``successor`` instead of ``rule``, in drafts; a score that gives points for it is followed too."""
        scores = (self.criterion_ids.rule_id | self.tier_ids.rule_ids).filtered(
            lambda score: rule in score.point_ids.part_id
        )
        for score in scores:
            next_score = score.copy({"valid_from": successor.valid_from, "valid_to": False, "follows_id": score.id})
            next_score.point_ids.filtered(lambda line: line.part_id == rule).part_id = successor
            self._replace(score, next_score)
        self.criterion_ids.filtered(lambda criterion: criterion.rule_id == rule).rule_id = successor
        for tier in self.tier_ids.filtered(lambda tier: rule in tier.rule_ids):
            tier.rule_ids = [Command.unlink(rule.id), Command.link(successor.id)]
        for ruleset in self.filtered(lambda ruleset: rule in ruleset.paper_rule_ids):
            ruleset.paper_rule_ids = [Command.unlink(rule.id), Command.link(successor.id)]
