from odoo import api, models
from odoo.tools import formatLang, ormcache

from .kentro_ruleset_check import RESULTS, read_by_role


class KentroRuleset(models.Model):
    """What a check found, in words: the card of a programme, its sentences with their figures, the amount."""

    _inherit = "kentro.ruleset"

    def _explain(self, checked, names):
        """A card for the screen and the print: result, sentences with their figures, what is lacking, the amount.

        :param checked: one of what `_check` returns
        :param names: {person id: how she is called here}
        """
        ruleset, person, found = checked
        texts = ruleset._texts(self.env.lang)
        return {
            **{name: texts[name] for name in ("programme", "known_as", "act", "to_confirm", "note")},
            "ruleset_id": ruleset.id,
            "person_id": person or False,
            "person": names.get(person) if person else None,
            "result": RESULTS[found.holds],
            "findings": [self._explain_finding(texts, finding, names) for finding in found.findings],
            "amount": self._explain_amount(texts, found.amount),
        }

    @ormcache("self.id", "lang")
    def _texts(self, lang):
        """What a card says of these rules whatever the household: read once a language."""
        law = self._law()
        rules = law.criterion_ids.rule_id | law.tier_ids.rule_ids
        rules |= rules.point_ids.part_id
        each = dict(law.tier_ids._fields["each"]._description_selection(self.env))
        told = self.env["kentro.parameter"]._all_told()
        weak = law._parameters().filtered(lambda parameter: any(row.to_confirm for row in told.get(parameter.id, ())))
        return {
            "programme": law.programme_id.name,
            "known_as": law.programme_id.known_as,
            "act": law.legal_act_id.display_name or None,
            "to_confirm": weak.mapped("name"),
            "note": law.note or None,
            "rules": {rule.id: rule.name for rule in rules},
            "tiers": {tier.id: (tier.name, each[tier.each], tier.less_measure_id.name) for tier in law.tier_ids},
            "lacking": self._lacking_labels(),
        }

    def _explain_finding(self, texts, finding, names):
        figures = None
        if finding.score:
            figures = self._explain_score(texts, finding)
        elif finding.limit is not None:
            over = finding.told - finding.limit
            figures = {
                "told": self._euros(finding.told),
                "limit": self._euros(finding.limit),
                "over": self._euros(over) if over > 0 and finding.holds is False else None,
            }
        return {
            "sentence": texts["rules"][finding.key],
            "result": RESULTS[finding.holds],
            "figures": figures,
            "lacking": self._explain_lacking(texts, finding.lacking, names),
        }

    def _explain_score(self, texts, finding):
        """As the figures of a means test; besides, what gives points and what would."""
        told, most = self._points(finding.score.told), self._points(finding.score.most)
        least = None if finding.limit is None else self._points(finding.limit)
        points = told if told == most else self.env._("%(told)s to %(most)s", told=told, most=most)
        return {
            "told": self.env._("%s points", points),
            "limit": least,
            "over": None,
            "points": [told, most, least],
            "parts": [
                {"points": f"+{self._points(number)}", "sentence": texts["rules"][key], "result": RESULTS[holds]}
                for key, number, holds in finding.score.parts
            ],
        }

    def _points(self, number):
        """Points as they are written: decimals where there are some."""
        return formatLang(self.env, float(number), digits=0 if number == int(number) else 2)

    def _explain_lacking(self, texts, lacking, names):
        """What is to be asked, each once, and of whom: ``[{"what": "Birth date", "who": ["Maria", "Nikos"]}]``."""
        found = {}
        for person, what in lacking:
            label = texts["lacking"].get(what, what)
            if not read_by_role(self.env, what):
                label = self.env._("%s (the case team may know)", label)
            found.setdefault(label, []).extend([names[person]] if person in names else [])
        return [{"what": what, "who": who} for what, who in found.items()]

    @api.model
    def _lacking_labels(self):
        return self._labels_in(self.env.lang)

    @api.model
    @ormcache("lang")
    def _labels_in(self, lang):
        labels = {
            "income": self.env._("Incomes, or that there are none"),
            "asset": self.env._("Real estate, vehicles, deposits, or that there are none"),
            "age": self.env._("Birth date"),
        }
        for model in ("kentro.household.facts", "kentro.person.facts"):
            for name, field in self.env[model]._fields.items():
                labels.setdefault(name, field._description_string(self.env))
        # sudo: the text of a question is nobody's
        Question = self.env["kentro.question"].sudo().with_context(active_test=False)
        questions = Question.search_fetch([], ["code", "name"])
        return {**labels, **{question.code: question.name for question in questions}}

    def _explain_amount(self, texts, amount):
        if amount is None:
            return None
        name, each, less = texts["tiers"][amount.tier]
        says = {"full": self.env._("Full amount"), "less": less, "not_above": self.env._("Not above the rent")}
        return {
            "tier": name,
            "each": each,
            "euros": None if amount.euros is None else self._euros(amount.euros),
            "steps": [
                {"what": says[what], "euros": None if value is None else self._euros(value)}
                for what, value in amount.steps
            ],
        }

    def _euros(self, amount):
        parts = -amount.normalize().as_tuple().exponent if 0 < amount < 1 else 2  # of a kWh, parts of a cent
        return f"{formatLang(self.env, float(amount), digits=min(max(parts, 2), 4))} €"
