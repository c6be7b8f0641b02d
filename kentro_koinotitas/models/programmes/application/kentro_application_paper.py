from odoo import api, fields, models
from odoo.exceptions import UserError

from ..ruleset.kentro_ruleset_check import reads_of_team

STATES = [
    ("missing", "Missing"),
    ("expired", "Has expired"),
    ("expiring", "Expires soon"),
    ("in_hand", "In hand"),
]
LACKING = ("missing", "expired")


class KentroApplicationPaper(models.Model):
    """A paper that the rules of the programme ask for, and how it stands: kept up to date by the program alone."""

    _name = "kentro.application.paper"
    _description = "Paper of an application"
    _order = "application_id, sequence, id"
    _rec_name = "kind_id"
    _kentro_file = True

    application_id = fields.Many2one(
        "kentro.application", required=True, readonly=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(readonly=True)
    rule_id = fields.Many2one("kentro.rule", "What is asked", required=True, readonly=True, ondelete="restrict")
    kind_id = fields.Many2one("kentro.document.kind", "Paper", required=True, readonly=True, ondelete="restrict")
    is_special = fields.Boolean(
        compute="_compute_is_special", store=True, help="The paper, or that it is asked, tells what the case team knows"
    )
    beneficiary_id = fields.Many2one(
        "kentro.beneficiary", "Of which person", readonly=True, ondelete="restrict", help="Empty: of the household"
    )
    document_id = fields.Many2one("kentro.document", "On file", readonly=True, ondelete="set null")
    state = fields.Selection(STATES, "Status", required=True, readonly=True)
    until = fields.Date("Holds until", readonly=True)
    perhaps = fields.Boolean("Perhaps", readonly=True, help="Nobody knows yet whether it is asked")
    may_be_ticked = fields.Boolean(compute="_compute_may_be_ticked")

    @api.depends("kind_id.is_special", "rule_id.when_domain")
    def _compute_is_special(self):
        for paper in self:
            paper.is_special = paper.kind_id.is_special or reads_of_team(self.env, paper.rule_id.when_domain)

    def _plain(self, name):
        """Return the value of field ``name`` as it is written."""
        return self[name].id if self._fields[name].relational else self[name]

    @api.depends("kind_id.months", "rule_id.not_older_than", "state")
    def _compute_may_be_ticked(self):
        """Where it matters how old it is, its date is asked."""
        for paper in self:
            dated = paper.kind_id.months or paper.rule_id.not_older_than
            paper.may_be_ticked = paper.state in LACKING and not dated

    def action_seen(self):
        """Note that the paper was shown at the desk, no copy kept: one press a paper."""
        lacking = self.filtered("may_be_ticked")
        if lacking.application_id.filtered("submitted_on"):
            raise UserError(self.env._("What was submitted is not rewritten."))
        self.env["kentro.document"].create(
            [{**paper._whose(), "kind_id": paper.kind_id.id, "seen_only": True} for paper in lacking]
        )

    def _whose(self):
        if self.beneficiary_id:
            return {"beneficiary_id": self.beneficiary_id.id}
        return {"household_id": self.application_id.household_id.id}

    def action_put_on_file(self):
        """Open a new paper of this kind, of whom it is asked."""
        self.ensure_one()
        whose = {f"default_{name}": value for name, value in self._whose().items()}
        return {
            "type": "ir.actions.act_window",
            "name": self.kind_id.name,
            "res_model": "kentro.document",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_kind_id": self.kind_id.id, **whose},
        }


class KentroApplication(models.Model):
    """The checklist of an application: made from the rules of its programme, and followed until the submission."""

    _inherit = "kentro.application"

    paper_ids = fields.One2many("kentro.application.paper", "application_id", "Papers", readonly=True)
    asks_special = fields.Boolean(
        compute="_compute_asks_special", help="The programme asks some for papers that only the team of a case sees"
    )

    # What the checklist is made from.
    _ASKED_BY = frozenset({"programme_id", "household_id", "beneficiary_id", "concerns_id", "case_id"})
    # Steps before which it is looked through once more.
    _LOOKED_THROUGH = frozenset({"ready", "ready_anyway", "submit"})

    @api.depends("ruleset_id")
    def _compute_asks_special(self):
        """Said of the programme: how many are asked of her, and are not shown, would tell of the person."""
        for application in self:
            rules = application.ruleset_id.paper_rule_ids
            application.asks_special = any(
                rule.document_kind_id.is_special or reads_of_team(self.env, rule.when_domain) for rule in rules
            )

    @api.model_create_multi
    def create(self, vals_list):
        applications = super().create(vals_list)
        # those that were brought in as submitted or ended have none
        applications.filtered(lambda a: not a.submitted_on and a.stage_kind in ("new", "ongoing"))._refresh_papers()
        return applications

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & self._ASKED_BY:
            self.filtered(lambda application: not application.submitted_on)._refresh_papers()
        return result

    def _check_rules(self, transition, *args, **kwargs):
        if transition.code in self._LOOKED_THROUGH:
            self._refresh_papers()
        return super()._check_rules(transition, *args, **kwargs)

    def action_refresh_papers(self):
        """Look through the checklist once more, as by what was declared since."""
        self.check_access("write")
        self.filtered(lambda application: not application.submitted_on)._refresh_papers()

    def _refresh_papers(self):
        """Make the checklist what the rules ask, and the papers on file answer, today or on the day of submission.

        As superuser, so that it is one list, whoever looks: which of its lines she may see the record rules say.
        """
        today, every = fields.Date.context_today(self), self.sudo()
        self.env.add_to_compute(every._fields["ruleset_id"], every.filtered(lambda a: not a.submitted_on))
        for day, applications in every.grouped(lambda a: a.submitted_on or today).items():
            found = {}
            if rulesets := applications.ruleset_id:
                found = rulesets._papers(applications.household_id, day)
            applications._follow_papers(
                {a: a._own_papers(found.get((a.household_id, a.ruleset_id), ())) for a in applications}
            )

    def _own_papers(self, papers):
        """Return ``{(rule, person): values of its line}`` of what is asked for the sake of this application."""
        own = [p for p in papers if not p.about or p.about == (self.concerns_id or self.beneficiary_id)]
        return {
            (paper.rule.id, paper.person.id): {
                "sequence": number,
                "kind_id": paper.kind.id,
                "document_id": paper.document.id,
                "state": "missing" if paper.state == "hidden" else paper.state,
                "until": paper.until or False,
                "perhaps": paper.perhaps,
            }
            for number, paper in enumerate(own)
        }

    def _follow_papers(self, asked):
        """Make, change and remove lines so that they are ``asked``; a constant number of statements."""
        new, gone = [], self.env["kentro.application.paper"].sudo()
        for application, papers in asked.items():
            lines = {(line.rule_id.id, line.beneficiary_id.id): line for line in application.paper_ids}
            for key, line in lines.items():
                if key not in papers:
                    gone |= line
            for (rule, person), values in papers.items():
                line = lines.get((rule, person))
                if not line:
                    new.append({"application_id": application.id, "rule_id": rule, "beneficiary_id": person, **values})
                elif changed := {name: value for name, value in values.items() if line._plain(name) != value}:
                    line.write(changed)
        gone.unlink()
        gone.create(new)
        for count, applications in self.grouped(lambda a: a._count_lacking()).items():
            applications.filtered(lambda a: a.missing_count != count).write({"missing_count": count})  # noqa: B023

    def _count_lacking(self):
        """What lacks; without a case, of what the desk sees: else the number tells it what is asked of her besides."""
        told = self.paper_ids if self.case_id else self.paper_ids.filtered(lambda paper: not paper.is_special)
        return sum(paper.state in LACKING and not paper.perhaps for paper in told)

    # -- when what it rests on changes ----------------------------------------------------------

    @api.model
    def _follow_files(self, people, households):
        """Look through the checklists in which these people or households have a part."""
        # as superuser: a checklist follows the file, whoever keeps that
        open_ = self.sudo().search(
            [
                ("submitted_on", "=", False),
                ("stage_kind", "in", ("new", "ongoing")),
                "|",
                ("household_id", "in", households.ids),
                ("household_id.member_ids.beneficiary_id", "in", people.ids),
            ]
        )
        if open_:
            open_._refresh_papers()

    @api.model
    def _cron_papers(self, at_a_time=500):
        """Papers expire, and what was declared decides which are asked: look through all open checklists."""
        open_ = self.search([("submitted_on", "=", False), ("stage_kind", "in", ("new", "ongoing"))])
        for start in range(0, len(open_), at_a_time):
            batch = open_[start : start + at_a_time]
            batch._refresh_papers()
            self.env["ir.cron"]._commit_progress(len(batch), remaining=max(len(open_) - start - at_a_time, 0))
