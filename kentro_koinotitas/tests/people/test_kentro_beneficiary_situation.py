from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ...models.people.register.languages import LANGUAGES
from ..common import KentroCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestKentroBeneficiarySituation(KentroCommon):
    def test_reception_fills_in_where_she_stands(self):
        languages = self.env["kentro.language"].search([("code", "in", ("sq", "ar"))])
        with Form(self.maria.with_user(self.reception)) as form:
            form.birth_certainty = "year"
            form.birth_place = "Αυλώνα"
            form.marital_status = "civil_union"
            form.education = "lower_secondary"
            form.employment = "unemployed"
            form.employment_since = "2025-01-10"
            form.dypa_number = "ΔΥ-1234"
            form.dypa_date = "2025-02-01"
            form.insurance = "indirect"
            form.insurance_body = "e-ΕΦΚΑ"
            form.heard_of = "relative"
            form.community = "Λευκώνας"
            form.language_ids.add(languages[0])
            form.language_ids.add(languages[1])
            form.safe_contact_only = True
            form.safe_contact = "στην αδελφή της, πρωί"
        self.assertEqual(self.maria.language_ids, languages)
        self.assertEqual(self.maria.employment_since.isoformat(), "2025-01-10")

    def test_nothing_is_said_before_it_was_asked(self):
        for name in ("birth_certainty", "marital_status", "education", "employment", "insurance", "heard_of"):
            self.assertFalse(self.giorgos[name], name)

    def test_days_that_cannot_be_are_refused(self):
        person = self.maria.with_user(self.reception)
        for values in (
            {"birth_date": "2026-06-16"},
            {"employment": "employed", "employment_since": "2026-07-01"},
            {"employment": "employed", "employment_since": "1980-01-01"},
            {"dypa_date": "2027-01-01"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                person.write(values)

    def test_only_the_sure_part_of_a_birth_date_is_compared_with_the_amka(self):
        self.giorgos.write({"birth_date": "1930-01-01", "amka": "01013099997"})
        self.assertFalse(self.giorgos.identity_warning)
        self.giorgos.write({"birth_date": "1930-07-01"})
        self.assertIn("ΑΜΚΑ", self.giorgos.identity_warning)
        self.giorgos.birth_certainty = "year"
        self.assertFalse(self.giorgos.identity_warning)
        self.giorgos.amka_status = "inactive"
        self.assertIn("not active", self.giorgos.identity_warning)

    def test_the_list_of_languages_is_the_closed_one(self):
        """A language of one ethnic group alone would reveal what nobody has declared."""
        listed = self.env["kentro.language"].search([])
        self.assertEqual([(one.code, one.name) for one in listed.with_context(lang="en_US")], LANGUAGES)
        for user in (self.reception, self.coordinator, self.director, self.rules, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["kentro.language"].with_user(user).create({"name": "Μία ακόμη", "code": "xx"})

    def test_another_structure_reads_nothing_of_it(self):
        self.maria.write({"employment": "unemployed", "language_ids": [Command.set(self._albanian().ids)]})
        Person = self.env["kentro.beneficiary"].with_user(self.worker2)
        self.assertFalse(Person.search([("employment", "=", "unemployed")]))
        self.assertFalse(Person.search([("language_ids", "in", self._albanian().ids)]))
        with self.assertRaises(AccessError):
            self.maria.with_user(self.worker2).read(["employment"])

    def _albanian(self):
        return self.env["kentro.language"].search([("code", "=", "sq")])

    def test_who_is_not_in_the_national_system_is_listed_until_the_number_is_written(self):
        action = self.env.ref("kentro_koinotitas.kentro_beneficiary_action_not_national")
        Person = self.env["kentro.beneficiary"].with_user(self.reception)
        listed = Person.search(eval(action.domain))
        self.assertIn(self.maria, listed)
        self.assertNotIn(self.eleni, listed)
        self.maria.with_user(self.reception).external_ref = "ΕΠΣ-77"
        self.assertNotIn(self.maria, Person.search(eval(action.domain)))

    def test_countries_are_called_in_greek(self):
        syria = self.env.ref("base.sy")
        self.assertEqual(syria.with_context(lang="el_GR").name, "Συρία")
        syria.update_field_translations("name", {"el_GR": "Συριακή Αραβική Δημοκρατία"})
        self.env.ref("base.af").update_field_translations("name", {"el_GR": "Afghanistan"})
        self.env["res.country"]._name_in_greek()
        self.assertEqual(syria.with_context(lang="el_GR").name, "Συριακή Αραβική Δημοκρατία")
        self.assertEqual(self.env.ref("base.af").with_context(lang="el_GR").name, "Αφγανιστάν")
        self.assertEqual(self.env.ref("base.af").with_context(lang="en_US").name, "Afghanistan")
