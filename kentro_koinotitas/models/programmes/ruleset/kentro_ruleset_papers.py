from typing import Any, NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date, ormcache

from ....tools.standing import checklist
from ....tools.standing.facts import facts_of

STATES = ("missing", "expired", "expiring", "hidden", "in_hand")  # what has to be done first comes first


class Paper(NamedTuple):
    """A paper that rules ask for, and how it stands.

    ``person``: of whom it is asked (an empty kentro.beneficiary: of the household). ``state``: "missing", "expired",
    "expiring", "in_hand", or "hidden": its kind reveals a special category, and whether there is one is not this
    user's to know. ``document``: the paper that there is, or empty. ``until``: its last day of use, or None.
    ``perhaps``: nobody knows yet whether it is asked. ``about``: the person whose check alone asks for it, or empty.
    """

    rule: Any
    person: Any
    kind: Any
    state: str
    document: Any
    until: Any = None
    perhaps: bool = False
    about: Any = None


class KentroRuleset(models.Model):
    """Which papers programmes ask of a household, and which of them are there."""

    _inherit = "kentro.ruleset"

    def _papers_asked(self, whole):
        """Which papers these rules ask for, whoever has them: ``[(rule, Asked)]``.

        :param whole: `tools.standing.facts.facts_of`, or a Standing of the household
        :return: of each Asked: ``person`` (id, None for the household), ``perhaps``, ``about`` (id or None)
        """
        self.ensure_one()
        facts = getattr(whole, "facts", whole)
        subjects = [member["person"] for member in self._subjects(facts)]
        if self.about == "household":
            subjects = subjects and [None]
        return [
            (self.env["kentro.rule"].browse(asked.call.key), asked)
            for asked in checklist.asked(self._calls(), facts, subjects)
        ]

    @api.model
    def _papers(self, households, on, recorded=None):
        """Return ``{(household, ruleset): [Paper]}`` of these rules, what is to be done first before the rest.

        A constant number of queries, however many households. What is asked follows from the facts that the user may
        read; the papers are those she may read, of the day (archived ones do not count).

        :param recorded: what ``households._recorded(on)`` gave, if it is there already
        """
        recorded = recorded or households._recorded(on)
        asked = {}
        for household in households:
            facts = facts_of(recorded[household], on) if recorded[household].members else None
            for ruleset in self if facts else ():
                asked[household, ruleset] = ruleset._papers_asked(facts)
        kinds = self.paper_rule_ids.document_kind_id
        held = self._held(households, recorded, kinds)
        people = self.env["kentro.beneficiary"].browse({m.person for rows in recorded.values() for m in rows.members})
        Document = self.env["kentro.document"]
        shown = Document._special_readable_of(people)._ids if any(kinds.mapped("is_special")) else ()
        today, soon = Document._expiry_days()
        return {
            (household, ruleset): sorted(
                (self._paper(*one, held.get(household, ()), shown, on, (soon - today).days) for one in rows),
                key=lambda paper: (paper.perhaps, STATES.index(paper.state)),
            )
            for (household, ruleset), rows in asked.items()
        }

    def _held(self, households, recorded, kinds):
        """``{household: [checklist.Held]}``: the papers of its members, and its own, that the user reads."""
        homes = {}
        for household in households:
            for member in recorded[household].members:
                homes.setdefault(member.person, []).append(household)
        owners = Domain("beneficiary_id", "in", list(homes)) | Domain("household_id", "in", households.ids)
        found = {}
        for paper in self.env["kentro.document"].search(owners & Domain("kind_id", "in", kinds.ids)):
            person = paper.beneficiary_id.id or None
            days = (day or None for day in (paper.issued_on, paper.date_from, paper.date_to))
            row = checklist.Held(paper.id, paper.kind_id.id, person, *days)
            for household in homes[person] if person else paper.household_id:
                found.setdefault(household, []).append(row)
        return found

    def _paper(self, rule, asked, held, shown, on, soon):
        state, paper, until = checklist.found(asked, held, on, soon)
        people, kind = self.env["kentro.beneficiary"], rule.document_kind_id
        if state == "missing" and kind.is_special and asked.person not in shown:
            state = "hidden"
        return Paper(
            rule,
            people.browse(asked.person or ()),
            kind,
            state,
            self.env["kentro.document"].browse(paper.key if paper else ()),
            until,
            asked.perhaps,
            people.browse(asked.about or ()),
        )

    @ormcache("self.id")
    def _calls(self):
        in_order = self._law().paper_rule_ids.sorted(lambda rule: (rule.document_kind_id.sequence, rule.id))
        return tuple(rule._call() for rule in in_order)

    # --- in words ---------------------------------------------------------------------------------

    def _explain_papers(self, found, person, names):
        """The papers of one card, those of one rule and state together, for the screen and the print.

        :param found: the list of Paper of these rules; ``person``: id of whom the card is about, or None
        """
        lines = {}
        for paper in found:
            if not paper.about or paper.about.id == person:
                key = (paper.rule, paper.state, paper.perhaps, paper.until, paper.document.seen_only)
                lines.setdefault(key, []).append(names.get(paper.person.id))
        return [
            {
                "paper": rule.name,
                "state": state,
                "perhaps": perhaps,
                "until": until and format_date(self.env, until),
                "seen_only": seen_only,
                "who": [name for name in who if name],
            }
            for (rule, state, perhaps, until, seen_only), who in lines.items()
        ]
