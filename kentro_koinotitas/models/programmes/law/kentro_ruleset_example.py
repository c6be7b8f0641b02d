from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, formatLang

from ....tools.standing import paper
from ....tools.standing.amounts import verdict
from ....tools.standing.verdict import Standing
from ..ruleset.kentro_ruleset_check import RESULTS
from . import paper_shape

ANSWERS = [("met", "Qualifies"), ("not_met", "Does not qualify"), ("unknown", "Not known yet")]


class KentroRulesetExample(models.Model):
    """A household on paper, and what the rules must say of it: tried before they are published."""

    _name = "kentro.ruleset.example"
    _description = "Example"
    _order = "ruleset_id, sequence, id"

    ruleset_id = fields.Many2one("kentro.ruleset", "Rules", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char("Shows", required=True, translate=True, help="What is shown by it, in a sentence")
    on_date = fields.Date("On", required=True, default=fields.Date.context_today)
    household = fields.Json("Household on paper", required=True, default=lambda self: {"members": []})
    about = fields.Char("For whom", help="The member whom these rules look at, as she is called here; else empty")
    expected = fields.Selection(ANSWERS, "Must say", required=True, default="met")
    has_amount = fields.Boolean("With an amount")
    expected_amount = fields.Float("Must pay (€)", digits=(16, 4), aggregator=None)
    source = fields.Char(help="Where it stands in writing")
    shape = fields.Json(compute="_compute_shape")
    found = fields.Selection(ANSWERS, "Says", compute="_compute_found")
    found_amount = fields.Float("Pays (€)", digits=(16, 4), compute="_compute_found", aggregator=None)
    passes = fields.Boolean("Right", compute="_compute_found")
    fault = fields.Char(compute="_compute_found")
    cards = fields.Json("Answer", compute="_compute_cards")

    @api.constrains("household", "about")
    def _check_household(self):
        for example in self:
            people = [member.person for member in paper_shape.read(self.env, example.household).members]
            if not people:
                raise ValidationError(self.env._("Example «%s»: nobody belongs to the household.", example.name))
            if example.about and example.about not in people:
                raise ValidationError(
                    self.env._("Example «%(example)s»: «%(person)s» is none of the members.",
                               example=example.name, person=example.about)
                )  # fmt: skip

    @api.depends_context("lang")
    def _compute_shape(self):
        self.shape = paper_shape.shape(self.env)

    @api.depends(
        "household",
        "on_date",
        "about",
        "expected",
        "has_amount",
        "expected_amount",
        "ruleset_id.about",
        "ruleset_id.whom_domain",
        "ruleset_id.criterion_ids.rule_id",
        "ruleset_id.criterion_ids.alternative",
        "ruleset_id.tier_ids",
    )
    def _compute_found(self):
        for example in self:
            found, example.fault = example._try()
            example.found = found and RESULTS[found.holds]
            euros = found.amount.euros if found and found.holds and found.amount else None
            example.found_amount = euros or 0
            pays = not example.has_amount or euros == Decimal(str(example.expected_amount))
            example.passes = example.found == example.expected and pays

    @api.depends("household", "on_date", "about", "ruleset_id")
    @api.depends_context("lang")
    def _compute_cards(self):
        for example in self:
            ruleset = example.ruleset_id._origin
            found, fault = example._try(ruleset)
            names = {member: member for member in example._people()}
            cards = [ruleset._explain((ruleset, example.about or None, found), names)] if found else []
            example.cards = {"nobody": False, "fault": fault, "cards": cards}

    def _people(self):
        return [row.get("person") for row in (self.household or {}).get("members", ())]

    def _try(self, ruleset=None):
        """Return ``(Verdict or None, why there is none)`` of the rules as they stand here, saved or not."""
        self.ensure_one()
        ruleset = self.ruleset_id if ruleset is None else ruleset
        try:
            whole = Standing(paper_shape.read(self.env, self.household), self.on_date)
            for standing in ruleset._standings(whole):
                if standing.person == (self.about or None):
                    return verdict(*ruleset._asked(standing), standing), False
        except UserError as error:
            return None, str(error)
        return None, self.env._("These rules do not look at «%s».", self.about or self.env._("the household"))

    def _fault(self):
        """The sentence of an example that does not come out as it must, else None."""
        self.ensure_one()
        if self.passes:
            return None
        said = dict(self._fields["expected"]._description_selection(self.env))
        return self.env._(
            "Example «%(example)s» on %(date)s: expected %(expected)s, and came %(found)s.",
            example=self.name,
            date=format_date(self.env, self.on_date),
            expected=self._said(said[self.expected], self.expected_amount if self.has_amount else None),
            found=self.fault or self._said(said[self.found], self.found_amount if self.found == "met" else None),
        )

    def _said(self, answer, euros):
        digits = 2 if round(euros or 0, 2) == (euros or 0) else 4  # a kWh is paid by less than cents
        return answer if euros is None else f"{answer}, {formatLang(self.env, euros, digits=digits)} €"

    def _move(self, day):
        """Let the examples of an earlier day happen in the first year after ``day`` in which it returns."""
        for example in self.filtered(lambda example: example.on_date < day):
            years = day.year - example.on_date.year
            years += fields.Date.add(example.on_date, years=years) < day
            household = paper.later(paper.read(example.household), years)
            example.write(
                {"on_date": fields.Date.add(example.on_date, years=years), "household": paper.write(household)}
            )
