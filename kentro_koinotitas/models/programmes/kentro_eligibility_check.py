from odoo import api, fields, models

from ...tools.standing.facts import nobody_of_age


class KentroEligibilityCheck(models.TransientModel):
    """What is a household entitled to on a day: a card for each programme, indicative; nothing is stored."""

    _name = "kentro.eligibility.check"
    _description = "What is she entitled to"

    household_id = fields.Many2one("kentro.household", "Household", ondelete="cascade")
    on_date = fields.Date("On", required=True, default=fields.Date.context_today)
    supposed_ids = fields.One2many("kentro.eligibility.supposed", "check_id", "What if")
    cards = fields.Json(compute="_compute_cards")

    def _compute_display_name(self):
        self.display_name = self.env._("What is she entitled to")

    @api.depends("household_id", "on_date", "supposed_ids")
    @api.depends_context("uid", "lang")
    def _compute_cards(self):
        for check in self:
            check.cards = check._cards() if check.household_id and check.on_date else False

    def _cards(self):
        """Cards in the order of the programmes, as `kentro.ruleset._explain` gives them, and what they were before."""
        household = self.household_id._origin or self.household_id
        household.check_access("read")
        recorded = household._recorded(self.on_date)[household]
        supposed = self.supposed_ids._suppose(recorded, self.on_date)
        if not supposed.members:
            return {"nobody": True, "cards": []}
        names = {member.person: self._name_of(member.person) for member in recorded.members}
        names |= self.supposed_ids._newcomers()
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
        cards = [(found, rulesets._explain(found, names)) for found in rulesets._check(supposed, self.on_date)]
        if supposed != recorded:
            before = {found[:2]: found for found in rulesets._check(recorded, self.on_date)}
            for found, card in cards:
                card["was"] = self._was(before.get(found[:2]), found, names)
        return {"nobody": False, "cards": [card for _found, card in cards]}

    def _was(self, before, found, names):
        """What the card said as recorded, where what is supposed changes it."""
        if not before or (before[2].holds, before[2].euros) == (found[2].holds, found[2].euros):
            return None
        was = before[0]._explain(before, names)
        return {"result": was["result"], "euros": was["amount"] and was["amount"]["euros"]}

    def _name_of(self, person):
        return self.env["kentro.beneficiary"].browse(person).display_name
