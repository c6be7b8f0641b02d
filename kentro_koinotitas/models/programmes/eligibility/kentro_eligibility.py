import ast

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ....tools.standing import paper
from ....tools.standing.amounts import asks
from ....tools.standing.kept import digest, write_verdict
from ...workflow.engine import ENGINE
from ..ruleset.kentro_ruleset_check import CASE_TEAM, RESULTS
from ..ruleset.kentro_ruleset_tier import EACH

RESULT = [("met", "Qualifies"), ("not_met", "Does not qualify"), ("unknown", "Not known yet")]


class KentroEligibility(models.Model):
    """What the pre-check of a household, or of one of its people, found on a day: kept as it was found.

    With it are kept the facts it rested on, the rules and each value of a parameter: it can be explained again in any
    language, and worked out again whatever has changed since. Indicative: the authority decides.
    """

    _name = "kentro.eligibility"
    _inherit = ["kentro.append.only"]
    _description = "Pre-check kept"
    _order = "id desc"
    _kentro_file = True

    household_id = fields.Many2one(
        "kentro.household", "Household", required=True, readonly=True, index=True, ondelete="restrict"
    )
    beneficiary_id = fields.Many2one(
        "kentro.beneficiary", "About", readonly=True, index="btree_not_null", ondelete="restrict",
        help="Of whom the programme asks; empty: of the household",
    )  # fmt: skip
    company_id = fields.Many2one("res.company", "Municipality", required=True, readonly=True, ondelete="restrict")
    programme_id = fields.Many2one(
        "kentro.programme", "Programme", required=True, readonly=True, index=True, ondelete="restrict"
    )
    ruleset_id = fields.Many2one("kentro.ruleset", "Rules", required=True, readonly=True, ondelete="restrict")
    on_date = fields.Date("As of", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Made by", required=True, readonly=True, ondelete="restrict")
    made_on = fields.Datetime("Made on", required=True, readonly=True)
    result = fields.Selection(RESULT, required=True, readonly=True)
    euros = fields.Float("Indicative amount (€)", digits=(16, 4), readonly=True, aggregator=None)
    each = fields.Selection(EACH, "Paid", readonly=True)
    # codes and figures, no words: `tools.standing.kept`; they hold what others of the household have declared
    findings = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    facts = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    law = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    people_ids = fields.Many2many(
        "kentro.beneficiary", string="Rests on what is known of", readonly=True, groups=fields.NO_ACCESS
    )

    @api.depends("programme_id", "on_date")
    def _compute_display_name(self):
        for kept in self:
            number, day = kept.household_id.sudo().number, format_date(self.env, kept.on_date)  # sudo: names nobody
            kept.display_name = f"{kept.programme_id.name} · {number} · {day}"

    @api.model
    def _keep(self, household, on, chosen=None):
        """Keep what the pre-check of ``household`` finds on ``on``, as this user may see it, and return the records.

        :param chosen: [(ruleset id, person id or False)] of the cards that are kept; all, if not given
        """
        household.check_access("read")
        recorded = household._recorded(on)[household]
        self._refuse_to_keep(household, recorded)
        found = self.env["kentro.ruleset"]._in_force(on)._check(recorded, on)
        if chosen is None:  # where only papers are asked for, there is no answer to keep
            found = [row for row in found if asks(*row[0]._compiled(on))]
        else:
            wanted = {(ruleset, person or None) for ruleset, person in chosen}
            found = [row for row in found if (row[0].id, row[1]) in wanted]
            if len(found) != len(wanted):
                raise UserError(self.env._("Household or rules have changed meanwhile. Look at the cards again."))
        now = fields.Datetime.now()
        # sudo: a pre-check is kept by this way alone, of a household that she reads
        store = self.sudo().with_context(kentro_engine=ENGINE)
        return store.create(
            [self._values_kept(household, recorded, on, row) | {"made_on": now} for row in found]
        ).sudo(False)  # fmt: skip

    def _refuse_to_keep(self, household, recorded):
        people = {member.person for member in recorded.members}
        if not people:
            raise UserError(self.env._("Nobody belongs to this household on that day."))
        self.env["kentro.beneficiary"]._refuse_restricted(people)

    def _values_kept(self, household, recorded, on, checked):
        ruleset, person, verdict = checked
        day = ruleset._law_day(on, recorded, person)
        criteria, tiers = ruleset._compiled(day)
        used = digest(criteria, tiers)
        asked = str((criteria, tiers, ast.literal_eval(ruleset.whom_domain)))
        if not any(f"'{name}'" in asked for name in CASE_TEAM):
            members = (member._replace(degree=None, title=None) for member in recorded.members)
            recorded = recorded._replace(members=tuple(members))
        unasked = {code for code in self.env["kentro.question"]._special_codes() if f"'{code}'" not in asked}
        answers = (answer for answer in recorded.answers if answer.question not in unasked)
        recorded = recorded._replace(answers=tuple(answers))
        values = ruleset._parameters()._values_on(day)
        amount = verdict.amount if verdict.holds else None
        return {
            "household_id": household.id,
            "beneficiary_id": person,
            "company_id": household.sudo().structure_id.company_id.id,  # sudo: only the rules read the structure
            "programme_id": ruleset.programme_id.id,
            "ruleset_id": ruleset.id,
            "on_date": on,
            "user_id": self.env.uid,
            "result": RESULTS[verdict.holds],
            "euros": float(amount.euros) if amount and amount.euros is not None else False,
            "each": amount and self.env["kentro.ruleset.tier"].browse(amount.tier).each,
            "findings": {"person": person, **write_verdict(verdict)},
            "facts": paper.write(recorded),
            "law": {
                "digest": used,
                "values": [[parameter.id, row.id, str(row.value)] for parameter, row in values.items()],
            },
            "people_ids": [member.person for member in recorded.members],
        }
