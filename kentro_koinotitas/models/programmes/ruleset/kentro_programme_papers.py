from odoo import fields, models


class KentroProgramme(models.Model):
    """Which papers a programme asks for today, to be told to whoever asks, no file opened."""

    _inherit = "kentro.programme"

    paper_rule_ids = fields.Many2many(
        "kentro.rule",
        string="Papers to bring",
        compute="_compute_paper_rule_ids",
        help="By the rules in force today; which of them a household has to bring, its pre-check says",
    )

    def _compute_paper_rule_ids(self):
        today = fields.Date.context_today(self)
        rulesets = self.env["kentro.ruleset"]._in_force(today, self._origin).grouped("programme_id")
        for programme in self:
            rules = rulesets.get(programme._origin, self.env["kentro.ruleset"]).paper_rule_ids
            programme.paper_rule_ids = rules.sorted(lambda rule: (rule.document_kind_id.sequence, rule.id))
