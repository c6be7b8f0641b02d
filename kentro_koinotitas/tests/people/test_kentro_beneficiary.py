from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..common import KentroCommon


@tagged("post_install", "-at_install")
class TestKentroBeneficiary(KentroCommon):
    # --- registration ---------------------------------------------------------------------

    def _registered_by(self, user, **values):
        vals = {"last_name": "Δημητρίου", "first_name": "Σοφία", **values}
        return self.env["kentro.beneficiary"].with_user(user).create(vals)

    def test_registration_makes_a_hidden_contact_of_her_own(self):
        person = self._registered_by(self.reception, phone="2310123456", street="Ερμού 1")
        self.assertEqual(person.partner_id.name, "Δημητρίου Σοφία")
        self.assertTrue(person.partner_id.kentro_hidden)
        self.assertEqual(person.partner_id.phone, "2310123456")
        self.assertEqual(person.sudo().structure_ids, self.structure)
        self.assertEqual(person.own_structure_ids, self.structure)
        self.assertFalse(person.partner_id.sudo().message_follower_ids)

    def test_registration_never_takes_over_a_contact(self):
        visible = self.env["res.partner"].create({"name": "Δημητρίου Σοφία"})
        Person = self.env["kentro.beneficiary"]
        for user in (self.env.user, self.reception):
            with self.assertRaises(UserError):
                self._registered_by(user, partner_id=visible.id)
        with self.assertRaises(UserError):
            self.maria.write({"partner_id": visible.id})
        result = Person.load(["last_name", "partner_id/.id"], [["Δημητρίου", str(visible.id)]])
        self.assertFalse(result["ids"])
        person = Person.with_user(self.reception).with_context(default_partner_id=visible.id)
        self.assertNotEqual(person.create({"last_name": "Δημητρίου"}).partner_id, visible)
        self.assertFalse(visible.kentro_hidden)

    def test_who_works_nowhere_today_registers_nobody(self):
        nowhere = self._user("reception", login="nowhere")
        with self.assertRaisesRegex(UserError, "you work in no structure"):
            self._registered_by(nowhere)

    def test_roles_without_people_register_nobody(self):
        for user in (self.director, self.volunteers, self.dpo, self.rules, self.outsider, self.admin, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._registered_by(user)

    def test_a_user_chooses_no_structure_for_her(self):
        with self.assertRaises(AccessError):
            self._registered_by(self.reception, structure_ids=[Command.set(self.annex.ids)])
        with self.assertRaises(AccessError):
            self.maria.with_user(self.worker).write({"structure_ids": [Command.link(self.annex.id)]})

    def test_nobody_reads_which_structures_serve_her(self):
        self.maria.structure_ids += self.annex
        for user in (self.worker, self.coordinator, self.worker2):
            person = self.maria.with_user(user)
            with self.assertRaises(AccessError):
                person.read(["structure_ids"])
            with self.assertRaises(AccessError):
                person.search([("structure_ids", "in", self.annex.ids)])
            self.assertEqual(person.own_structure_ids, user.kentro_structure_ids)
        domain = [("own_structure_ids", "in", self.annex.ids)]
        self.assertFalse(self.maria.with_user(self.worker).search(domain))
        self.assertIn(self.maria, self.maria.with_user(self.worker2).search(domain))

    @users("test_reception")
    def test_import_registers_and_reports_bad_rows(self):
        Person = self.env["kentro.beneficiary"]
        fields = ["last_name", "first_name", "afm", "phone", "birth_date"]
        good = Person.load(fields, [["Κωνσταντίνου", "Πέτρος", "094259216", "2310999888", "1990-01-01"]])
        self.assertTrue(good["ids"], good["messages"])
        person = Person.browse(good["ids"])
        self.assertRegex(person.number, r"^ΚΚ-\d{4}-\d{6}-\d$")
        bad = Person.load(fields, [["Κωνσταντίνου", "Πέτρος", "123456789", "", ""]])
        self.assertFalse(bad["ids"])
        self.assertIn("ΑΦΜ", bad["messages"][0]["message"])

    def test_the_registration_form_proposes_latin_names_that_stay_editable(self):
        with Form(self.env["kentro.beneficiary"].with_user(self.reception)) as form:
            form.last_name, form.first_name = "Τσουκαλάς", "Ευθύμιος"
            self.assertEqual(form.last_name_latin, "Tsoukalas")
            self.assertEqual(form.first_name_latin, "Efthymios")
            form.first_name_latin = "Efthimios"
        self.assertEqual(form.record.first_name_latin, "Efthimios")

    # --- who sees -------------------------------------------------------------------------

    def test_people_are_seen_by_the_structures_that_serve_them(self):
        Person = self.env["kentro.beneficiary"]
        people = self.maria | self.giorgos | self.eleni
        seen = {
            self.reception: self.maria | self.giorgos,
            self.worker: self.maria | self.giorgos,
            self.coordinator: self.maria | self.giorgos,
            self.worker2: self.eleni,
        }
        for user, expected in seen.items():
            with self.subTest(user=user.login):
                self.assertEqual(Person.with_user(user).search([("id", "in", people.ids)]), expected)
                hidden = (people - expected).with_user(user)
                for person in hidden:
                    with self.assertRaises(AccessError):
                        person.read(["last_name"])
                    with self.assertRaises(AccessError):
                        person.write({"last_name": "x"})
        for user in (self.director, self.volunteers, self.dpo, self.rules, self.outsider, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Person.with_user(user).search([])

    def test_contexts_open_nothing(self):
        Person = self.env["kentro.beneficiary"].with_user(self.worker)
        other = self.env["res.company"].create({"name": "Άλλος Δήμος"})
        for context in ({"active_test": False}, {"default_structure_ids": self.annex.ids}, {"su": True}):
            self.assertNotIn(self.eleni, Person.with_context(**context).search([]))
        with self.assertRaises(AccessError):
            Person.with_context(allowed_company_ids=other.ids).search([])

    def test_losing_the_post_ends_the_view_at_once(self):
        Person = self.env["kentro.beneficiary"].with_user(self.worker)
        self.assertIn(self.maria, Person.search([]))
        self.worker.kentro_post_ids.write({"user_id": False})
        self.env.flush_all()
        self.assertFalse(Person.search([]))
        self.assertFalse(self.env["res.partner"].with_user(self.worker).search([("kentro_hidden", "=", True)]))

    # --- the file -------------------------------------------------------------------------

    @users("test_worker")
    def test_the_contact_follows_the_name_and_the_archive(self):
        person = self.maria.with_env(self.env)
        person.write({"last_name": "Γεωργίου"})
        self.assertEqual(person.partner_id.name, "Γεωργίου Μαρία")
        self.assertEqual(person.display_name, "Γεωργίου Μαρία")
        self.assertIn("georgiu", person.search_key)
        person.phone = "2310777777"
        self.assertEqual(person.phone_key, "2310777777")
        person.action_archive()
        self.assertFalse(person.partner_id.active)
        self.assertTrue(person.partner_id.with_context(active_test=False).read(["name"]))

    def test_a_person_is_not_deleted_copied_or_quick_created(self):
        for user in (self.env.user, self.worker):
            person = self.maria.with_user(user)
            with self.assertRaises(UserError):
                person.unlink()
            with self.assertRaises(UserError):
                person.copy()
            with self.assertRaises(UserError):
                person.name_create("Παπαδοπούλου Μαρία")
            with self.assertRaises(UserError):
                person.write({"number": "ΚΚ-2026-000001-1"})

    def test_only_contact_details_go_to_the_contact(self):
        for values in ({"vat": "EL094259216"}, {"comment": "x"}, {"parent_id": self.company.partner_id.id}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.maria.with_user(self.worker).write(values)

    def test_special_categories_are_no_priority_of_a_person(self):
        special = self.env["kentro.priority.group"].search([("is_special", "=", True)], limit=1)
        with self.assertRaises(ValidationError):
            self.maria.priority_group_ids = special
        self.maria.priority_group_ids = self.env["kentro.priority.group"].search([("is_special", "=", False)], limit=1)

    # --- numbers --------------------------------------------------------------------------

    def test_a_wrong_number_stays_as_typed_until_it_is_saved(self):
        form = Form(self.maria.with_user(self.reception))
        form.afm, form.amka = "094259217", "010130 99997"
        self.assertEqual((form.afm, form.amka), ("094259217", "01013099997"))
        self.assertIn("This is no ΑΦΜ", form.number_fault)
        with self.assertRaisesRegex(ValidationError, "This is no ΑΦΜ"):
            form.save()
        form.afm = "094259216"
        self.assertFalse(form.number_fault)
        self.assertEqual(form.save().afm, "094259216")

    def test_afm_and_amka_are_cleaned_and_checked(self):
        person = self._registered_by(self.reception, afm="EL 094259216", amka="010130 99997")
        self.assertEqual((person.afm, person.amka), ("094259216", "01013099997"))
        for wrong in ("000000000", "094259217", "12", "αβγ"):
            with self.subTest(afm=wrong), self.assertRaises(ValidationError):
                person.afm = wrong
        with self.assertRaises(ValidationError):
            person.amka = "01013099998"
        person.write({"afm": False, "amka": False})

    def test_a_number_belongs_to_one_person_and_the_refusal_is_neutral(self):
        self.eleni.write({"afm": "094259216", "amka": "01013099997", "external_ref": "E-1"})
        for user, person in ((self.reception, self.maria), (self.worker2, None)):
            for name in ("afm", "amka", "external_ref"):
                with self.subTest(user=user.login, number=name):
                    with self.assertRaises(ValidationError) as refused:
                        if person:
                            person.with_user(user).write({name: self.eleni[name]})
                        else:
                            self._registered_by(user, **{name: self.eleni[name]})
                    self.assertIn("Another person of the municipality", str(refused.exception))
                    self.assertNotIn("Ξενάκη", str(refused.exception))
        self.eleni.action_archive()
        with self.assertRaises(ValidationError):
            self.maria.afm = "094259216"

    def test_another_municipality_may_know_the_same_number(self):
        other = self.env["res.company"].create({"name": "Άλλος Δήμος"})
        structure = self.structure.create(
            {"name": "Κέντρο", "kind_id": self.structure.kind_id.id, "company_id": other.id}
        )
        self.maria.afm = "094259216"
        self.assertTrue(self._beneficiary("Παπαδοπούλου", "Μαρία", structures=structure, afm="094259216"))

    def test_what_does_not_fit_the_amka_warns_and_never_blocks(self):
        person = self._registered_by(self.reception, amka="01013099997", birth_date="1930-01-01", sex="male")
        self.assertFalse(person.identity_warning)
        person.birth_date = "1931-01-01"
        self.assertIn("another birth date", person.identity_warning)
        person.write({"birth_date": "1930-01-01", "sex": "female"})
        self.assertIn("other sex", person.identity_warning)

    @mute_logger("odoo.sql_db")
    def test_a_refused_deletion_is_a_sentence(self):
        country = self.env["res.country"].create({"name": "Χώρα", "code": "XQ"})
        self.maria.nationality = country
        self.env.flush_all()
        with self.assertRaises(IntegrityError) as refused, self.env.cr.savepoint():
            country.unlink()
        self.assertIn("Archive it instead", country._sql_error_to_message(refused.exception))

    def test_records_without_people_are_created_by_rpc_as_before(self):
        values = {"name": "x"}
        for given, ids in (([values, values], 2), (values, 1)):
            made = call_kw(self.env["res.partner.category"].with_user(self.outsider), "create", [given], {})
            self.assertEqual(len(made) if ids > 1 else 1, ids)

    def test_the_file_form_is_opened_filled_and_saved(self):
        with Form(self.maria.with_user(self.worker)) as form:
            form.father_name = "Νικόλαος"
            form.city = "Σέρρες"
            form.safe_contact_only = True
        self.assertEqual(self.maria.partner_id.city, "Σέρρες")
