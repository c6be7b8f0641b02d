import ast

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache

from ....tools.standing.amounts import verdict
from ....tools.standing.conditions import holds
from ....tools.standing.verdict import Standing

CASE_TEAM = {"degree": "kentro.disability", "has_title": "kentro.residence.title"}  # who else reads these
RESULTS = {True: "met", False: "not_met", None: "unknown"}


def reads_of_team(env, asked):
    """Whether something that is asked, a condition or what holds some, speaks of what the case team alone reads."""
    return any(f"'{name}'" in str(asked) for name in (*CASE_TEAM, *env["kentro.question"]._special_codes()))


def read_by_role(env, what):
    """Whether the role of this user lets her know the fact or answer ``what`` of those in whose team she is."""
    special = "kentro.disability" if what in env["kentro.question"]._special_codes() else None
    model = CASE_TEAM.get(what, special)
    return not model or env[model].has_access("read")


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
        return reads_of_team(self.env, [criterion.test for criterion in every if criterion.key == rule_id])
