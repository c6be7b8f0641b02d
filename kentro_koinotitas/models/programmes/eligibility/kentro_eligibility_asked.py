from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ....tools.standing.facts import NO_DISABILITY
from ....tools.standing.measures import Measure, window
from ...people.household.kentro_asset import KINDS as ASSETS
from ..ruleset.kentro_ruleset_check import CASE_TEAM

OF_HOUSING = ("housing", "rent", "lease_months", "supply_in_name")
ROWS = {"income": "kentro.income", "asset": "kentro.asset", "degree": "kentro.disability"}  # of one of the people


class KentroEligibilityCheck(models.TransientModel):
    """What nobody knows yet and an answer hangs on: shown once, and taken down where it is asked.

    What is taken down is a declaration as on the person's own page, written with the rights of the user.
    """

    _inherit = "kentro.eligibility.check"

    def _asked(self, checked, names):
        """What is lacking of whom this user may write, what most programmes hang on first.

        :param checked: what `kentro.ruleset._check` returns; ``names``: {person id: name}
        :return: ``[{"what": fact or question, "label", "question": whether yes or no answers it, "programmes": how
            many hang on it, "people": [{"id": person or False for the household, "name", "none": what she would
            declare not to have, or None}]}]``
        """
        lacking, hanging = self._lacking(checked)
        people = self.env["kentro.beneficiary"].browse({person for _what, person in lacking if person})
        mine = people._filtered_access("write")
        labels = self.env["kentro.ruleset"]._lacking_labels()
        questions = self._questions()
        found = {}
        for (what, person), rules in lacking.items():
            of_her = self.env["kentro.beneficiary"].browse(person or ())
            if (of_her and of_her not in mine) or not self._may_take_down(what, of_her, what in questions):
                continue
            row = found.setdefault(
                what,
                {
                    "what": what,
                    "label": labels.get(what, what),
                    "question": what in questions,
                    "programmes": len(hanging[what]),
                    "people": [],
                },
            )
            none = None if what in questions else self._none_label(what, of_her, rules)
            row["people"].append({"id": person or False, "name": names.get(person) or "", "none": none})
        return sorted(found.values(), key=lambda row: -row["programmes"])

    def _lacking(self, checked):
        """Return ``({(fact or question, person or None): rules}, {fact or question: programmes})``."""
        lacking, hanging = {}, {}
        for ruleset, _person, verdict in checked:
            if verdict.holds is False:
                continue
            for finding in verdict.findings:
                rule = self.env["kentro.rule"].browse(finding.key)
                for person, what in finding.lacking if finding.holds is None else ():
                    lacking[what, person] = lacking.get((what, person), rule) | rule
                    hanging[what] = hanging.get(what, ruleset.programme_id) | ruleset.programme_id
        return lacking, hanging

    def _questions(self):
        return {question.code: question for question in self.env["kentro.question"].search([])}

    def _may_take_down(self, what, person, is_question):
        if not person and not self.household_id.has_access("write"):
            return False
        if what in CASE_TEAM and not self.env[CASE_TEAM[what]].has_access("read"):
            return False  # the case team may know already
        return self.env["kentro.answer"].has_access("create") if is_question else True

    def _none_label(self, what, person, rules):
        """What somebody who has nothing of it declares; None where that cannot be said with one press."""
        if what == "income" and not self._has_incomes(person):
            return self.env._("No income since %s", format_date(self.env, self._since(rules)))
        if what == "asset":
            kinds = dict(self.env["kentro.asset"]._fields["kind"]._description_selection(self.env))
            return self.env._("Owns none: %s", ", ".join(kinds[kind] for kind in self._kinds_lacking(person, rules)))
        if what == "degree" and NO_DISABILITY in self._questions():
            return self.env._("No certified disability")
        return None

    def _has_incomes(self, person):
        """Whether she declared an income at any time: then «none» is to be told month by month."""
        return bool(self.env["kentro.income"].search_count([("beneficiary_id", "=", person.id)], limit=1))

    def _since(self, rules):
        """The first day of the incomes that these rules look at."""
        measures = rules.measure_id.filtered(lambda measure: measure.of == "income")
        return min(
            window(Measure("income", {}, window=(measure.window, measure.window_count)), self.on_date)[0]
            for measure in measures
        )

    def _kinds_lacking(self, person, rules):
        """The kinds of belongings that these rules look at and of which she said nothing."""
        Asset = self.env["kentro.asset"]
        hers = Asset.search(Asset._on(self.on_date) & fields.Domain("beneficiary_id", "=", person.id))
        asked = set(rules.measure_id.mapped("asset_kind")) - set(hers.mapped("kind"))
        return [kind for kind, _name in ASSETS if kind in asked]

    # --- taken down -------------------------------------------------------------------------------

    def action_declare(self, what, people, said):
        """Take down what people, or the household (False), answered to what is asked here.

        :param said: "yes" or "no" to a question, "none" where there is nothing to declare
        :return: ``{"model", "ids"}`` of the rows made, so that a slip can be taken back
        """
        self.ensure_one()
        lacking, _hanging = self._lacking(self._checked_now())
        made = []
        for person in people:
            rules = lacking.get((what, person or None))
            if rules is None:
                raise UserError(self.env._("This was answered meanwhile. Look at the cards again."))
            made += self._declared(what, self.env["kentro.beneficiary"].browse(person or ()), said, rules)
        model = "kentro.answer" if said != "none" or what == "degree" else ROWS[what]
        return {"model": model, "ids": self.env[model].create(made).ids}

    def _checked_now(self):
        household = self.household_id
        household.check_access("read")
        recorded = household._recorded(self.on_date)[household]
        return self.env["kentro.ruleset"]._in_force(self.on_date)._check(recorded, self.on_date)

    def _declared(self, what, person, said, rules):
        """The values of the rows that say so."""
        since = min(self.on_date, fields.Date.context_today(self))
        owner = {"beneficiary_id": person.id} if person else {"household_id": self.household_id.id}
        if said in ("yes", "no"):
            question = self._questions().get(what)
            if not question:
                raise UserError(self.env._("This was answered meanwhile. Look at the cards again."))
            return [{**owner, "question_id": question.id, "answer": said, "date_from": since}]
        if what == "degree":
            question = self._questions()[NO_DISABILITY]
            return [{**owner, "question_id": question.id, "answer": "yes", "date_from": since}]
        if what == "asset":
            kinds = self._kinds_lacking(person, rules)
            return [{**owner, "kind": kind, "value": 0, "date_from": since} for kind in kinds]
        none = self.env["kentro.income.kind"].search([("nature", "=", "none")], limit=1)
        return [{**owner, "kind_id": none.id, "amount": 0, "period": "month", "date_from": self._since(rules)}]

    def action_enter(self, what, person):
        """Open the form in which it is entered."""
        self.ensure_one()
        model, res_id, context = self._entered_in(what, person or False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env[model]._description,
            "res_model": model,
            "res_id": res_id,
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def _entered_in(self, what, person):
        """``(model, id or False, context)`` of the form in which a fact is entered."""
        if what in ROWS and self.env[ROWS[what]].has_access("create"):
            return ROWS[what], False, {"default_beneficiary_id": person}
        if person:
            return "kentro.beneficiary", person, {}
        if what in OF_HOUSING:
            Housing = self.env["kentro.housing"]
            now = Housing.search(Housing._on(self.on_date) & fields.Domain("household_id", "=", self.household_id.id))
            return "kentro.housing", now[:1].id, {"default_household_id": self.household_id.id}
        return "kentro.household", self.household_id.id, {}
