from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_date

from ....tools.standing import paper
from ....tools.standing.kept import digest, read_verdict, write_verdict


class KentroEligibility(models.Model):
    """A pre-check that was kept, told again: in the reader's language, and as far as she may know what it rests on."""

    _inherit = "kentro.eligibility"

    cards = fields.Json(compute="_compute_cards")
    amount = fields.Char("Indicative amount", compute="_compute_amount")
    explanation = fields.Text(compute="_compute_explanation", help="The whole of it in words")
    why = fields.Selection(
        [("open", "Told"), ("closed", "For those who read all files it rests on"), ("erased", "Erased")],
        "What it rests on", compute="_compute_cards",
    )  # fmt: skip

    @api.depends("findings", "facts")
    @api.depends_context("uid", "lang")
    def _compute_cards(self):
        for kept in self:
            kept.why = kept._why()
            kept.cards = {"nobody": False, "cards": [kept._card()]}

    def _why(self):
        """Whether this user may know what the verdict rests on: she reads every file of which it tells."""
        self.ensure_one()
        stored = self.sudo()  # sudo: whether she may, is asked of what she may not read yet
        if not stored.facts:
            return "erased"
        people = stored.people_ids._kept().sudo(False)
        if people._filtered_access("read") != people:
            return "closed"
        recorded = paper.read(stored.facts)
        members, special = recorded.members, self.env["kentro.question"]._special_codes()
        told = {answer.person for answer in recorded.answers if answer.question in special}
        if told and not self._on_the_team_of(told, people):
            return "closed"
        for model, name in (("kentro.disability", "degree"), ("kentro.residence.title", "title")):
            told = {member.person for member in members if getattr(member, name)}
            if told and not told <= self._seen_in(model, told):
                return "closed"
        return "open"

    def _on_the_team_of(self, told, people):
        """Whether this user is of the team of all ``told`` (ids); None, the household: of one of its ``people``."""
        hers = set(self.env["kentro.document"]._special_readable_of(people)._ids)
        return told - {None} <= hers and (None not in told or bool(hers))

    def _seen_in(self, model, people):
        Model = self.env[model]
        if not Model.has_access("read"):
            return set()
        return set(Model.search([("beneficiary_id", "in", list(people))]).beneficiary_id.ids)

    def _told_card(self, names):
        """The card of `kentro.ruleset._explain`, of who may know what it rests on."""
        found = self.sudo().findings  # sudo: asked for by `_why`
        return self.ruleset_id._explain((self.ruleset_id, found["person"], read_verdict(found)), names)

    def _card(self):
        """The card, or, of what she may not know, the bare answer."""
        names = self._names()
        if self._why() == "open":
            return {**self._told_card(names), "kept": self._kept_by()}
        texts = self.ruleset_id._texts(self.env.lang)
        card = {name: texts[name] for name in ("programme", "known_as", "act")}
        person = self.beneficiary_id
        return {
            **card, "person": person.id and names.get(person.id), "result": self.result, "findings": [],
            "to_confirm": [], "note": None, "amount": self._bare_amount(), "kept": self._kept_by(),
        }  # fmt: skip

    @api.depends("findings", "facts")
    @api.depends_context("uid", "lang")
    def _compute_explanation(self):
        for kept in self:
            kept.explanation = kept._in_words(kept._card())

    def _in_words(self, card):
        """A card as lines of text."""
        results = dict(self._fields["result"]._description_selection(self.env))
        programme = " · ".join(filter(None, [card["programme"], card["known_as"], card["person"]]))
        lines = [f"{programme}: {results[card['result']]}"]
        for row in card["findings"]:
            figures = [row["figures"][name] for name in ("told", "limit") if row["figures"]]
            told = figures and f" ({' / '.join(filter(None, figures))})"
            lacking = ", ".join(lack["what"] for lack in row["lacking"])
            lines.append(f"{results[row['result']]}: {row['sentence']}{told or ''}{lacking and f' – {lacking}'}")
        if card["amount"]:
            lines.append(" ".join(filter(None, (card["amount"].get(key) for key in ("tier", "euros", "each")))))
        return "\n".join(lines)

    @api.depends("euros", "each")
    @api.depends_context("lang")
    def _compute_amount(self):
        for kept in self:
            found = kept._bare_amount()
            kept.amount = found and f"{found['euros']} {found['each']}"

    def _bare_amount(self):
        if not self.each:
            return None
        each = dict(self._fields["each"]._description_selection(self.env))
        return {"euros": self.ruleset_id._euros(Decimal(str(self.euros))), "each": each[self.each], "steps": []}

    def _kept_by(self):
        return self.env._(
            "Kept by %(user)s on %(date)s, as of %(day)s",
            user=self.sudo().user_id.name,  # sudo: a colleague's name
            date=format_date(self.env, self.made_on),
            day=format_date(self.env, self.on_date),
        )

    def _names(self):
        """``{person id: name}``, the register number of whom this user does not read."""
        people = self.sudo().people_ids | self.sudo().beneficiary_id  # sudo: which they are; `_called` names no other
        return people.sudo(False)._called()

    # --- worked out again -----------------------------------------------------------------------

    def _again(self):
        """Return ``(Verdict or None, whether the rules are those that were asked)`` by kept facts, rules and values.

        What is found so is what was found then, unless somebody has rewritten a rule.
        """
        self.ensure_one()
        stored = self.sudo()  # sudo: asked for by `_why`
        values = {self.env["kentro.parameter"].browse(id_): Decimal(value) for id_, _row, value in stored.law["values"]}
        ruleset = self.ruleset_id
        same_law = digest(*ruleset._compile(ruleset._reader(self.on_date, values))) == stored.law["digest"]
        found = ruleset._check(paper.read(stored.facts), self.on_date, values)
        return self._about_her(found), same_law

    def _kept_verdict(self):
        return read_verdict(self.sudo().findings)  # sudo: asked for by `_why`

    def action_again(self):
        """Work it out again from what was kept."""
        return self._open_again("day")

    def action_today(self):
        """Show what today's law, and what is recorded today, would answer."""
        return self._open_again("today")

    def _open_again(self, what):
        self.ensure_one()
        again = self.env["kentro.eligibility.again"].create({"eligibility_id": self.id, "what": what})
        again._checked()
        return {
            "type": "ir.actions.act_window",
            "name": again.display_name,
            "res_model": again._name,
            "res_id": again.id,
            "views": [(False, "form")],
        }

    def _about_her(self, found):
        """Of what `_check` found, the Verdict about whom this one is about."""
        person = self.sudo().findings["person"]  # sudo: asked for by `_why`
        return next((verdict for _ruleset, about, verdict in found if about == person), None)

    def _is_as_kept(self, verdict):
        found = self.sudo().findings  # sudo: asked for by `_why`
        return verdict is not None and {"person": found["person"], **write_verdict(verdict)} == found
