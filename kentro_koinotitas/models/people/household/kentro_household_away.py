from odoo import api, fields, models
from odoo.fields import Domain

# Hospital, care home, prison: the programmes ask only whether somebody is in one, and more would tell of
# health or of a conviction.
REASONS = [
    ("studies", "Studies elsewhere"),
    ("work", "Works elsewhere"),
    ("military", "Military service"),
    ("institution", "In an institution"),
    ("other", "Elsewhere"),
]


class KentroHouseholdAway(models.Model):
    """Somebody who belongs to a household and lives elsewhere for a time; she stays its member."""

    _name = "kentro.household.away"
    _inherit = ["kentro.dated.mixin"]
    _description = "Member living elsewhere"
    _order = "date_from desc, id desc"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    reason = fields.Selection(REASONS, required=True, default="studies", help="Which institution is not noted")

    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(beneficiary_id, beneficiary_id, '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&)",
        "A person lives in one place at a time. End the earlier absence first: «To» the day before.",
    )

    @api.depends("reason")
    def _compute_display_name(self):
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        for row in self:
            row.display_name = reasons.get(row.reason)

    @api.model
    def _reasons_on(self, date, people):
        """``{person: reason}`` of those of ``people`` who live elsewhere on ``date``."""
        rows = self.search(self._on(date) & Domain("beneficiary_id", "in", people.ids))
        return {row.beneficiary_id: row.reason for row in rows}
