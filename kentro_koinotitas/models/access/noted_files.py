"""Which files readings are noted of: an extension each, since each is a model of its own.

Those of later areas say it themselves; a test holds the few of which readings are not noted, and why.
"""

from odoo import models


class KentroBeneficiary(models.Model):
    _name = "kentro.beneficiary"
    _inherit = ["kentro.beneficiary", "kentro.read.mixin"]
    _kentro_noted_fields = {"afm": "number", "amka": "number"}


class KentroIdentifier(models.Model):
    _name = "kentro.identifier"
    _inherit = ["kentro.identifier", "kentro.read.mixin"]
    _kentro_noted_fields = {"value": "number"}


class KentroResidenceTitle(models.Model):
    _name = "kentro.residence.title"
    _inherit = ["kentro.residence.title", "kentro.read.mixin"]


class KentroDisability(models.Model):
    _name = "kentro.disability"
    _inherit = ["kentro.disability", "kentro.read.mixin"]


class KentroSpecialAnswer(models.Model):
    _name = "kentro.special.answer"
    _inherit = ["kentro.special.answer", "kentro.read.mixin"]


class KentroDocument(models.Model):
    _name = "kentro.document"
    _inherit = ["kentro.document", "kentro.read.mixin"]


class KentroConsent(models.Model):
    _name = "kentro.consent"
    _inherit = ["kentro.consent", "kentro.read.mixin"]


class KentroHousehold(models.Model):
    _name = "kentro.household"
    _inherit = ["kentro.household", "kentro.read.mixin"]


class KentroHouseholdMember(models.Model):
    _name = "kentro.household.member"
    _inherit = ["kentro.household.member", "kentro.read.mixin"]


class KentroHouseholdAway(models.Model):
    _name = "kentro.household.away"
    _inherit = ["kentro.household.away", "kentro.read.mixin"]


class KentroCustody(models.Model):
    _name = "kentro.custody"
    _inherit = ["kentro.custody", "kentro.read.mixin"]


class KentroIncome(models.Model):
    _name = "kentro.income"
    _inherit = ["kentro.income", "kentro.read.mixin"]


class KentroAsset(models.Model):
    _name = "kentro.asset"
    _inherit = ["kentro.asset", "kentro.read.mixin"]


class KentroAnswer(models.Model):
    _name = "kentro.answer"
    _inherit = ["kentro.answer", "kentro.read.mixin"]


class KentroEligibility(models.Model):
    _name = "kentro.eligibility"
    _inherit = ["kentro.eligibility", "kentro.read.mixin"]


class KentroHousing(models.Model):
    _name = "kentro.housing"
    _inherit = ["kentro.housing", "kentro.read.mixin"]


class KentroRequest(models.Model):
    _name = "kentro.request"
    _inherit = ["kentro.request", "kentro.read.mixin"]


class KentroCase(models.Model):
    _name = "kentro.case"
    _inherit = ["kentro.case", "kentro.read.mixin"]
    _kentro_noted_fields = {"summary": "file"}


class KentroGoal(models.Model):
    _name = "kentro.goal"
    _inherit = ["kentro.goal", "kentro.read.mixin"]


class KentroAssessment(models.Model):
    _name = "kentro.assessment"
    _inherit = ["kentro.assessment", "kentro.read.mixin"]
    _kentro_noted_fields = {"note": "file"}


class KentroScore(models.Model):
    _name = "kentro.score"
    _inherit = ["kentro.score", "kentro.read.mixin"]
    _kentro_noted_fields = {"comment": "file"}


class KentroReferral(models.Model):
    _name = "kentro.referral"
    _inherit = ["kentro.referral", "kentro.read.mixin"]
    _kentro_noted_fields = {"purpose": "file"}


class KentroFollowup(models.Model):
    _name = "kentro.followup"
    _inherit = ["kentro.followup", "kentro.read.mixin"]


class KentroApplication(models.Model):
    _name = "kentro.application"
    _inherit = ["kentro.application", "kentro.read.mixin"]
    _kentro_noted_fields = {"note": "file"}


class KentroApplicationQuery(models.Model):
    _name = "kentro.application.query"
    _inherit = ["kentro.application.query", "kentro.read.mixin"]


class KentroApplicationInstalment(models.Model):
    _name = "kentro.application.instalment"
    _inherit = ["kentro.application.instalment", "kentro.read.mixin"]


class KentroApplicationPaper(models.Model):
    _name = "kentro.application.paper"
    _inherit = ["kentro.application.paper", "kentro.read.mixin"]


class KentroApplicationExtensionLine(models.Model):
    _name = "kentro.application.extension.line"
    _inherit = ["kentro.application.extension.line", "kentro.read.mixin"]
