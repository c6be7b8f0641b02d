from odoo import models

from ....tools.standing.verdict import Standing


class KentroRuleset(models.Model):
    """Points of the criteria that give some: who comes first among those who qualify."""

    _inherit = "kentro.ruleset"

    def _scores(self):
        """Whether one of the criteria gives points."""
        return "points" in self.criterion_ids.rule_id.mapped("kind")

    def _score(self, recorded, on, person=None):
        """The points that a household, or one of its people, has for certain, as Decimal."""
        self.ensure_one()
        standing = Standing(recorded, on, person)
        criteria, _tiers = self._compiled(on)
        return sum(standing.score(each.test.points)[0].told for each in criteria if each.test.points)
