from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

CHANGES = ("gain", "lose", "unknown", "amount")


class KentroLawPreview(models.TransientModel):
    """What a draft of rules, or another value of a parameter, would change among the households that the user may read.

    Both are put to the same households on the same day, beside what holds on it. Indicative, like each check.
    """

    _name = "kentro.law.preview"
    _description = "Preview of a change of law"

    ruleset_id = fields.Many2one("kentro.ruleset", "Draft", ondelete="cascade")
    parameter_id = fields.Many2one("kentro.parameter", "Parameter", ondelete="cascade")
    unit = fields.Selection(related="parameter_id.unit")
    value = fields.Float("Supposed value", digits=(16, 4))
    on_date = fields.Date("On", default=fields.Date.context_today, help="The day on which both are asked")
    found = fields.Json(readonly=True)

    @api.depends("ruleset_id", "parameter_id")
    def _compute_display_name(self):
        for preview in self:
            of = preview.ruleset_id.name or preview.parameter_id.name
            preview.display_name = self.env._("Preview: %s", of) if of else self.env._("Preview")

    def action_preview(self):
        """Work out what changes, and show it here."""
        self.ensure_one()
        if not self.ruleset_id and not self.parameter_id:
            raise UserError(self.env._("Choose the draft, or the parameter and its value, that is to be looked at."))
        if not self.env["kentro.household"].has_access("read"):
            self.found = {"nobody": True, "programmes": []}
            return
        self.found = {"nobody": False, "programmes": [self._compare(*pair) for pair in self._pairs()]}

    def _pairs(self):
        """``[(rules that hold, rules instead, values instead)]``, those that hold empty where there are none."""
        Ruleset = self.env["kentro.ruleset"]
        if self.ruleset_id:
            draft = self.ruleset_id
            return [(Ruleset._in_force(self.on_date, draft.programme_id) - draft, draft, None)]
        instead = {self.parameter_id: Decimal(str(self.value))}
        rulesets = Ruleset._in_force(self.on_date).filtered(lambda ruleset: self.parameter_id in ruleset._parameters())
        if not rulesets:
            raise UserError(
                self.env._("No rules in force on that day rest on «%s»: nothing would change.", self.parameter_id.name)
            )
        return [(ruleset, ruleset, instead) for ruleset in rulesets]

    def _compare(self, before, after, instead):
        """What changes for one programme: how many, who (ids), and how much by the time that it is paid for."""
        households = self.env["kentro.household"]
        was = before._screen_amounts(self.on_date, households._search([])) if before else {}
        will = after._screen_amounts(self.on_date, households._search([]), instead)
        each = {tier.id: tier.each for tier in (before | after).tier_ids}
        who = {change: set() for change in CHANGES}
        paid = {}
        for key in was.keys() | will.keys():
            old, new = was.get(key, (False, None, None)), will.get(key, (False, None, None))
            if change := _change(old, new, each):
                who[change].add(key[1] or key[0])
            for side, (holds, euros, tier) in enumerate((old, new)):
                if holds and euros is not None:
                    paid.setdefault(each[tier], [Decimal(0), Decimal(0)])[side] += euros
        return {
            "programme": after.programme_id.name,
            "before": before.name or False,
            "model": "kentro.beneficiary" if after.about == "person" else "kentro.household",
            "looked_at": len(was.keys() | will.keys()),
            "unknown_amounts": sum(1 for holds, euros, _tier in will.values() if holds and euros is None),
            "who": {change: sorted(ids) for change, ids in who.items()},
            "paid": [self._paid(each_, *sums) for each_, sums in sorted(paid.items()) if each_ != "kwh"],
        }

    def _paid(self, each, before, after):
        said = dict(self.env["kentro.ruleset.tier"]._fields["each"]._description_selection(self.env))
        more = after - before
        sign = "+" if more > 0 else ""
        return {
            "each": said[each],
            "before": self._euros(before),
            "after": self._euros(after),
            "more": sign + self._euros(more),
            "grows": bool(more > 0),
            "same": not more,
        }

    def _euros(self, amount):
        return f"{formatLang(self.env, float(amount), digits=2)} €"

    def action_open(self, place, change):
        """Open those of the programme at ``place`` for whom there is this ``change``."""
        self.ensure_one()
        programme = self.found["programmes"][place]
        titles = {
            "gain": self.env._("Would gain"),
            "lose": self.env._("Would lose"),
            "unknown": self.env._("Would become unknown"),
            "amount": self.env._("Another amount"),
        }
        return {
            "type": "ir.actions.act_window",
            "name": f"{titles[change]}: {programme['programme']}",
            "res_model": programme["model"],
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", programme["who"][change])],
        }


def _change(old, new, each):
    """Which of CHANGES lies between two answers ``(result, euros, tier)``, or None."""
    if new[0] is None:
        return None if old[0] is None else "unknown"
    if not new[0]:
        return "lose" if old[0] else None
    if not old[0]:
        return "gain"
    same = old[1] == new[1] and each.get(old[2]) == each.get(new[2])
    return None if same else "amount"
