from odoo import api, fields, models
from odoo.exceptions import UserError

from .....tools.household_makeup import ADULT
from .....tools.standing.facts import age
from .speech import LANGUAGES


class KentroEligibilityCheck(models.TransientModel):
    """The pre-check on paper, for the citizen, in a language of hers."""

    _inherit = "kentro.eligibility.check"

    language = fields.Selection(LANGUAGES, "Print in", compute="_compute_language", store=True, readonly=False)
    given_to_id = fields.Many2one(
        "kentro.beneficiary",
        "Printed for",
        compute="_compute_given_to_id",
        store=True,
        readonly=False,
        ondelete="cascade",
        domain="[('id', 'in', member_ids)]",
        help="What a paper tells of disability or residence is told of her and of minors, not of other members",
    )
    member_ids = fields.Many2many("kentro.beneficiary", compute="_compute_member_ids")

    @api.depends("household_id", "on_date")
    def _compute_member_ids(self):
        for check in self:
            home = check.household_id
            check.member_ids = home._members_on(check.on_date).beneficiary_id if home and check.on_date else False

    @api.depends("household_id", "on_date")
    def _compute_given_to_id(self):
        for check in self:
            home = check.household_id
            members = home._members_on(check.on_date) if home and check.on_date else home.member_ids.browse()
            applicant = members.filtered(lambda member: member.relation == "applicant") or members
            check.given_to_id = applicant.beneficiary_id._filtered_access("read")[:1]

    @api.depends("given_to_id")
    def _compute_language(self):
        """The one she speaks, if the print is told in it; else Greek."""
        for check in self:
            spoken = check.given_to_id.language
            check.language = spoken if spoken in dict(LANGUAGES) else "el"

    def action_print(self):
        """Print it in the language chosen."""
        self.ensure_one()
        self._refuse_to_print()
        return self.env.ref("kentro_koinotitas.entitlements_report").report_action(self)

    def _refuse_to_print(self):
        if self.supposed_ids:
            raise UserError(self.env._("Only what is recorded is printed: take away what is supposed first."))
        if not self.given_to_id:
            raise UserError(self.env._("Choose to whom the print is given: a member of the household on that day."))
        if self.given_to_id not in self.member_ids:
            raise UserError(
                self.env._("%s is no member of the household on that day.", self.given_to_id.display_name)
            )

    def _printed_cards(self, env):
        """Cards in the language of ``env``, without what they would tell of another member's disability or residence.

        :return: ``[{…, "papers": […], "of_another": whether something was left out}]``
        """
        check = self.with_env(env)
        household, on = check.household_id, check.on_date
        household.check_access("read")
        recorded = household._recorded(on)[household]
        hers = {self.given_to_id.id, *(m.person for m in recorded.members if _is_minor(m, on))}
        others = {m.person for m in recorded.members if (m.degree or m.title) and m.person not in hers}
        names = self.env["kentro.beneficiary"].browse(member.person for member in recorded.members)._called()
        rulesets = env["kentro.ruleset"]._in_force(on).filtered(lambda ruleset: ruleset._is_check(on))
        papers = rulesets._papers(household, on, {household: recorded})
        cards = []
        for ruleset, person, found in rulesets._check(recorded, on):
            if ruleset.programme_id.is_special and person and person not in hers:
                continue  # that it is looked at tells of another's health
            about = {person} if person else others
            shown = tuple(f for f in found.findings if not (about & others and ruleset._is_special(f.key, on)))
            listed = [p for p in papers[household, ruleset] if not p.kind.is_special or p.person.id in (False, *hers)]
            card = rulesets._explain((ruleset, person, found._replace(findings=shown)), names)
            cards.append(
                {
                    **card,
                    "papers": ruleset._explain_papers(listed, person, names),
                    "condition_left_out": len(shown) < len(found.findings),
                    "paper_left_out": len(listed) < len(papers[household, ruleset]),
                    "where": _where(ruleset.programme_id),
                    "act": _act(ruleset.legal_act_id),
                    "checked": True,
                }
            )
        return cards


def _where(programme):
    return {name: programme[name] or None for name in ("authority", "platform", "apply_at")}


def _act(act):
    """What kind of act it is, and its number: ``(words, number)``."""
    return act and (dict(act._fields["kind"]._description_selection(act.env))[act.kind], act._numbered())


def _is_minor(member, on):
    return member.birth_date is not None and age(member.birth_date, on) < ADULT
