from odoo import fields, models

from ...people.household.kentro_housing import KINDS as HOUSING
from .kentro_person_facts import YES_NO


class KentroHouseholdFacts(models.AbstractModel):
    """What is known, on a day, of a household; its members' facts are related."""

    _name = "kentro.household.facts"
    _inherit = ["kentro.facts.mixin"]
    _description = "Facts of a household"

    people = fields.Integer(readonly=True)
    unknown_age = fields.Integer("Of unknown age", readonly=True)
    lone_parent = fields.Selection(YES_NO, readonly=True)
    housing = fields.Selection(HOUSING, "Lives in", readonly=True)
    rent = fields.Float("Rent a month (€)", digits=(12, 2), readonly=True, aggregator=None)
    lease_months = fields.Integer("Months that the lease goes on", readonly=True)
    supply_in_name = fields.Selection(YES_NO, "Electricity in the name of a member", readonly=True)
    member_ids = fields.One2many("kentro.person.facts", "household_facts_id", "Members", readonly=True)
    yes_ids = fields.Many2many("kentro.question", string="Answered yes to", readonly=True, store=False)
