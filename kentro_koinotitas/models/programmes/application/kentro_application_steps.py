from odoo import api, fields, models
from odoo.exceptions import UserError

from ...workflow.engine import ENGINE


class KentroApplication(models.Model):
    """What the steps of an application write down, and nobody by hand: submission, decision, appeal."""

    _inherit = "kentro.application"

    filed_by = fields.Selection(
        [("centre", "The centre"), ("citizen", "The citizen")], "Submitted by", copy=False
    )
    filed_by_id = fields.Many2one(
        "res.users", "Who of the centre", copy=False, readonly=True, ondelete="restrict"
    )
    submitted_on = fields.Date("Submitted on", copy=False)
    entered_on = fields.Datetime("Entered here on", copy=False, readonly=True, help="When that was noted")
    missing_count = fields.Integer("Papers missing", copy=False, readonly=True, aggregator=None)
    papers_waived = fields.Boolean("Goes without some papers", copy=False, readonly=True)
    result = fields.Selection(
        [("approved", "Approved"), ("rejected", "Rejected")], "Decision", copy=False, readonly=True
    )
    decision_date = fields.Date("Date of the decision", copy=False)
    decision_number = fields.Char("Number of the decision", copy=False)
    reject_reason = fields.Text("Reason of the rejection", copy=False)
    amount = fields.Float("Amount approved", digits=(12, 2), copy=False, aggregator=None)
    valid_from = fields.Date("Valid from", copy=False)
    valid_to = fields.Date("Valid to", copy=False, index="btree_not_null")
    renew_from = fields.Date("Renewal from", copy=False, help="First day on which it can be applied for again")
    appeal_by = fields.Date("Appeal until", copy=False)
    appealed_on = fields.Date("Appealed on", copy=False)
    appeal_in_time = fields.Boolean("Appeal in time", compute="_compute_appeal_in_time", store=True)
    instalment_ids = fields.One2many("kentro.application.instalment", "application_id", "Instalments")

    _amount = models.Constraint("CHECK (amount IS NULL OR amount >= 0)", "An amount is not negative.")
    _dates_in_order = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)",
        "An approval is valid to a day on or after the one from which it is.",
    )

    # By the dialogs of steps, and by what follows from them.
    _BY_STEP = frozenset(
        """filed_by filed_by_id submitted_on entered_on missing_count papers_waived result decision_date
        decision_number reject_reason amount valid_from valid_to renew_from appeal_by appealed_on answer_by
        query_text query_asked_on query_days query_answered_on query_answer renewed_from_id eligibility_id""".split()
    )
    # From the programme, what is declared, and days that are written down by steps.
    _FOLLOWS = frozenset({"ruleset_id", "appeal_in_time", "is_scored", "points"})
    # What was submitted, for whom and where.
    _SUBMITTED = frozenset({"programme_id", "beneficiary_id", "household_id", "concerns_id"})

    # What follows from a step, by its code.
    _AFTER = {
        code: f"_after_{code}"
        for code in ("submit", "ready_anyway", "back", "ask_papers", "answer", "approve", "reject")
    }

    @api.depends("appealed_on", "appeal_by")
    def _compute_appeal_in_time(self):
        for application in self:
            done, by = application.appealed_on, application.appeal_by
            application.appeal_in_time = not (done and by and done > by)

    # -- nobody by hand -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # explicit: no default of the context has a say
            vals_list = [
                {name: value for name, value in vals.items() if name not in self._FOLLOWS}
                | dict.fromkeys(self._BY_STEP, False)
                for vals in vals_list
            ]
            earlier = self._get_renewed()
            if len(vals_list) == 1 and earlier:
                vals_list[0]["renewed_from_id"] = earlier.id
        applications = super().create(vals_list)
        if not self.env.su:
            applications._forget_unless_renewed()
        applications.filtered("valid_to")._plan_renewal()  # brought in by the opening import
        cases = applications.sudo().case_id  # as superuser: the desk adds to none, others were asked by the pointer
        cases._lock_roots()  # else a case could be closed at this moment, past its guards
        cases.sudo(False)._refuse_if_ended()
        return applications

    @api.model
    def _get_renewed(self):
        """Return the application that a new one renews: one that this user may read, or none."""
        earlier = self.browse(self.env.context.get("kentro_renewed_from_id") or ()).exists()
        return earlier._filtered_access("read")

    def _forget_unless_renewed(self):
        """Another programme, or another's application, renews nothing: who renews is not looked for any more."""
        stray = self.filtered("renewed_from_id").filtered(
            lambda new: new.programme_id != new.renewed_from_id.programme_id
            or not (new.beneficiary_id == new.renewed_from_id.beneficiary_id
                    or new.household_id == new.renewed_from_id.household_id)
        )  # fmt: skip
        stray.sudo().renewed_from_id = False  # as superuser: it follows from what was chosen

    def write(self, vals):
        if not self.env.su and self.env.context.get("kentro_engine") is not ENGINE:
            self._refuse_by_hand(vals)
        result = super().write(vals)
        if vals.keys() & {"valid_to", "programme_id"}:
            self.with_context(kentro_engine=None)._plan_renewal()
        return result

    def _refuse_by_hand(self, vals):
        fields_ = vals.keys() & (self._BY_STEP | self._FOLLOWS)
        if fields_:
            raise UserError(
                self.env._(
                    "%(application)s: «%(field)s» is written down by a step, not by hand.",
                    application=self._names(),
                    field=self._fields[min(fields_)]._description_string(self.env),
                )
            )
        sent = self.filtered("submitted_on") if vals.keys() & self._SUBMITTED else None
        if sent:
            raise UserError(
                self.env._(
                    "%s: was submitted as it is, and is not rewritten. If it was entered in error, say so by that "
                    "step, and make a new one.",
                    sent._names(),
                )
            )
        if "case_id" in vals and any(a.case_id and a.case_id.id != vals["case_id"] for a in self):
            raise UserError(self.env._("%s: what belongs to a case stays with it.", self._names()))

    # -- after a step ---------------------------------------------------------------------------

    def _after_step(self, transition):
        super()._after_step(transition)
        after = self._AFTER.get(transition.code)
        if after:
            # as superuser: what a step writes down is written by nobody else
            getattr(self.sudo(), after)()

    def _after_submit(self):
        self.write({"entered_on": fields.Datetime.now()})
        self.filtered(lambda a: a.filed_by == "centre").write({"filed_by_id": self.env.uid})

    def _after_ready_anyway(self):
        self.write({"papers_waived": True})

    def _after_back(self):
        self.write({"papers_waived": False})

    def _after_approve(self):
        self.write({"result": "approved", "answer_by": False})
        self.filtered(lambda a: not a.valid_to)._propose_validity()

    def _after_reject(self):
        self.write({"result": "rejected", "answer_by": False})

    # -- renewal --------------------------------------------------------------------------------

    def _propose_validity(self):
        """An approval that says no end holds as long as the programme says, counted from its beginning."""
        for (programme, since), applications in self.grouped(lambda a: (a.programme_id, a.valid_from)).items():
            if programme.validity_months and since:
                applications.write({"valid_to": programme._valid_to(since)})

    def _plan_renewal(self):
        """Note from when on each can be applied for again, by the window of its programme."""
        for (days, end), applications in self.grouped(lambda a: (a.programme_id.renewal_days, a.valid_to)).items():
            start = fields.Date.subtract(end, days=days) if end else False
            # as superuser: it follows from the end, whoever wrote that
            applications.filtered(lambda a: a.renew_from != start).sudo().write({"renew_from": start})  # noqa: B023
