from datetime import timedelta
from typing import NamedTuple

from markupsafe import Markup
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

ICONS = {
    "came": "fa-user-plus", "born": "fa-child", "left": "fa-user-times", "died": "fa-user-times",
    "away": "fa-suitcase", "back": "fa-suitcase", "income": "fa-eur", "income_end": "fa-eur",
    "asset": "fa-car", "asset_end": "fa-car", "housing": "fa-home", "housing_end": "fa-home",
    "answer": "fa-comment-o", "answer_end": "fa-comment-o", "custody": "fa-gavel", "custody_end": "fa-gavel",
}  # fmt: skip
LINE = Markup(
    '<div class="d-flex gap-2 py-2 border-bottom"><div class="text-muted text-nowrap" style="min-width: 6rem">{}</div>'
    '<div class="text-muted"><i class="fa fa-fw {}" role="presentation"></i></div><div>{}</div></div>'
)


class Change(NamedTuple):
    date: fields.Date
    kind: str
    text: str


class KentroHousehold(models.Model):
    """What changed when, told from the dated rows: nothing is kept for it.

    Who left has left: where to is not told, nor the number of the household she lives in now.
    """

    _inherit = "kentro.household"

    timeline = fields.Html("What changed when", compute="_compute_timeline", sanitize=False)

    @api.depends_context("uid")
    def _compute_timeline(self):
        changes = self._origin._changes()
        for household in self:
            household.timeline = Markup().join(
                LINE.format(format_date(self.env, change.date), ICONS[change.kind], change.text)
                for change in changes.get(household._origin, ())
            )

    def _changes(self):
        """``{household: [Change]}``, newest first; what the user may not see of it is left out."""
        Member = self.env["kentro.household.member"]
        members = Member.search([("household_id", "in", self.ids)])
        seen = set(members.beneficiary_id._filtered_access("read")._ids)
        by_person = members.grouped("beneficiary_id")
        found = {household: [] for household in self}
        for member in members:
            found[member.household_id] += self._changes_of_member(member, member.beneficiary_id.id in seen)
        for model, kind in (
            ("kentro.household.away", "away"),
            ("kentro.income", "income"),
            ("kentro.asset", "asset"),
            ("kentro.answer", "answer"),
            ("kentro.custody", "custody"),
            ("kentro.housing", "housing"),
        ):
            for row in self._rows_of(model, members):
                for household, change in self._changes_of_row(row, kind, by_person):
                    found[household].append(change)
        today = fields.Date.context_today(self)
        for household, changes in found.items():
            found[household] = sorted(
                (change for change in changes if change.date <= today), key=lambda change: change.date, reverse=True
            )
        return found

    def _rows_of(self, model, members):
        Model = self.env[model]
        if not Model.has_access("read"):
            return Model
        fields_ = Model._fields
        domain = Domain.FALSE
        if "beneficiary_id" in fields_:
            domain |= Domain("beneficiary_id", "in", members.beneficiary_id.ids)
        if "household_id" in fields_:
            domain |= Domain("household_id", "in", self.ids)
        return Model.search(domain)

    def _changes_of_member(self, member, seen):
        # sudo: who is served elsewhere appears by her number; of her life only that it began or ended
        person, life = member.beneficiary_id, member.beneficiary_id.sudo()
        relation = dict(member._fields["relation"]._description_selection(self.env))[member.relation]
        names = {"person": person.display_name, "relation": relation}
        if not member.date_from:
            pass  # since before we know: nothing to tell
        elif seen and life.birth_date == member.date_from:
            yield Change(member.date_from, "born", self.env._("%(person)s was born (%(relation)s)", **names))
        else:
            yield Change(member.date_from, "came", self.env._("%(person)s came (%(relation)s)", **names))
        if not member.date_to:
            return
        if seen and life.death_date == member.date_to:
            yield Change(member.date_to, "died", self.env._("%(person)s died", **names))
        else:
            yield Change(_next(member.date_to), "left", self.env._("%(person)s left (%(relation)s)", **names))

    def _changes_of_row(self, row, kind, by_person):
        """(household, Change) of a dated row, in each household its person belonged to on that day."""
        for day, what in ((row.date_from, kind), (_next(row.date_to), f"{kind}_end")):
            if not day:
                continue
            what = "back" if what == "away_end" else what
            text = self._text_of(row, what)
            if "household_id" in row._fields and row.household_id:
                if row.household_id in self:
                    yield row.household_id, Change(day, what, text)
                continue
            on_that_day = row.date_from if what == kind else row.date_to
            for member in by_person.get(row.beneficiary_id, ()):
                if (member.date_from or on_that_day) <= on_that_day <= (member.date_to or on_that_day):
                    yield member.household_id, Change(day, what, text)

    def _text_of(self, row, what):
        names = {"what": row.display_name}
        person = "beneficiary_id" in row._fields and row.beneficiary_id
        if what.startswith("custody"):
            if what == "custody_end":
                return self.env._("Custody ended: %(what)s", **names)
            return self.env._(
                "Custody: %(what)s, %(holder)s", holder=row.holder_id.display_name or row.holder_name, **names
            )
        names["whose"] = person.display_name if person else self.env._("Household")
        if what.startswith("housing"):
            names["whose"] = self.env._("Housing")
        if what == "back":
            return self.env._("%(whose)s is back: %(what)s ended", **names)
        if what == "away":
            return self.env._("%(whose)s lives elsewhere: %(what)s", **names)
        if what.endswith("_end"):
            return self.env._("%(whose)s: ended: %(what)s", **names)
        return self.env._("%(whose)s: %(what)s", **names)


def _next(day):
    return day and day + timedelta(days=1)
