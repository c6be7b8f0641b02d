from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ....tools.greek_numbers import amka_fits_birth, amka_sex, clean_afm, clean_amka


class KentroBeneficiary(models.Model):
    """ΑΦΜ and ΑΜΚΑ: never asked for as a condition, checked when given, one person each."""

    _inherit = "kentro.beneficiary"

    afm = fields.Char("ΑΦΜ", copy=False, help="Tax number, nine digits")
    amka = fields.Char("ΑΜΚΑ", copy=False, help="Social security number, eleven digits")
    amka_status = fields.Selection(
        [("active", "Activated"), ("inactive", "Deactivated"), ("unknown", "Unknown")],
        "ΑΜΚΑ is",
        help="An ΑΜΚΑ can be deactivated (ΚΥΑ Φ80320/109864/2023)",
    )
    identity_warning = fields.Char(compute="_compute_identity_warning")
    number_fault = fields.Char(compute="_compute_number_fault")

    # The same sentence whether or not the user may see the other person.
    _afm_uniq = models.UniqueIndex(
        "(company_id, afm) WHERE afm IS NOT NULL",
        "Another person of the municipality is registered with this ΑΦΜ. Search for it at Reception.",
    )
    _amka_uniq = models.UniqueIndex(
        "(company_id, amka) WHERE amka IS NOT NULL",
        "Another person of the municipality is registered with this ΑΜΚΑ. Search for it at Reception.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_clean_numbers(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_clean_numbers(vals))

    @api.onchange("afm", "amka")
    def _onchange_numbers(self):
        """What is no number stays as typed: ``number_fault`` says why, and saving refuses it."""
        self.afm = clean_afm(self.afm) or self.afm
        self.amka = clean_amka(self.amka) or self.amka

    @api.depends("afm", "amka")
    def _compute_number_fault(self):
        for person in self:
            person.number_fault = " ".join(person._number_faults({"afm": person.afm, "amka": person.amka}))

    @api.model
    def _number_faults(self, vals):
        """Return a sentence for each of ``vals`` that is no ΑΦΜ or ΑΜΚΑ; without it, for refusals are logged."""
        faults = []
        if vals.get("afm") and not clean_afm(vals["afm"]):
            faults.append(self.env._("This is no ΑΦΜ: it has nine digits, the last of which checks the others."))
        if vals.get("amka") and not clean_amka(vals["amka"]):
            faults.append(self.env._("This is no ΑΜΚΑ: it has eleven digits, the last of which checks the others."))
        return faults

    @api.model
    def _with_clean_numbers(self, vals):
        """``vals`` with ΑΦΜ and ΑΜΚΑ as digits alone; ValidationError if they are none."""
        # an empty text is no number: two people without one do not share it
        numbers = ("afm", "amka", "external_ref")
        clean = {name: value or False if name in numbers else value for name, value in vals.items()}
        if faults := self._number_faults(vals):
            raise ValidationError("\n".join(faults))
        for name, cleaner in (("afm", clean_afm), ("amka", clean_amka)):
            if vals.get(name):
                clean[name] = cleaner(vals[name])
        return clean

    @api.depends("amka", "birth_date", "birth_certainty", "sex", "amka_status")
    def _compute_identity_warning(self):
        """What does not fit together; only ever a warning (errors in papers, transgender people)."""
        for person in self:
            amka, birth = clean_amka(person.amka), person.birth_date
            warnings = []
            if amka and birth and not amka_fits_birth(amka, birth, person.birth_certainty):
                warnings.append(self.env._("The ΑΜΚΑ begins with another birth date. Check both."))
            if amka and person.sex in ("female", "male") and amka_sex(amka) != person.sex:
                warnings.append(
                    self.env._("The ΑΜΚΑ was issued for the other sex. Nothing to do if the person says so.")
                )
            if person.amka_status == "inactive":
                warnings.append(self.env._("The ΑΜΚΑ is not active: she needs it activated, at a ΚΕΠ or e-ΕΦΚΑ."))
            person.identity_warning = " ".join(warnings)
