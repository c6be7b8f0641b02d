from odoo import api, fields, models
from odoo.exceptions import ValidationError

DUTIES = [
    ("prosecutor", "Prosecutor's order"),
    ("child_protection", "Protection of a child"),
]
OUTCOMES = [
    ("helped", "Got help"),
    ("partly", "Got part of the help"),
    ("waiting_list", "On a waiting list"),
    ("not_eligible", "Does not meet their conditions"),
    ("no_capacity", "They have no place"),
    ("no_contact", "Could not be reached"),
]


class KentroReferral(models.Model):
    """A request to another body on behalf of a person; it ends exactly once."""

    _name = "kentro.referral"
    _inherit = ["kentro.reference.mixin", "kentro.case.part.mixin"]
    _description = "Referral"
    _order = "date desc, id desc"
    _calendar_about = "body_id"
    _answered_now = ("spoken_on",)

    date = fields.Date(required=True, default=fields.Date.context_today)
    body_id = fields.Many2one(
        "res.partner",
        "Body",
        required=True,
        domain=[("is_kentro_body", "=", True)],
        ondelete="restrict",
    )
    service_id = fields.Many2one(
        "kentro.service", "Service", domain="[('body_id', '=', body_id)]", ondelete="restrict"
    )
    goal_id = fields.Many2one(
        "kentro.goal", "Goal", domain="[('case_id', '=', case_id)]", ondelete="restrict"
    )
    purpose = fields.Text("What is asked", required=True)
    legal_basis = fields.Selection(
        [("consent", "Consent of the person"), ("duty", "A duty by law")],
        "Basis to share",
        default="consent",
        required=True,
    )
    consent_id = fields.Many2one(
        "kentro.consent",
        "Consent",
        ondelete="restrict",
        domain="[('beneficiary_id', '=', beneficiary_id), ('receiver_id', '=', body_id),"
        " ('is_valid', '=', True), ('purpose', '=', 'referral')]",
    )
    duty = fields.Selection(DUTIES, "Which duty")
    may_share = fields.Boolean(
        "May be shared", compute="_compute_may_share", search="_search_may_share"
    )
    answer_by = fields.Date("Answer expected by")
    spoke_with = fields.Char("Spoke with")
    spoken_on = fields.Datetime("Spoken on")
    answered_on = fields.Date("Answered on", copy=False)
    answer = fields.Text("Answer of the body", copy=False)
    outcome = fields.Selection(OUTCOMES, "Result", copy=False)
    rerouted_from_id = fields.Many2one(
        "kentro.referral", "Rerouted from", readonly=True, copy=False, ondelete="restrict"
    )

    @api.constrains("goal_id", "consent_id", "case_id", "beneficiary_id", "body_id")
    def _check_belongs(self):
        for referral in self:
            if referral.goal_id and referral.goal_id.case_id != referral.case_id:
                raise ValidationError(
                    self.env._("%s: the goal belongs to another case.", referral.name)
                )
            consent = referral.consent_id
            if consent and (
                consent.beneficiary_id != referral.beneficiary_id
                or consent.receiver_id != referral.body_id
            ):
                raise ValidationError(
                    self.env._(
                        "%s: the consent is of another person or for another receiver.",
                        referral.name,
                    )
                )

    @api.depends("legal_basis", "duty", "consent_id.is_valid", "consent_id.purpose")
    def _compute_may_share(self):
        for referral in self:
            referral.may_share = (
                bool(referral.duty)
                if referral.legal_basis == "duty"
                else referral.consent_id.is_valid and referral.consent_id.purpose == "referral"
            )

    def _search_may_share(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        return [
            "|",
            "&",
            ("legal_basis", "=", "duty"),
            ("duty", "!=", False),
            "&",
            ("legal_basis", "=", "consent"),
            ("consent_id", "any", [("is_valid", "=", True), ("purpose", "=", "referral")]),
        ]

    def _after_step(self, transition):
        super()._after_step(transition)
        if transition.target_id.kind == "done":
            self._report_to_goal()
        if transition.code in ("accept", "not_accepted", "complete", "phone"):
            today = fields.Date.context_today(self)
            # as superuser: an ended referral is changed by its steps alone
            self.sudo().filtered(lambda r: not r.answered_on).answered_on = today

    def _report_to_goal(self):
        """Carry the outcome back to the plan."""
        outcomes = dict(self._fields["outcome"]._description_selection(self.env))
        for referral in self.filtered("goal_id"):
            referral.goal_id.outcome = self.env._(
                "%(referral)s: %(outcome)s",
                referral=referral.name,
                outcome=outcomes.get(referral.outcome, ""),
            )
            if referral.outcome == "helped":
                referral.goal_id.state = "reached"
            elif referral.outcome == "partly":
                referral.goal_id.state = "partly"

    def action_reroute(self):
        """Make a new referral to another body, linked to this one, and open it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "kentro.referral",
            "views": [(False, "form")],
            "context": {
                "default_case_id": self.case_id.id,
                "default_goal_id": self.goal_id.id,
                "default_purpose": self.purpose,
                "default_rerouted_from_id": self.id,
            },
        }
