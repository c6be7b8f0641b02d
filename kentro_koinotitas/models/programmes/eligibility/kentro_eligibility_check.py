from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.standing.facts import nobody_of_age


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
        names = self.env["kentro.beneficiary"].browse(member.person for member in recorded.members)._called()
        names |= self.supposed_ids._newcomers()
        rulesets = self.env["kentro.ruleset"]._in_force(self.on_date)
        papers = rulesets._papers(household, self.on_date, {household: supposed})
        before = {}
        if supposed != recorded:
            before = {checked[:2]: checked for checked in rulesets._check(recorded, self.on_date)}
        cards, found = [], rulesets._check(supposed, self.on_date)
        for checked in found:
            ruleset, person, _verdict = checked
            cards.append(
                {
                    **rulesets._explain(checked, names),
                    **ruleset._explain_programme(self.on_date),
                    "papers": ruleset._explain_papers(papers[household, ruleset], person, names),
                    "was": self._was(before.get((ruleset, person)), checked, names),
                }
            )
        asked = [] if self.supposed_ids else self._asked(found, recorded, names)
        return {"nobody": False, "no_adult": nobody_of_age(supposed, self.on_date), "cards": cards, "asked": asked}

    def _was(self, before, checked, names):
        """What the card said as recorded, where what is supposed changes it."""
        if not before or (before[2].holds, before[2].euros) == (checked[2].holds, checked[2].euros):
            return None
        was = before[0]._explain(before, names)
        return {"result": was["result"], "euros": was["amount"] and was["amount"]["euros"]}

    def action_keep(self, chosen=None):
        """Keep what these cards say; ``chosen``: [(ruleset id, person id or False)], all if not given."""
        self.ensure_one()
        if self.supposed_ids:
            raise UserError(self.env._("Only what is recorded is kept: take away what is supposed first."))
        kept = self.env["kentro.eligibility"]._keep(self.household_id, self.on_date, chosen)
        programmes = ", ".join(kept.programme_id.mapped("name"))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Kept: %s. Find it with the household.", programmes),
            },
        }

    def action_kept(self):
        """Open the pre-checks of this household that were kept."""
        self.ensure_one()
        return self.household_id.action_kept_checks()
