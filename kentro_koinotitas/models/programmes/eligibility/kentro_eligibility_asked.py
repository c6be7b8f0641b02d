from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ....tools.standing.facts import NO_DISABILITY
from ....tools.standing.measures import window
from ...people.household.kentro_asset import KINDS as ASSETS
from ..ruleset.kentro_ruleset_check import CASE_TEAM

OF_HOUSING = ("housing", "rent", "lease_months", "supply_in_name")
ROWS = {"income": "kentro.income", "asset": "kentro.asset", "degree": "kentro.disability"}  # of one of the people


class KentroEligibilityCheck(models.TransientModel):
    """What nobody knows yet and an answer hangs on: shown once, and taken down where it is asked.

    What is taken down is a declaration as on the person's own page, written with the rights of the user.
    """

    _inherit = "kentro.eligibility.check"

    def _asked(self, checked, recorded, names):
        """What is lacking of whom this user may write, what most programmes hang on first.

        :param checked: what `kentro.ruleset._check` found of ``recorded``; ``names``: {person id: name}
        :return: ``[{"what": fact or question, "label", "question": whether yes or no answers it, "programmes": how
            many hang on it, "people": [{"id": person or False for the household, "name", "none": what she would
            declare not to have, or None}]}]``
        """
        lacking, hanging = self._lacking(checked)
        if not lacking:
            return []
        people = self.env["kentro.beneficiary"].browse({person for _what, person in lacking if person})
        mine, questions = set(people._filtered_access("write")._ids), self.env["kentro.question"]._by_code()
        labels = checked[0][0]._texts(self.env.lang)["lacking"]
        found = {}
        for (what, person), measures in lacking.items():
            if (person and person not in mine) or not self._may_take_down(what, person, what in questions):
                continue
            none = None if what in questions else self._none_label(what, person, measures, recorded)
            row = {"what": what, "label": labels.get(what, what), "question": what in questions}
            row = found.setdefault(what, {**row, "programmes": len(hanging[what]), "people": []})
            row["people"].append({"id": person or False, "name": names.get(person) or "", "none": none})
        return sorted(found.values(), key=lambda row: -row["programmes"])

    def _lacking(self, checked):
        """Return ``({(fact or question, person or None): the measures it is lacking to}, {fact or question: ids of
        rulesets that hang on it})``.
        """
        lacking, hanging = {}, {}
        for ruleset, _person, verdict in checked:
            for finding in verdict.findings if verdict.holds is not False else ():
                for person, what in finding.lacking if finding.holds is None else ():
                    measures = lacking.setdefault((what, person), [])
                    measures += ruleset._measures_of(finding.key, self.on_date)
                    hanging.setdefault(what, set()).add(ruleset.id)
        return lacking, hanging

    def _may_take_down(self, what, person, is_question):
        if not person and not self.household_id.has_access("write"):
            return False
        if what in CASE_TEAM and not self.env[CASE_TEAM[what]].has_access("read"):
            return False  # the case team may know already
        return self.env["kentro.answer"].has_access("create") if is_question else True

    def _none_label(self, what, person, measures, recorded):
        """What somebody who has nothing of it declares; None where that cannot be said with one press."""
        if what == "income" and person not in {row.person for row in recorded.incomes}:  # else month by month
            return self.env._("No income since %s", format_date(self.env, self._since(measures)))
        if what == "asset":
            said = dict(self.env["kentro.asset"]._fields["kind"]._description_selection(self.env))
            kinds = self._kinds_lacking(person, measures, recorded)
            return self.env._("Owns none: %s", ", ".join(said[kind] for kind in kinds))
        return self.env._("No certified disability") if what == "degree" else None

    def _since(self, measures):
        """The first day of the incomes that are summed up."""
        return min(window(measure, self.on_date)[0] for measure in measures if measure.of == "income")

    def _kinds_lacking(self, person, measures, recorded):
        """The kinds of belongings that are summed up and of which she said nothing."""
        on = self.on_date
        said = {
            row.kind
            for row in recorded.assets
            if row.person == person and row.date_from <= on and (row.date_to is None or row.date_to >= on)
        }
        asked = {kind for measure in measures if measure.of == "asset" for kind in measure.kinds} - said
        return [kind for kind, _name in ASSETS if kind in asked]

    # --- taken down -------------------------------------------------------------------------------

    def action_declare(self, what, people, said):
        """Take down what people, or the household (False), answered to what is asked here.

        :param said: "yes" or "no" to a question, "none" where there is nothing to declare
        :return: ``{"model", "ids"}`` of the rows made, so that a slip can be taken back
        """
        self.ensure_one()
        household, on = self.household_id, self.on_date
        household.check_access("read")
        recorded = household._recorded(on)[household]
        lacking, _hanging = self._lacking(self.env["kentro.ruleset"]._in_force(on)._check(recorded, on))
        made = []
        for person in people:
            measures = lacking.get((what, person or None))
            if measures is None:
                raise UserError(self.env._("This was answered meanwhile. Look at the cards again."))
            made += self._declared(what, person, said, measures, recorded)
        model = "kentro.answer" if said != "none" or what == "degree" else ROWS[what]
        return {"model": model, "ids": self.env[model].create(made).ids}

    def _declared(self, what, person, said, measures, recorded):
        """The values of the rows that say so."""
        owner = {"beneficiary_id": person} if person else {"household_id": self.household_id.id}
        since = {**owner, "date_from": min(self.on_date, fields.Date.context_today(self))}
        if what == "degree" or said in ("yes", "no"):
            question = self.env["kentro.question"]._by_code()[NO_DISABILITY if what == "degree" else what]
            return [{**since, "question_id": question, "answer": "yes" if what == "degree" else said}]
        if what == "asset":
            kinds = self._kinds_lacking(person, measures, recorded)
            return [{**since, "kind": kind, "value": 0} for kind in kinds]
        none = self.env["kentro.income.kind"].search([("nature", "=", "none")], limit=1)
        return [{**owner, "kind_id": none.id, "amount": 0, "period": "month", "date_from": self._since(measures)}]

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


class KentroRuleset(models.Model):
    _inherit = "kentro.ruleset"

    def _measures_of(self, key, on):
        """The measures of the rule ``key`` among these rules, those of the rules that give points in it too."""
        criteria, tiers = self._compiled(on)
        every = (*criteria, *(criterion for tier in tiers for criterion in tier.criteria))
        tests = [criterion.test for criterion in every if criterion.key == key]
        tests += [part.test for test in tests if test.points for part in test.points.parts]
        return [test.measure for test in tests if test.measure]
