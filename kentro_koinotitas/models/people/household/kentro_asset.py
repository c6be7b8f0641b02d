import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import formatLang

KINDS = [
    ("property", "Real estate"),
    ("vehicle", "Vehicle"),
    ("deposits", "Deposits, shares, bonds"),
]


class KentroAsset(models.Model):
    """What a person owns, and what it is worth; a worth of 0 says that there is none of the kind."""

    _name = "kentro.asset"
    _inherit = ["kentro.declaration.mixin"]
    _description = "Asset"
    _order = "date_from desc, id desc"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Owner", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True, default="property")
    value = fields.Float(
        "Worth (€)",
        required=True,
        digits=(12, 2),
        aggregator=None,
        help="Of her share: taxable value, objective expense or balance. 0: declares to own none of this kind",
    )
    atak = fields.Char("ΑΤΑΚ", help="Of real estate, eleven digits")

    _not_negative = models.Constraint("CHECK (value >= 0)", "What is owned is worth 0 or more.")

    @api.model_create_multi
    def create(self, vals_list):
        default = self.default_get(["value"]).get("value")
        self._refuse_silence([vals.get("value", default) for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        if "value" in vals:
            self._refuse_silence([vals["value"]])
        return super().write(vals)

    @api.model
    def _refuse_silence(self, values):
        """An empty cell is no declaration, and Odoo would take it for 0."""
        if any(value is None or value is False or value == "" for value in values):
            raise ValidationError(
                self.env._("Say what it is worth. 0 means that she declares to own none of this kind.")
            )

    @api.depends("kind", "value")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            worth = f"{formatLang(self.env, row.value)} €" if row.value else self.env._("none")
            row.display_name = f"{kinds.get(row.kind)} · {worth}"

    @api.constrains("atak", "kind")
    def _check_atak(self):
        for row in self.filtered("atak"):
            if row.kind != "property" or not re.fullmatch(r"\d{11}", row.atak):
                raise ValidationError(self.env._("%s is no ΑΤΑΚ: real estate has one, of eleven digits.", row.atak))
