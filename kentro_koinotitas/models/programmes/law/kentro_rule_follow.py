from datetime import timedelta

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class KentroRule(models.Model):
    """A rule is followed by a copy to be changed, and drafts of the programmes that it is part of name the copy."""

    _inherit = "kentro.rule"

    follows_id = fields.Many2one("kentro.rule", "Follows", readonly=True, copy=False, ondelete="restrict")

    def _follow(self, day):
        """Return the next rule, in force from ``day``, and the drafts that name it."""
        self.ensure_one()
        self.check_access("write")
        if self.valid_from and day <= self.valid_from:
            raise UserError(
                self.env._("«%(rule)s» begins on %(date)s: what follows it begins later.",
                           rule=self.name, date=format_date(self.env, self.valid_from))
            )  # fmt: skip
        successor = self.copy(
            {"valid_from": day, "valid_to": False, "follows_id": self.id, "transition_ids": [Command.clear()]}
        )
        drafts = self.env["kentro.ruleset"]
        for ruleset in self._rulesets():
            if ruleset.state == "published" and (not ruleset.date_to or ruleset.date_to >= day):
                drafts |= ruleset._follow(day)
        drafts._replace(self, successor)
        self._close_unless_used(day - timedelta(1))
        return successor, drafts

    def _close_unless_used(self, day):
        """End with ``day`` those rules that nothing published rests on any longer."""
        for rule in self:
            steps = rule.transition_ids.filtered(lambda step: step.workflow_id.state != "draft")
            after = rule._rulesets().filtered(
                lambda ruleset: ruleset.state == "published" and (not ruleset.date_to or ruleset.date_to > day)
            )
            if not steps and not after and (not rule.valid_to or rule.valid_to > day):
                rule.valid_to = day
