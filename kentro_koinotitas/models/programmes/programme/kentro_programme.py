from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KentroProgramme(models.Model):
    """A programme or benefit, under today's name; found under its old names too."""

    _name = "kentro.programme"
    _inherit = ["kentro.law.mixin"]
    _description = "Programme"
    _order = "sequence, id"
    _rec_names_search = ["name", "code", "name_ids.name", "name_ids.abbreviation", "name_ids.authority"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    authority = fields.Char(translate=True, help="Who decides on it today.")
    legal_act_id = fields.Many2one("kentro.legal.act", "Legal basis", ondelete="restrict")
    name_ids = fields.One2many("kentro.programme.name", "programme_id", "Names over time")
    platform = fields.Char(translate=True, help="Where applications are submitted")
    platform_code = fields.Char("Code there", help="Its number in the register of procedures or on the platform")
    apply_at = fields.Char("Address of the platform")
    validity_months = fields.Integer("Valid for months", help="How long an approval holds; 0: as the decision says")
    renewal_days = fields.Integer("Renewal window in days", help="So many days before the end it is applied for again")
    to_confirm = fields.Boolean("To be confirmed", help="Where to apply, or for how long, rests on a weak source.")
    is_special = fields.Boolean(
        "Tells of health", help="That somebody applies reveals a special category: only within a case"
    )

    known_as = fields.Char("Known as", compute="_compute_known_as", help="Short names, the newest first.")

    _code = models.UniqueIndex("(code)", "Another programme has this code already.")
    _terms = models.Constraint(
        "CHECK (validity_months >= 0 AND renewal_days >= 0)", "Months and days are numbers from 0 on."
    )

    @api.constrains("apply_at")
    def _check_apply_at(self):
        for programme in self:
            if programme.apply_at and not programme.apply_at.startswith(("https://", "http://")):
                raise ValidationError(
                    self.env._("«%s»: the address on the web begins with https://.", programme.name)
                )

    def _valid_to(self, since):
        """Return the last day of an approval that is valid from ``since``."""
        self.ensure_one()
        return fields.Date.subtract(fields.Date.add(since, months=self.validity_months), days=1)

    @api.depends("name_ids.abbreviation")
    def _compute_known_as(self):
        for programme in self:
            names = filter(None, programme.name_ids.mapped("abbreviation"))
            programme.known_as = ", ".join(dict.fromkeys(names))
