import base64
import doctest
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...tools import register_columns, register_file, register_values
from ..common import KentroCommon

HEADERS = "Κωδικός;Επώνυμο;Όνομα;Πατρώνυμο;Ημ/νία γέννησης;Φύλο;Υπηκοότητα;Α.Φ.Μ.;Κινητό;Νοικοκυριό;Σχέση"


@tagged("post_install", "-at_install")
class TestRegisterImport(KentroCommon):
    def _begin(self, content, user=None, filename="register.csv", **values):
        content = content if isinstance(content, bytes) else content.encode()
        register = self.env["kentro.register.import"].with_user(user or self.coordinator).create(
            {"file": base64.b64encode(content), "filename": filename, **values}
        )
        register.action_read()
        return register

    def _import(self, *rows, headers=HEADERS, **options):
        register = self._begin("\r\n".join([headers, *rows]), **options)
        register.action_import()
        return register

    def _again(self, register, change):
        """The file of the rows not imported, corrected by ``change`` (from text to text), imported."""
        text = base64.b64decode(register.left_file).decode("utf-8-sig")
        again = self._begin(change(text))
        again.action_import()
        return again

    def _answering(self, word):
        def change(text):
            first, *rest = text.rstrip("\r\n").split("\r\n")
            return "\r\n".join([first, *(line + word for line in rest)])

        return change

    def _people(self, register):
        return register.line_ids.filtered(lambda line: line.state == "created").beneficiary_id

    def test_after_many_rows_what_the_database_knows_of_its_tables_is_right(self):
        with patch("odoo.addons.kentro_koinotitas.models.people.register_import.kentro_file_import_mixin.MANY", 20):
            rows = [f"{n};Δείγμα{n};Νίκος;;1980-01-{n % 28 + 1:02};;;;69{n:08};Α{n};" for n in range(40)]
            self.assertGreater(len(self._people(self._import(*rows))), 20)
        for table in ("kentro_beneficiary", "res_partner", "kentro_register_import_line"):
            known = f"(SELECT reltuples FROM pg_class WHERE oid = '{table}'::regclass)"
            self.env.cr.execute(f"SELECT {known}, count(*) FROM {table}")
            self.assertEqual(*self.env.cr.fetchone(), table)

    # --- attacks ------------------------------------------------------------------------------

    def test_only_the_coordinator_of_the_structure_imports(self):
        for user in (self.reception, self.worker, self.director, self.rules, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                self._begin(HEADERS + "\n;Νέος;Νίκος;;;;;;;;", user=user)
        with self.assertRaises(AccessError):
            self._begin(HEADERS + "\n;Νέος;Νίκος;;;;;;;;", structure_id=self.annex.id)

    def test_the_report_is_seen_by_nobody_else(self):
        register = self._import("1;;Νίκος;;;;;;;;")
        for user in (self.reception, self.worker2, self.director, self.admin, self.dpo):
            for record in (register, register.line_ids):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])
        for name in ("cells", "key", "found_ids"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                register.line_ids.read([name])

    def test_a_report_is_not_written_by_hand(self):
        register = self._import("1;;Νίκος;;;;;;;;")
        with self.assertRaises(UserError):
            register.write({"state": "draft"})
        with self.assertRaises(UserError):
            register.unlink()
        with self.assertRaises(AccessError):
            register.line_ids.write({"state": "created"})
        with self.assertRaises(UserError):
            register.action_import()

    def test_who_is_served_elsewhere_is_told_of_in_no_more_words(self):
        self.eleni.birth_date = "1990-01-01"
        register = self._import("9;Ξενάκη;Ελένη;;1/1/1990;;;;6987654321;;")
        line = register.line_ids
        self.assertEqual((line.state, line.found), ("aside", "a person served by another structure"))
        self.assertNotIn(self.eleni.number, base64.b64decode(register.left_file).decode())

    def test_an_answer_counts_for_the_row_it_was_asked_about(self):
        row = ";Παπαδοπούλου;Μαρία;;12/3/1985;;;;6912345678;;"
        register = self._import(f"{row};different", headers=f"{HEADERS};Answer")
        self.assertEqual((register.bad_count, register.created_count), (1, 0))
        register = self._import(f"{row};different;999999", headers=f"{HEADERS};Answer;Report line")
        self.assertEqual((register.bad_count, register.created_count), (1, 0))

    def test_a_registered_person_is_still_never_deleted(self):
        for forged in ({}, {"kentro_registering": True}):
            with self.assertRaisesRegex(UserError, "not deleted"):
                self.maria.with_context(**forged).unlink()

    def test_who_was_set_aside_stays_so_until_somebody_answers(self):
        row = ";Παπαδοπούλου;Μαρία;;12/3/1985;;;;6912345678;;"
        first = self._import(row)
        self.maria.write({"phone": "6900000001", "birth_date": "1950-01-01"})  # the weights have changed since
        again = self._import(row)
        self.assertEqual((first.aside_count, again.aside_count), (1, 1))

    # --- what it does -------------------------------------------------------------------------

    def test_good_rows_are_registered_with_their_household(self):
        register = self._import(
            "Α1;Καλλέργη;Ειρήνη;Μηνάς;3.4.1980;Θήλυ;Ελληνική;094259216;6971111111;Ν1;Αιτούσα",
            "Α2;Καλλέργης;Μηνάς;;2010-05-06;Α;GR;;;Ν1;Τέκνο",
            "Α3;Ζαφείρης;Λουκάς;;;;;;;;",
        )
        people = self._people(register)
        self.assertEqual((register.created_count, register.bad_count, register.aside_count), (3, 0, 0))
        irini = people.filtered(lambda person: person.legacy_ref == "Α1")
        self.assertEqual((str(irini.birth_date), irini.sex, irini.nationality.code), ("1980-04-03", "female", "GR"))
        self.assertEqual((irini.afm, irini.phone, irini.father_name), ("094259216", "6971111111", "Μηνάς"))
        self.assertEqual(irini.household_id.member_ids.mapped("relation"), ["applicant", "child"])
        self.assertEqual(people.sudo().structure_ids, self.structure)
        self.assertFalse(register.file, "the file is not kept")
        self.assertFalse(register.line_ids.filtered("who"), "of who is registered, the report keeps no name")

    def test_a_bad_row_says_line_column_and_what_to_do_and_the_others_are_kept(self):
        register = self._import(
            "1;Αβραμίδης;Σάββας;;31/2/1980;;;;;;",
            "2;Βεργίνη;Δάφνη;;;;;;;;",
            "3;;Χωρίς;;1/1/85;κάτι;Ουτοπία;123;12;;",
        )
        self.assertEqual((register.created_count, register.bad_count), (1, 2))
        first, last = register.left_ids.sorted("line")
        self.assertEqual((first.line, first.columns), (2, "Ημ/νία γέννησης"))
        self.assertEqual(first.wrong, "«Ημ/νία γέννησης»: «31/2/1980». This is no date.")
        self.assertIn("day/month/year", first.todo)
        self.assertEqual(last.line, 4)
        self.assertEqual(last.columns, "Ημ/νία γέννησης, Φύλο, Υπηκοότητα, Α.Φ.Μ., Κινητό, Επώνυμο")

    def test_the_corrected_file_is_loaded_as_it_is_and_joins_the_household(self):
        register = self._import(
            "1;Δούκα;Άννα;;1/2/1970;;;;;5;", "2;Δούκας;Ίων;;1/2/200;;;;;5;Τέκνο", "3;;;;;;;;;;x"
        )
        again = self._again(register, lambda text: text.replace("1/2/200;", "1/2/2000;"))
        self.assertEqual((again.created_count, again.bad_count), (1, 1))
        both = self._people(register) + self._people(again)
        self.assertEqual(len(both.household_id), 1)
        self.assertEqual(both[1].household_id.member_ids.mapped("relation"), ["applicant", "child"])
        self.assertEqual(register.bad_count, 1, "the corrected row is solved, the other is told in both")
        count = self.env["kentro.beneficiary"].search_count([])
        third = self._again(again, lambda text: text)
        self.assertEqual((third.created_count, third.bad_count), (0, 1))
        self.assertEqual(self.env["kentro.beneficiary"].search_count([]), count)

    def test_the_same_file_twice_registers_nobody_twice(self):
        rows = ("1;Εμμανουήλ;Ρέα;;1/2/1970;;;;;5;", ";Ηλιάδης;Θωμάς;;;;;;;;", ";Ηλιάδου;Νίκη;;;;;;;5;")
        register = self._import(*rows)
        again = self._import(*rows)
        self.assertEqual((register.created_count, again.created_count, again.skipped_count), (3, 0, 3))

    def test_a_near_match_is_set_aside_and_nothing_of_the_entry_changes(self):
        before = self.maria.read()
        register = self._import("7;ΠΑΠΑΔΟΠΟΥΛΟΥ;ΜΑΡΙΑ;Άλλος;12/3/1985;;;;6912345678;;", "8;Νέος;Νίκος;;;;;;;;")
        line = register.line_ids.filtered(lambda line: line.state == "aside")
        self.assertEqual((register.created_count, line.line), (1, 2))
        self.assertIn(self.maria.number, line.found)
        self.env.invalidate_all()
        self.assertEqual(self.maria.read(), before)

    def test_different_registers_and_is_remembered_and_same_leaves_out(self):
        row = ";Παπαδοπούλου;Μαρία;;12/3/1985;;;;6912345678;;"
        different = self._again(self._import(row), self._answering("άλλη"))
        pair = self.env["kentro.duplicate"].search([])
        self.assertEqual((different.created_count, pair.answer, pair.answered_by), (1, "different", self.coordinator))
        self.assertEqual(pair.person_id | pair.other_id, self.maria | self._people(different))
        register = self._import(";Ιωάννου;Γιώργος;;2/11/1970;;;;2310555666;;")
        same = self._again(register, self._answering("same"))
        self.assertEqual((same.created_count, same.skipped_count, register.aside_count), (0, 1, 0))

    def test_who_stands_in_the_file_twice_is_registered_once(self):
        register = self._import(
            "1;Κανάρη;Χλόη;;5/6/1991;;;;6901234567;;", "2;KANARI;CHLOI;;5/6/1991;;;;6901234567;;", "3;Λάππα;Ζωή;;;;;;;;"
        )
        self.assertEqual((register.created_count, register.aside_count), (2, 1))
        aside = register.line_ids.filtered(lambda line: line.state == "aside")
        first = self._people(register).filtered(lambda person: person.legacy_ref == "1")
        self.assertEqual((aside.line, aside.sudo().found_ids), (3, first))

    def test_a_number_that_somebody_has_is_set_aside_or_told(self):
        self.maria.afm = "094259216"
        register = self._import(
            "1;Άλλη;Γυναίκα;;;;;094259216;;;", "2;Πρώτος;Αλέξης;;;;;090000045;;;", "3;Δεύτερος;Βύρων;;;;;90000045;;;"
        )
        states = dict(register.line_ids.mapped(lambda line: (line.line, line.state)))
        self.assertEqual(states, {2: "aside", 3: "created", 4: "bad"})

    def test_a_row_the_register_refuses_costs_only_itself(self):
        register = self._begin("\n".join(["Last name;First name;Phone", "Άλφα;Α;", "Βήτα;Β;", "Γάμμα;Γ;"]))
        create = type(self.env["kentro.beneficiary"]).create

        def refusing(model, vals_list):
            if any(vals.get("last_name") == "Βήτα" for vals in vals_list):
                raise UserError("Not this one.")
            return create(model, vals_list)

        self.patch(type(self.env["kentro.beneficiary"]), "create", refusing)
        register.action_import()
        self.assertEqual((register.created_count, register.bad_count), (2, 1))
        self.assertIn("Not this one.", register.line_ids.filtered(lambda line: line.state == "bad").wrong)

    def test_columns_are_chosen_and_doubtful_ones_refused(self):
        register = self._begin("Foo;Όνομα\nΛάμδα;Λ\n")
        with self.assertRaisesRegex(UserError, "last name"):
            register.action_import()
        register.column_ids[0].target = "first_name"
        with self.assertRaisesRegex(UserError, "Two columns"):
            register.action_import()
        register.column_ids[0].target = "last_name"
        register.action_import()
        self.assertEqual(self._people(register).name, "Λάμδα Λ")

    def test_a_file_that_is_none_is_told(self):
        for content in (b"%PDF-1.4", b"PK\x03\x04 broken", b"Only;headers\n"):
            with self.subTest(content=content), self.assertRaises(UserError):
                self._begin(content)

    def test_examples_in_the_tools_hold(self):
        for tool in (register_columns, register_file, register_values):
            with self.subTest(tool=tool.__name__):
                result = doctest.testmod(tool, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
                self.assertTrue(result.attempted)
                self.assertFalse(result.failed)


@tagged("post_install", "-at_install")
class TestOdooImport(KentroCommon):
    """Odoo's own Import registers by the same rules; of a file with a fault it loads nothing, and says which rows."""

    NAMES = ["last_name", "first_name", "birth_date", "phone", "afm"]

    def _load(self, rows, user=None):
        return self.env["kentro.beneficiary"].with_user(user or self.reception).load(self.NAMES, rows)

    def test_reception_loads_people(self):
        result = self._load([["Νέος", "Νίκος", "1980-01-02", "", ""], ["Νέα", "Νίκη", "", "", "094259216"]])
        people = self.env["kentro.beneficiary"].browse(result["ids"])
        self.assertEqual((people.mapped("name"), result["messages"]), (["Νέος Νίκος", "Νέα Νίκη"], []))
        self.assertTrue(all(people.mapped("number")))
        self.assertEqual(people.sudo().structure_ids, self.structure)

    def test_each_row_that_is_refused_is_told_with_its_sentence(self):
        result = self._load(
            [
                ["Νέος", "Νίκος", "1980-01-02", "", ""],
                ["Παπαδοπούλου", "Μαρία", "1985-03-12", "6912345678", ""],
                ["Άλλος", "Άρης", "", "", "123456789"],
                ["PAPADOPOULOU", "MARIA", "1985-03-12", "6912345678", ""],
            ]
        )
        self.assertFalse(result["ids"])
        told = {message["record"]: message["message"] for message in result["messages"]}
        # Odoo repeats the sentence by which the batch failed at the batch's first row
        self.assertEqual(sorted(told.keys() - {0}), [1, 2, 3])
        self.assertIn("almost certainly registered already", told[1])
        self.assertIn("is no ΑΦΜ", told[2])
        self.assertIn("almost certainly registered already", told[3])
        self.assertFalse(self.env["kentro.beneficiary"].search([("last_name", "=", "Νέος")]))

    def test_it_overwrites_nobody_whom_the_user_may_not_see_and_takes_no_number(self):
        Person = self.env["kentro.beneficiary"].with_user(self.reception)
        result = Person.load([".id", "last_name"], [[str(self.eleni.id), "Άλλη"]])
        self.assertFalse(result["ids"])
        result = Person.load(["last_name", "number"], [["Νέος", "ΚΚ-2026-000001-1"]])
        self.assertFalse(result["ids"])
        self.assertEqual(self.eleni.last_name, "Ξενάκη")

    def test_of_a_file_with_a_near_match_nothing_is_made_or_changed_for_whoever_loads_it(self):
        self.env.flush_all()
        count, before = self.env["kentro.beneficiary"].search_count([]), self.maria.read()
        rows = [["Νέος", "Νίκος", "", "", ""], ["ΠΑΠΑΔΟΠΟΥΛΟΥ", "ΜΑΡΙΑ", "1985-03-12", "6912345678", ""]]
        for user in (self.reception, self.worker, self.coordinator):
            with self.subTest(user=user.login):
                result = self._load(rows, user)
                self.assertFalse(result["ids"])
                told = {message["record"]: message for message in result["messages"]}
                self.assertIn("almost certainly registered already", told[1]["message"])
                self.assertEqual(told[1]["rows"], {"from": 1, "to": 1}, "which row of the file")
        self.assertFalse(self._load(rows[:1], self.admin)["ids"], "an administrator has no role here")
        self.env.invalidate_all()
        self.assertEqual((self.env["kentro.beneficiary"].search_count([]), self.maria.read()), (count, before))

    def test_a_value_that_cannot_be_is_told_with_row_and_column(self):
        result = self._load([["Νέος", "Νίκος", "31/2/1980", "", ""]])
        self.assertEqual([(m["record"], m["field"]) for m in result["messages"]], [(0, "birth_date")])
