from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class KentroDisability(models.Model):
    """A disability certified by ΚΕΠΑ: the decision, its degree, until when; never the illness.

    Health: read by the team of an open case of the person alone.
    """

    _name = "kentro.disability"
    _inherit = ["kentro.expiring.mixin"]
    _description = "Disability certificate"
    _order = "beneficiary_id, date_from desc, id desc"
    _rec_name = "gapa_number"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    gapa_number = fields.Char("ΓΑΠΑ number", copy=False)
    decided_on = fields.Date("Decision of")
    degree = fields.Integer("Degree (%)", required=True)
    date_from = fields.Date("Valid from", required=True, default=fields.Date.context_today)
    date_to = fields.Date("Valid to")
    is_indefinite = fields.Boolean("Indefinite")

    _degree = models.Constraint("CHECK (degree BETWEEN 1 AND 100)", "The degree of a disability is from 1 to 100 %.")
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A certificate ends on or after the day it began."
    )

    @api.constrains("degree", "date_to", "is_indefinite")  # the degree is always given
    def _check_end(self):
        if any(bool(row.date_to) == row.is_indefinite for row in self):
            raise ValidationError(
                self.env._("A certificate holds to a day or indefinitely: give the day, or tick «Indefinite».")
            )

    @api.depends_context("uid")
    @api.depends("degree")
    def _compute_display_name(self):
        self.display_name = self.env._("Disability certificate")

    @api.model
    def _on(self, date):
        """Domain of the certificates in force on ``date``."""
        return Domain("date_from", "<=", date) & (
            Domain("is_indefinite", "=", True) | Domain("date_to", ">=", date)
        )
