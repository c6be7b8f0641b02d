from odoo import api, fields, models
from odoo.fields import Domain

# What a user sees of a person whose file she opens in an emergency: {model: way to the person}.
OPENED = {
    "kentro.beneficiary": "id",
    "kentro.case": "beneficiary_id",
    "kentro.assessment": "beneficiary_id",
    "kentro.referral": "beneficiary_id",
    "kentro.followup": "beneficiary_id",
    "kentro.goal": "case_id.beneficiary_id",
    "kentro.score": "case_id.beneficiary_id",
    "kentro.application": "beneficiary_id",
    # whom to call, who has the child, what she lives on, what papers there are
    "kentro.custody": "beneficiary_id",
    "kentro.income": "beneficiary_id",
    "kentro.document": "beneficiary_id",
}
# And of the household she lives in today: {model: way to it}; what another member declared is not opened.
HOME = {
    "kentro.household": "",
    "kentro.household.member": "household_id.",
    "kentro.income": "household_id.",
    "kentro.document": "household_id.",
}
# What is for the team of an open case alone: of these, what a deputy of the team sees.
SPECIAL = {
    "kentro.residence.title": Domain.TRUE,
    "kentro.disability": Domain.TRUE,
    "kentro.special.answer": Domain.TRUE,
    "kentro.identifier": Domain("is_residence", "=", True),
    "kentro.document": Domain("is_special", "=", True),
    "kentro.answer": Domain("is_special", "=", True),
    "kentro.expiry": Domain("is_special", "=", True),
}
# What the team of a case works on: {model: way to the case}.
TEAM = {
    "kentro.case": "",
    **dict.fromkeys(
        (
            "kentro.assessment",
            "kentro.referral",
            "kentro.followup",
            "kentro.goal",
            "kentro.score",
            "kentro.application",
        ),
        "case_id.",
    ),
    **dict.fromkeys(
        (
            "kentro.application.query",
            "kentro.application.instalment",
            "kentro.application.paper",
            "kentro.application.extension.line",
        ),
        "application_id.case_id.",
    ),
}
# Files that colleagues follow: of who follows what Odoo tells every employee.
FOLLOWED = ("kentro.case",)
# Who watches over the exceptions is not kept from them by one.
_WATCH = ("kentro.lockout", "kentro.emergency.access", "kentro.read.log")


class IrRule(models.Model):
    """Exceptions of one user: files closed to her, cases she stands in for, files opened for some hours.

    The rules' domains are cached for good; an exception ends by the clock, and concerns a handful of
    people. So they are added here, to whatever the rules say of a model, and cost those who have none
    nothing. A lock holds on every model of ours that leads to the person, whoever adds it.
    """

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        if model_name == "mail.followers" and not self.env.su:
            return domain & self._kentro_followed()
        if self.env.su or not (model_name.startswith("kentro.") or model_name == "res.partner"):
            return domain
        user = self.env.user.sudo()  # sudo: her exceptions are not hers to see
        exceptions = user._kentro_exceptions()
        if mode == "read" and exceptions.opened and (opened := user._kentro_opened()):
            domain |= self._kentro_opened_in(model_name, list(opened))
        if exceptions.standing and model_name in TEAM:
            plain = Domain("is_special", "=", False) if model_name == "kentro.application.paper" else Domain.TRUE
            domain |= plain & self._kentro_stood_in(TEAM[model_name], user)
        if exceptions.standing and model_name in SPECIAL:
            domain |= self._kentro_stood_in_special(model_name, user)
        if exceptions.people or exceptions.cases:
            domain &= self._kentro_not_closed(model_name, exceptions)
        return domain

    def _kentro_followed(self):
        """Of our files the followers are shown to who reads the file; nothing changes for other records."""
        shown = Domain("res_model", "not in", FOLLOWED)
        for name in FOLLOWED:
            if self.env[name].has_access("read"):
                ids = self.env[name].with_context(active_test=False)._search([]).subselect()
                shown |= Domain("res_model", "=", name) & Domain("res_id", "in", ids)
        return shown

    def _kentro_opened_in(self, model_name, people):
        if model_name == "res.partner":
            return Domain("kentro_beneficiary_ids", "any", Domain("id", "in", people))
        opened = Domain(OPENED[model_name], "in", people) if model_name in OPENED else Domain.FALSE
        if model_name in HOME:
            opened |= self._kentro_opened_home(model_name, people)
        if model_name == "kentro.document":
            opened &= Domain("is_special", "=", False)  # stays with the team of the case
        return opened

    def _kentro_opened_home(self, model_name, people):
        """What is of the household where ``people`` live today, as a whole: none they have left."""
        today = fields.Date.context_today(self)
        lives = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        lives &= Domain("beneficiary_id", "in", people) & Domain("date_from", "<=", today)
        home = Domain(f"{HOME[model_name]}member_ids", "any", lives)
        own = "beneficiary_id" in self.env[model_name]._fields and model_name != "kentro.household.member"
        return home & Domain("beneficiary_id", "=", False) if own else home

    def _kentro_stood_in(self, way, user):
        return Domain.OR(
            Domain(f"{way}structure_id", "=", structure)
            & (Domain(f"{way}user_id", "=", absent.id) | Domain(f"{way}team_ids", "in", absent.id))
            for absent, structure in user._kentro_stands_in_for()
        )

    def _kentro_stood_in_special(self, model_name, user):
        """While she stands in she is of the team; what needs a role besides (answers) needs it of her too."""
        open_case = Domain("stage_kind", "not in", ("done", "cancelled")) & self._kentro_stood_in("", user)
        return SPECIAL[model_name] & Domain("beneficiary_id.case_ids", "any", open_case)

    def _kentro_not_closed(self, model_name, exceptions):
        if model_name in _WATCH:
            return Domain.TRUE
        if model_name == "res.partner":
            return Domain("kentro_beneficiary_ids", "not any", Domain("id", "in", exceptions.people))
        closed = {
            "kentro.beneficiary": exceptions.people,
            "kentro.case": exceptions.cases,
            "kentro.household": exceptions.households,
        }
        kept = Domain("id", "not in", closed.get(model_name, ()))
        for name, field in self.env[model_name]._fields.items():
            if field.store and field.type == "many2one" and field.comodel_name in closed:
                kept &= Domain(name, "not in", closed[field.comodel_name])
                if field.comodel_name == "kentro.case":
                    kept &= Domain(name, "not any", Domain("beneficiary_id", "in", exceptions.people))
        hangs_on = self.env[model_name]._fields.get("application_id")
        if hangs_on is not None and hangs_on.store:  # what hangs on an application need not name the person itself
            kept_too = self._kentro_not_closed("kentro.application", exceptions)
            kept &= Domain("application_id", "=", False) | Domain("application_id", "any", kept_too)
        return kept
