from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ....tools.standing import paper
from ..ruleset.kentro_ruleset_check import RESULTS


class KentroEligibilityAgain(models.TransientModel):
    """A pre-check that was kept, worked out again: as of that day, or with what is law and known today."""

    _name = "kentro.eligibility.again"
    _description = "Worked out again"

    eligibility_id = fields.Many2one("kentro.eligibility", "Pre-check kept", ondelete="cascade", readonly=True)
    what = fields.Selection([("day", "As of that day"), ("today", "As of today")], default="day", readonly=True)
    told = fields.Text("Answer", compute="_compute_told")
    cards = fields.Json(compute="_compute_told")

    @api.depends("eligibility_id", "what")
    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        whats = dict(self._fields["what"]._description_selection(self.env))
        for again in self:
            again.display_name = whats.get(again.what)

    @api.depends("eligibility_id", "what")
    @api.depends_context("uid", "lang")
    def _compute_told(self):
        for again in self:
            again.told, again.cards = False, False
            if again.eligibility_id:
                lines, cards = again._of_that_day() if again.what == "day" else again._of_today()
                again.told, again.cards = "\n".join(lines), {"nobody": False, "cards": cards}

    def _of_that_day(self):
        kept = self._checked()
        verdict, same_law = kept._again()
        if kept._is_as_kept(verdict):
            line = self.env._("The same answer follows from the facts, rules and amounts that were kept.")
            return [line], [kept._card()]
        lines = [
            self.env._("The rules themselves were rewritten since: they do not give the answer of that day any more.")
            if not same_law
            else self.env._("The kept facts, rules and amounts do not give the answer of that day any more.")
        ]
        return lines, [kept._card(), *self._cards(kept.ruleset_id, verdict, self.env._("As the rules are now"))]

    def _of_today(self):
        """Then; the household as it was under the law of today; the household of today."""
        kept, today = self._checked(), fields.Date.context_today(self)
        stored = kept.sudo()  # sudo: asked for by `_checked`
        lines = [self._line(self.env._("As kept, on %s", format_date(self.env, kept.on_date)), kept._kept_verdict())]
        cards = [kept._card()]
        ruleset = self.env["kentro.ruleset"]._in_force(today, kept.programme_id)
        if not ruleset:
            return [*lines, self.env._("Today the programme has no rules in force.")], cards
        for label, recorded in (
            (self.env._("The household as it was, by the law of today"), paper.read(stored.facts)),
            (self.env._("As of today"), kept.household_id._recorded(today)[kept.household_id]),
        ):
            verdict = kept._about_her(ruleset._check(recorded, today)) if recorded.members else None
            lines.append(self._line(label, verdict))
            cards += self._cards(ruleset, verdict, label)
        return lines, cards

    def _checked(self):
        """The pre-check, if this user may know all that it rests on."""
        kept = self.eligibility_id
        kept.check_access("read")
        why = kept._why()
        if why == "closed":
            raise AccessError(
                self.env._("What this pre-check rests on is for those who read all the files it tells of.")
            )
        if why == "erased":
            raise UserError(
                self.env._("What this pre-check rested on was erased with the file of one of the people.")
            )
        return kept

    def _cards(self, ruleset, verdict, label):
        if verdict is None:
            return []
        kept = self.eligibility_id
        checked = (ruleset, kept.sudo().findings["person"], verdict)  # sudo: asked for by `_checked`
        card = ruleset._explain(checked, {**kept._names(), **kept.household_id._names_today()})
        return [{**card, "kept": label}]

    def _line(self, label, verdict):
        if verdict is None:
            return self.env._("%s: the programme does not ask this of anybody in the household.", label)
        results = dict(self.env["kentro.eligibility"]._fields["result"]._description_selection(self.env))
        line = f"{label}: {results[RESULTS[verdict.holds]]}"
        if verdict.amount and verdict.amount.euros is not None:
            line += f", {self.env['kentro.ruleset']._euros(verdict.amount.euros)}"
        return f"{line}."
