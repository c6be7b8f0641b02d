from odoo import fields, models

from ...people.household.kentro_household_away import REASONS
from ...people.household.kentro_household_member import RELATIONS
from ...people.register.kentro_beneficiary_situation import EMPLOYMENT, INSURANCE, MARITAL

CITIZENSHIP = [
    ("greek", "Greek"),
    ("eu", "Of the EU, the EEA or Switzerland"),
    ("third", "Of another country, or none"),
]
YES_NO = [("yes", "Yes"), ("no", "No")]


class KentroPersonFacts(models.AbstractModel):
    """What is known, on a day, of a member of a household."""

    _name = "kentro.person.facts"
    _inherit = ["kentro.facts.mixin"]
    _description = "Facts of a member"

    household_facts_id = fields.Many2one("kentro.household.facts", "Household", readonly=True)
    relation = fields.Selection(RELATIONS, readonly=True)
    age = fields.Integer("Age in years", readonly=True)
    age_months = fields.Integer("Months of age begun", readonly=True)
    sex = fields.Selection([("female", "Female"), ("male", "Male"), ("other", "Other")], readonly=True)
    citizenship = fields.Selection(CITIZENSHIP, readonly=True)
    residence_years = fields.Integer("Years in Greece", readonly=True)
    has_title = fields.Selection(YES_NO, "Residence title in force", readonly=True)
    employment = fields.Selection(EMPLOYMENT, readonly=True)
    insurance = fields.Selection(INSURANCE, "Health insurance", readonly=True)
    marital_status = fields.Selection(MARITAL, readonly=True)
    degree = fields.Integer("Degree of disability (%)", readonly=True)
    in_couple = fields.Selection(YES_NO, "Lives with spouse or partner", readonly=True)
    away = fields.Selection(REASONS, "Lives elsewhere", readonly=True)
    is_unprotected = fields.Boolean("Unprotected child", readonly=True)
    yes_ids = fields.Many2many("kentro.question", string="Answered yes to", readonly=True, store=False)
