from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Date, Domain
from odoo.tools import format_date


class KentroApplication(models.Model):
    """An application of a household to a programme: from the first paper to the last instalment.

    With a case it is seen and moved by the people of that case, without one by everybody at work in its structure.
    """

    _name = "kentro.application"
    _inherit = ["kentro.reference.mixin", "kentro.workflow.mixin"]
    _description = "Application"
    _order = "date desc, id desc"
    _calendar_about = "programme_id"
    _answered_now = ("submitted_on", "query_asked_on", "query_answered_on", "appealed_on")
    _kentro_file = True

    date = fields.Date("Begun on", required=True, default=fields.Date.context_today)
    programme_id = fields.Many2one("kentro.programme", "Programme", required=True, index=True, ondelete="restrict")
    ruleset_id = fields.Many2one(
        "kentro.ruleset",
        "Rules in force",
        compute="_compute_ruleset_id",
        store=True,
        ondelete="restrict",
        help="Of the day of submission; until then, of today",
    )
    beneficiary_id = fields.Many2one("kentro.beneficiary", "Applicant", required=True, index=True, ondelete="restrict")
    household_id = fields.Many2one(
        "kentro.household",
        "Household",
        compute="_compute_household_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    concerns_id = fields.Many2one(
        "kentro.beneficiary",
        "For whom",
        ondelete="restrict",
        help="The member whom it is about, as the child of a birth grant. Empty: the household, or the applicant",
    )
    case_id = fields.Many2one(
        "kentro.case",
        "Case",
        index="btree_not_null",
        ondelete="restrict",
        groups="kentro_koinotitas.group_case_worker,kentro_koinotitas.group_coordinator",
        help="With a case, only its people see the application",
    )
    structure_id = fields.Many2one(
        "kentro.structure",
        "Structure",
        compute="_compute_structure_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="structure_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users", "Responsible", required=True, default=lambda self: self.env.user, index=True, ondelete="restrict"
    )
    platform = fields.Char(compute="_compute_platform", store=True, readonly=False, help="Where it is submitted")
    platform_code = fields.Char("Number at the authority", copy=False, index="btree_not_null")
    note = fields.Text("Notes", copy=False)
    renewed_from_id = fields.Many2one(
        "kentro.application", "Renewal of", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    renewal_ids = fields.One2many("kentro.application", "renewed_from_id", "Renewals")

    # -- computed -------------------------------------------------------------------------------

    @api.depends("programme_id", "submitted_on")
    def _compute_ruleset_id(self):
        today = fields.Date.context_today(self)
        for day, applications in self.grouped(lambda a: a.submitted_on or today).items():
            found = self.env["kentro.ruleset"]._in_force(day, applications.programme_id).grouped("programme_id")
            for application in applications:
                application.ruleset_id = found.get(application.programme_id, self.env["kentro.ruleset"])[:1]

    @api.depends("beneficiary_id")
    def _compute_household_id(self):
        for application in self:
            application.household_id = application.beneficiary_id.household_id or application.household_id

    @api.depends("case_id.structure_id")
    def _compute_structure_id(self):
        home = self.env.user.kentro_structure_id
        for application in self:
            # as superuser: it follows its case, whoever moved that
            application.structure_id = application.sudo().case_id.structure_id or application.structure_id or home

    @api.depends("programme_id")
    def _compute_platform(self):
        """In the language of whoever begins it, since it is written down as a text."""
        for application in self:
            programme = application.programme_id.with_context(lang=self.env.user.lang)
            application.platform = programme.platform or application.platform

    @api.model
    def default_get(self, fields):
        """Begun from a case it is that person's; from a household, that of its applicant."""
        values = super().default_get(fields)
        if values.get("beneficiary_id"):
            return values
        if values.get("case_id"):
            values["beneficiary_id"] = self.env["kentro.case"].browse(values["case_id"]).beneficiary_id.id
        elif values.get("household_id"):
            home = self.env["kentro.household"].browse(values["household_id"])
            members = home._members_on(Date.context_today(self))
            values["beneficiary_id"] = members.filtered(lambda m: m.relation == "applicant").beneficiary_id[:1].id
        return values

    # -- what must hold -------------------------------------------------------------------------

    @api.constrains("household_id", "beneficiary_id", "concerns_id")
    def _check_members(self):
        # sudo: who belongs to the household, whoever asks
        Member = self.env["kentro.household.member"].sudo()
        today = Member._on(fields.Date.context_today(self)) & Domain("household_id", "in", self.household_id.ids)
        belongs = set(Member._read_group(today, ["household_id", "beneficiary_id"]))
        for application in self:
            for person in application.beneficiary_id | application.concerns_id:
                if (application.household_id, person) not in belongs:
                    raise ValidationError(
                        self.env._(
                            "%(person)s does not belong to household %(household)s today. Choose one of its members, "
                            "or add the person to the household first.",
                            person=person.display_name,
                            household=application.household_id.display_name,
                        )
                    )

    @api.constrains("case_id", "structure_id", "household_id", "beneficiary_id")
    def _check_case(self):
        for application in self.sudo().filtered("case_id"):
            case = application.case_id
            if case.structure_id != application.structure_id:
                raise ValidationError(self.env._("%s: the case belongs to another structure.", application.name))
            if case.beneficiary_id != application.beneficiary_id and case.household_id != application.household_id:
                raise ValidationError(self.env._("%s: the case is of another household.", application.name))

    @api.constrains("programme_id", "case_id")
    def _check_special(self):
        for application in self.sudo():
            if application.programme_id.is_special and not application.case_id:
                raise ValidationError(
                    self.env._(
                        "An application to «%s» tells of her health: choose her case, so that its team alone sees it.",
                        application.programme_id.name,
                    )
                )

    @api.constrains("submitted_on", "decision_date")
    def _check_decided_after(self):
        for application in self:
            if application.decision_date and application.decision_date < (application.submitted_on or application.date):
                raise ValidationError(
                    self.env._(
                        "%(application)s was submitted on %(day)s: it was not decided before.",
                        application=application.name,
                        day=format_date(self.env, application.submitted_on or application.date),
                    )
                )

    # -- for the engine -------------------------------------------------------------------------

    @api.model
    def _get_company(self, vals):
        # as superuser: which municipality they belong to
        case = self.env["kentro.case"].sudo().browse(vals.get("case_id"))
        structure = self.env["kentro.structure"].sudo().browse(vals.get("structure_id"))
        return case.company_id or structure.company_id or super()._get_company(vals)

    _role_codes = frozenset({"responsible", "team", "coordinator"})

    def _get_role_users(self, code):
        if code == "responsible":
            return {application: application.user_id for application in self}
        if code == "coordinator":
            # as superuser: who coordinates is no secret
            return {application: application.sudo().structure_id.coordinator_id for application in self}
        if code == "team":
            holders = self.sudo().case_id._get_role_users(code)
            return {a: holders[a.sudo().case_id] for a in self if a.sudo().case_id in holders}
        return super()._get_role_users(code)

    def action_renew(self):
        """Open a new application of the same household to the same programme, linked to this one."""
        self.ensure_one()
        same = ("programme_id", "beneficiary_id", "household_id", "concerns_id", "case_id", "platform")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {
                **{f"default_{name}": self[name].id if self._fields[name].relational else self[name] for name in same},
                "kentro_renewed_from_id": self.id,
            },
        }
