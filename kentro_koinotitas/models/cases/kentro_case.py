from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class KentroCase(models.Model):
    """The work of a structure with one person or household, from intake to a closed follow-up."""

    _name = "kentro.case"
    _inherit = [
        "kentro.reference.mixin",
        "kentro.workflow.mixin",
        "mail.thread",
    ]
    _description = "Case"
    _order = "opened_on desc, id desc"
    _calendar_about = "topic_ids"
    _answered_now = ("closed_on",)
    _opening_columns = {
        "opened_on": "ημερομηνια ανοιγματος|ημ ανοιγματος|ανοιγμα|ημερομηνια|opened on|opened|date",
        "user_id": "υπευθυνος|υπευθυνη|στελεχος|λειτουργος|κοινωνικος λειτουργος|worker|responsible",
        "topic_ids": "θεμα|θεματα|topic|topics",
        "summary": "κοινωνικο ιστορικο|ιστορικο|παρατηρησεις|social history|summary|notes",
        "closed_on": "ημερομηνια κλεισιματος|εκλεισε|closed on",
        "close_reason_id": "λογος κλεισιματος|reason of closing",
    }
    _opening_begins = ("opened_on",)
    _kentro_file = True

    beneficiary_id = fields.Many2one(
        "kentro.beneficiary", "Beneficiary", required=True, index=True, ondelete="restrict"
    )
    household_id = fields.Many2one(
        "kentro.household",
        "Household",
        compute="_compute_household",
        store=True,
        readonly=False,
        ondelete="restrict",
    )
    structure_id = fields.Many2one(
        "kentro.structure",
        "Structure",
        required=True,
        index=True,
        default=lambda self: self.env.user.kentro_structure_id,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="structure_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
    )
    team_ids = fields.Many2many("res.users", "kentro_case_team_rel", "case_id", "user_id", "Team")
    coordinator_id = fields.Many2one(related="structure_id.coordinator_id", tracking=False)
    topic_ids = fields.Many2many("kentro.topic", string="Topics")
    opened_on = fields.Date("Opened on", default=fields.Date.context_today, required=True)
    summary = fields.Text("Social history")
    request_ids = fields.One2many("kentro.request", "case_id", "Requests")
    assessment_ids = fields.One2many("kentro.assessment", "case_id", "Assessments")
    goal_ids = fields.One2many("kentro.goal", "case_id", "Goals")
    referral_ids = fields.One2many("kentro.referral", "case_id", "Referrals")
    closed_on = fields.Date("Closed on", copy=False)
    close_reason_id = fields.Many2one("kentro.close.reason", "Reason of closing", copy=False, ondelete="restrict")

    @api.constrains("opened_on", "closed_on")
    def _check_dates(self):
        for case in self:
            if case.closed_on and case.closed_on < case.opened_on:
                raise ValidationError(
                    self.env._(
                        "%(case)s was opened on %(opened)s: it cannot be closed on a day before.",
                        case=case.name,
                        opened=format_date(self.env, case.opened_on),
                    )
                )

    @api.model
    def _opening_values(self, vals, stage, since):
        """A case brought in as closed was closed when it came to that stage, and one that runs is not."""
        vals = {**vals, "opened_on": vals.get("opened_on") or since}
        if stage.kind in ("done", "cancelled"):
            return {**vals, "closed_on": vals.get("closed_on") or since}
        return {**vals, "closed_on": False, "close_reason_id": False}

    @api.depends("beneficiary_id")
    def _compute_household(self):
        for case in self:
            case.household_id = case.beneficiary_id.household_id

    @api.model
    def _get_company(self, vals):
        structure = self.env["kentro.structure"].sudo().browse(vals.get("structure_id"))
        return structure.company_id or super()._get_company(vals)

    _role_codes = frozenset({"responsible", "team", "coordinator"})

    def _get_role_users(self, code):
        if code == "responsible":
            return {case: case.user_id for case in self}
        if code == "team":
            return {case: case.user_id | case.team_ids for case in self}
        if code == "coordinator":
            return {case: case.sudo().coordinator_id for case in self}
        return super()._get_role_users(code)

    def _get_deadline_dependents(self):
        """The parts of a case belong to its structure, wherever it goes."""
        cases = self.sudo()  # as superuser: whoever moves a case need not read all of its parts
        return [self, cases.assessment_ids, cases.referral_ids, cases.followup_ids]

    def _with_role(self, code, user):
        if code not in ("responsible", "team"):
            return super()._with_role(code, user)
        held = self.filtered(lambda case: case.user_id.id == user.id)
        if code == "team" and held != self:
            # as superuser: only whether this user is among them is asked
            held |= (self - held).filtered(lambda case: user.id in case.sudo().team_ids._ids)
        return held

    def _after_step(self, transition):
        super()._after_step(transition)
        if transition.code == "reopen":
            self.write({"closed_on": False, "close_reason_id": False})

    def action_new_part(self):
        """Open the form of a new record of the model in context ``part_model``, for this case."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.env.context["part_model"],
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {"default_case_id": self.id},
        }
