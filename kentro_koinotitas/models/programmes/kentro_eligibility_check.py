from odoo import api, fields, models

from ...tools.standing.facts import nobody_of_age


class KentroEligibilityCheck(models.TransientModel):
    """What is a household entitled to on a day: a card for each programme, indicative; nothing is stored."""

    _name = "kentro.eligibility.check"
    _description = "What is she entitled to"

    household_id = fields.Many2one("kentro.household", "Household", ondelete="cascade")
    on_date = fields.Date("On", required=True, default=fields.Date.context_today)
    cards = fields.Json(compute="_compute_cards")

    def _compute_display_name(self):
        self.display_name = self.env._("What is she entitled to")

    @api.depends("household_id", "on_date")
    @api.depends_context("uid", "lang")
    def _compute_cards(self):
        for check in self:
            check.cards = check._cards() if check.household_id and check.on_date else False

    def _cards(self):
        """Cards in the order of the programmes, as `kentro.ruleset._explain` gives them."""
        household = self.household_id._origin or self.household_id
        household.check_access("read")
        recorded = household._recorded(self.on_date)[household]
        if not recorded.members:
            return {"nobody": True, "cards": []}
        names = {member.person: self._name_of(member.person) for member in recorded.members}
        rulesets = self.env["kentro.ruleset"]._in_force(self.on_date)
        return {
            "nobody": False,
            "no_adult": nobody_of_age(recorded, self.on_date),
            "cards": [rulesets._explain(found, names) for found in rulesets._check(recorded, self.on_date)],
        }
        papers = rulesets._papers(household, self.on_date, {household: recorded})
        cards = []
        for checked in rulesets._check(recorded, self.on_date):
            ruleset, person, _found = checked
            asked = ruleset._explain_papers(papers[household, ruleset], person, names)
            cards.append({**rulesets._explain(checked, names), "papers": asked})
        return {"nobody": False, "cards": cards}

    def _name_of(self, person):
        return self.env["kentro.beneficiary"].browse(person).display_name
