from odoo import api, fields, models
from odoo.exceptions import ValidationError

CERTAINTY = [
    ("exact", "Exact, from a paper"),
    ("month", "Month and year only"),
    ("year", "Year only"),
    ("declared", "Declared, not proved"),
]
MARITAL = [
    ("single", "Single"),
    ("married", "Married"),
    ("divorced", "Divorced"),
    ("widowed", "Widowed"),
    ("civil_union", "In a civil union"),
    ("civil_union_ended", "Civil union dissolved"),
    ("civil_union_widowed", "Widowed of a civil union"),
    ("unknown", "Unknown"),
]
# The bands of the fund's indicators (ISCED 0-2, 3-4, 5-8), divided as people say it.
EDUCATION = [
    ("none", "No schooling (ISCED 0)"),
    ("primary", "Primary school (ISCED 1)"),
    ("lower_secondary", "Lower secondary, Gymnasio (ISCED 2)"),
    ("upper_secondary", "Upper secondary, Lykeio (ISCED 3)"),
    ("post_secondary", "Post-secondary, IEK (ISCED 4)"),
    ("tertiary", "Tertiary (ISCED 5-8)"),
]
EMPLOYMENT = [
    ("employed", "Employed"),
    ("self_employed", "Self-employed"),
    ("farmer", "Farmer"),
    ("occasional", "Occasional or seasonal work"),
    ("unemployed", "Unemployed, registered with ΔΥΠΑ"),
    ("unemployed_unregistered", "Unemployed, not registered"),
    ("student", "Pupil or student"),
    ("household", "Keeps the household"),
    ("pensioner", "Pensioner"),
    ("unable", "Unable to work"),
]
INSURANCE = [
    ("direct", "Insured herself or himself"),
    ("indirect", "Insured by a relative"),
    ("uninsured_amka", "Uninsured, care by ΑΜΚΑ"),
    ("uninsured", "Uninsured"),
    ("unknown", "Unknown"),
]
HEARD = [
    ("relative", "Relative or acquaintance"),
    ("service", "Municipal service"),
    ("body", "Another body"),
    ("outreach", "Outreach of the Centre"),
    ("media", "Press, radio, television"),
    ("internet", "Internet"),
    ("leaflet", "Leaflet or poster"),
    ("other", "Other"),
]


class KentroBeneficiary(models.Model):
    """What is asked at registration besides who she is: where she stands in life and work.

    Each may stay empty: empty is «not asked yet», never «no».
    """

    _inherit = "kentro.beneficiary"

    birth_certainty = fields.Selection(
        CERTAINTY, "Birth date is", help="Where only the year or month is known, give its first day"
    )
    birth_place = fields.Char()
    resident_since = fields.Date(
        "Lives in Greece since", help="Without a break; if only the year is known, its last day"
    )
    marital_status = fields.Selection(MARITAL)
    education = fields.Selection(EDUCATION, "Education completed")
    employment = fields.Selection(EMPLOYMENT, "Employment")
    employment_since = fields.Date("Since", help="Since when this is so; for the unemployed, how long")
    profession = fields.Char()
    dypa_number = fields.Char("ΔΥΠΑ card number", copy=False)
    dypa_date = fields.Date("ΔΥΠΑ card issued on")
    insurance = fields.Selection(INSURANCE, "Health insurance")
    insurance_body = fields.Char("Insurance body", help="E.g. e-ΕΦΚΑ")
    heard_of = fields.Selection(HEARD, "Heard of the Centre from")
    municipality = fields.Char("Municipality of residence", help="If not this one")
    community = fields.Char("Community", help="Municipal or local community, or settlement")
    language_ids = fields.Many2many("kentro.language", string="Also speaks")
    safe_contact = fields.Char("How to reach safely", help="A number, a person, hours: how she may be contacted safely")

    _employment_known = models.Constraint(
        "CHECK (employment_since IS NULL OR employment IS NOT NULL)",
        "Say what the employment status is before since when it is so.",
    )

    @api.constrains("birth_date", "resident_since", "employment_since", "dypa_date")
    def _check_days_past(self):
        """A birth, a job, a card begin on a day that has come, and none before the birth."""
        today = fields.Date.context_today(self)
        for person in self:
            for name in ("birth_date", "resident_since", "employment_since", "dypa_date"):
                label = self._fields[name]._description_string(self.env)
                if person[name] and person[name] > today:
                    raise ValidationError(self.env._("«%s» is a day to come. Check the year.", label))
                if person[name] and person.birth_date and person[name] < person.birth_date:
                    raise ValidationError(self.env._("«%s» is a day before the birth. Check the year.", label))
