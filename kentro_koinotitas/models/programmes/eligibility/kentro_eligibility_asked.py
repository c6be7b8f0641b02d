from odoo import models
from odoo.tools import format_date

from ....tools.standing.measures import window
from ...people.household.kentro_asset import KINDS as ASSETS
from ..ruleset.kentro_ruleset_check import read_by_role


class KentroEligibilityCheck(models.TransientModel):
    """What nobody knows yet and an answer hangs on: shown once, of all whom it is asked of."""

    _inherit = "kentro.eligibility.check"

    def _asked(self, checked, recorded, names):
        """What is lacking of whom this user may write, what most programmes hang on first.

        :param checked: what `kentro.ruleset._check` found of ``recorded``; ``names``: {person id: name}
        :return: ``[{"what": fact or question, "label", "question": whether yes or no answers it, "programmes": how
            many hang on it, "people": [{"id": person or False for the household, "name", "none": what she would
            declare not to have, or None, "time": of incomes, the days that are looked at}]}]``
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
            whom = {"id": person or False, "name": names.get(person) or "", "none": none}
            row["people"].append({**whom, "time": self._time_label(measures) if what == "income" else None})
        return sorted(found.values(), key=lambda row: -row["programmes"])

    def _lacking(self, checked):
        """Return ``({(fact or question, person or None): the measures it is lacking to}, {fact or question: ids of
        rulesets that hang on it})``.
        """
        lacking, hanging = {}, {}
        for ruleset, _person, verdict in checked:
            for finding in verdict.findings if verdict.holds is not False else ():
                for person, what in finding.lacking:
                    measures = lacking.setdefault((what, person), [])
                    measures += ruleset._measures_of(finding.key, self.on_date)
                    hanging.setdefault(what, set()).add(ruleset.id)
        return lacking, hanging

    def _may_take_down(self, what, person, is_question):
        if not person and not self.household_id.has_access("write"):
            return False
        if not read_by_role(self.env, what):
            return False  # the case team may know already
        return self.env["kentro.answer"].has_access("create") if is_question else True

    def _none_label(self, what, person, measures, recorded):
        """What somebody who has nothing of it declares; None where that cannot be said with one press."""
        if what == "income" and person not in {row.person for row in recorded.incomes}:  # else month by month
            return self.env._("No income since %s", format_date(self.env, self._time(measures)[0]))
        if what == "asset":
            said = dict(self.env["kentro.asset"]._fields["kind"]._description_selection(self.env))
            kinds = self._kinds_lacking(person, measures, recorded)
            return self.env._("Owns none: %s", ", ".join(said[kind] for kind in kinds))
        return self.env._("No certified disability") if what == "degree" else None

    def _time(self, measures):
        """The first and the last day of the incomes that are summed up."""
        firsts, lasts = zip(*(window(one, self.on_date) for one in measures if one.of == "income"), strict=True)
        return min(firsts), max(lasts)

    def _time_label(self, measures):
        first, last = (format_date(self.env, day) for day in self._time(measures))
        return self.env._("%(first)s to %(last)s", first=first, last=last)

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


class KentroRuleset(models.Model):
    _inherit = "kentro.ruleset"

    def _measures_of(self, key, on):
        """The measures of the rule ``key`` among these rules, those of the rules that give points in it too."""
        criteria, tiers = self._compiled(on)
        every = (*criteria, *(criterion for tier in tiers for criterion in tier.criteria))
        tests = [criterion.test for criterion in every if criterion.key == key]
        tests += [part.test for test in tests if test.points for part in test.points.parts]
        return [test.measure for test in tests if test.measure]
