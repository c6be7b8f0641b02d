from babel import Locale
from odoo import api, models

GREEK = "el_GR"


class ResCountry(models.Model):
    """Countries in Greek: Odoo's own translation leaves most of those that refugees come from in English."""

    _inherit = "res.country"

    @api.model
    def _name_in_greek(self):
        """Give every country that has no Greek name the one of Unicode's CLDR; a name that somebody chose stays."""
        if GREEK not in dict(self.env["res.lang"].get_installed()):
            return
        names = Locale("el").territories
        countries = self.with_context(active_test=False, lang="en_US").search([])
        for country, greek in zip(countries, countries.with_context(lang=GREEK), strict=True):
            if greek.name == country.name and country.code in names:
                country.update_field_translations("name", {GREEK: names[country.code]})
