import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("owner", "Own home"),
    ("rent", "Rented home"),
    ("free", "Given free of charge"),
    ("hosted", "Hosted by others"),
    ("insecure", "Without contract, or to be evicted"),
    ("makeshift", "Makeshift: hut, tent, caravan"),
    ("shelter", "Homeless, in a shelter or hostel"),
    ("roofless", "Homeless, without a roof"),
]
# The four classes of ETHOS (FEANTSA); what is in none of them is no housing exclusion.
ETHOS = [
    ("roofless", "Roofless"),
    ("houseless", "Houseless"),
    ("insecure", "Insecure"),
    ("inadequate", "Inadequate"),
]
ETHOS_OF = {
    "roofless": "roofless",
    "shelter": "houseless",
    "hosted": "insecure",
    "insecure": "insecure",
    "makeshift": "inadequate",
}


class KentroHousing(models.Model):
    """How a household is housed, from when to when. No address: those are on the people's own contacts.

    Which shelter it is, is not noted: a women's shelter would say why somebody is there.
    """

    _name = "kentro.housing"
    _inherit = ["kentro.declaration.mixin"]
    _description = "Housing"
    _order = "date_from desc, id desc"
    _kentro_file = True

    household_id = fields.Many2one("kentro.household", "Household", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, "Lives in", required=True, default="rent")
    is_inadequate = fields.Boolean("Unfit or overcrowded")
    ethos = fields.Selection(ETHOS, "Housing exclusion (ETHOS)", compute="_compute_ethos", store=True)
    rent = fields.Float("Rent a month (€)", digits=(12, 2), aggregator=None)
    contract_number = fields.Char("Number of the lease", help="Of the electronic declaration of the lease")
    contract_until = fields.Date("Lease ends on")
    contract_holder_id = fields.Many2one("kentro.beneficiary", "Lease in the name of", ondelete="restrict")
    supply_number = fields.Char("Electricity supply number", help="Nine digits")
    supply_holder_id = fields.Many2one("kentro.beneficiary", "Electricity in the name of", ondelete="restrict")

    _not_negative = models.Constraint("CHECK (rent >= 0)", "A rent is 0 or more.")
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(household_id, household_id, '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (active)",
        "A household lives in one way at a time. End the earlier one first: «To» the day before.",
    )

    @api.depends("kind", "is_inadequate")
    def _compute_ethos(self):
        for row in self:
            row.ethos = ETHOS_OF.get(row.kind) or (row.is_inadequate and "inadequate")

    @api.depends("kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.display_name = kinds.get(row.kind)

    @api.constrains("kind", "rent", "contract_until", "date_from")
    def _check_rent(self):
        for row in self:
            if row.rent and row.kind != "rent":
                raise ValidationError(
                    self.env._("Only a rented home has a rent. Choose «Rented home», or leave it out.")
                )
            if row.contract_until and row.contract_until < row.date_from:
                raise ValidationError(self.env._("The lease ends before the household moved in. Check both dates."))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_clean_supply(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_clean_supply(vals))

    @api.model
    def _with_clean_supply(self, vals):
        """``vals`` with the nine digits of the supply number alone."""
        if not vals.get("supply_number"):
            return vals
        digits = re.sub(r"[\s./-]", "", vals["supply_number"])
        if not re.fullmatch(r"\d{9}", digits):
            raise ValidationError(
                self.env._(
                    "%s is no electricity supply number: it has nine digits. Leave out what is printed around them.",
                    vals["supply_number"],
                )
            )
        return {**vals, "supply_number": digits}

    def _dated_person(self):
        return self.env["kentro.beneficiary"]  # a home stood before the youngest was born
