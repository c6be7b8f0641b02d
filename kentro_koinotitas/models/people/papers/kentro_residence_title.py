from odoo import api, fields, models
from odoo.fields import Domain

TITLES = [
    ("asylum_registered", "Asylum applicant: will to apply recorded"),
    ("asylum_applicant", "Asylum applicant: card (ΔΑΔΠ)"),
    ("refugee", "Refugee: residence permit (ΑΔΕΤ)"),
    ("subsidiary", "Subsidiary protection: residence permit (ΑΔΕΤ)"),
    ("temporary", "Temporary protection"),
    ("permit", "Residence permit (ΑΔΕΤ)"),
    ("permit_applied", "Residence permit: certificate of application"),
    ("long_term", "Long-term resident"),
    ("family", "Family member of a Greek or EU citizen"),
    ("eu", "EU citizen: registration certificate"),
    ("homogenis", "Person of Greek origin (ΕΔΤΟ)"),
    ("visa", "Visa"),
    ("other", "Other title"),
]


class KentroResidenceTitle(models.Model):
    """By what right, and until when, somebody who is no citizen stays in the country.

    Reveals asylum: read by the team of an open case of the person alone.
    """

    _name = "kentro.residence.title"
    _inherit = ["kentro.expiring.mixin"]
    _description = "Residence title"
    _order = "beneficiary_id, date_from desc, id desc"
    _rec_name = "kind"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(TITLES, "Title", required=True)
    number = fields.Char(copy=False)
    issuer = fields.Char("Issued by")
    date_from = fields.Date("Valid from")
    date_to = fields.Date("Valid to", help="Empty: without end")
    note = fields.Char()

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A residence title ends on or after the day it began.",
    )

    @api.depends_context("uid")
    @api.depends("kind")
    def _compute_display_name(self):
        self.display_name = self.env._("Residence title")

    @api.model
    def _on(self, date):
        """Domain of the titles in force on ``date``."""
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", date)
        return begun & (Domain("date_to", "=", False) | Domain("date_to", ">=", date))
