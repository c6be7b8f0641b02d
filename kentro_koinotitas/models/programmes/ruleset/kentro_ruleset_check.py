import ast

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import formatLang, ormcache

from ....tools.standing.amounts import verdict
from ....tools.standing.conditions import holds
from ....tools.standing.verdict import Standing

CASE_TEAM = {"degree": "kentro.disability", "has_title": "kentro.residence.title"}  # who else reads these
RESULTS = {True: "met", False: "not_met", None: "unknown"}


def reads_of_team(asked):
    """Whether something that is asked, a condition or what holds some, speaks of what the case team alone reads."""
    return any(f"'{name}'" in str(asked) for name in CASE_TEAM)


class KentroRuleset(models.Model):
    """A check of one household: what each programme's rules of the day find, and why."""

    _inherit = "kentro.ruleset"

    @api.model
    def _in_force(self, date, programmes=None):
        """The published rules in force on ``date``, those of the screen first."""
        of_them = Domain("programme_id", "in", programmes.ids) if programmes is not None else Domain.TRUE
        published = Domain("state", "=", "published") & Domain("date_from", "<=", date)
        return self.search(
            of_them & published & (Domain("date_to", "=", False) | Domain("date_to", ">=", date))
        ).sorted(lambda ruleset: (ruleset.programme_id.sequence, ruleset.programme_id.id))

    def _check(self, recorded, on, instead=None):
        """Put these rules to one household.

        :param recorded: `tools.standing.rows.Household`, as recorded or as supposed
        :param instead: {parameter: Decimal} to suppose other values
        :return: ``[(ruleset, person id or None, Verdict)]``; rules about a person give one for each they may be about
        """
        found = []
        whole = Standing(recorded, on)
        for ruleset in self:
            for standing in ruleset._standings(whole):
                found.append((ruleset, standing.person, verdict(*ruleset._asked(standing, instead), standing)))
        return found

    def _asked(self, standing, instead=None):
        """Return the ``(criteria, tiers)`` put to a Standing, with the amounts and limits of its day."""
        day = self._law_day(standing.on, standing.household, standing.person)
        if instead or not self.id:  # supposed, or still being written
            return self._compile(self._reader(day, instead))
        return self._compiled(day)

    def _standings(self, whole):
        """The household itself, or each member whom these rules may be about; none if it has no such member."""
        subjects = self._subjects(whole.facts)
        if self.about == "household":
            return [whole] if subjects else []
        return [Standing(whole.household, whole.on, member["person"]) for member in subjects]

    def _subjects(self, facts):
        """The facts of the members whom these rules may be about."""
        whom = ast.literal_eval(self.whom_domain)
        return [member for member in facts["member_ids"] if holds(whom, member) is not False]

    @ormcache("self.id", "rule_id", "on")
    def _is_special(self, rule_id, on):
        """Whether one of these rules reads what the team of an open case alone reads."""
        criteria, tiers = self._compiled(on)
        every = (*criteria, *(criterion for tier in tiers for criterion in tier.criteria))
        return reads_of_team([criterion.test for criterion in every if criterion.key == rule_id])

    # --- in words ---------------------------------------------------------------------------------

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
            if what in CASE_TEAM and not self.env[CASE_TEAM[what]].has_access("read"):
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
        questions = self.env["kentro.question"].sudo().with_context(active_test=False).search([])
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
