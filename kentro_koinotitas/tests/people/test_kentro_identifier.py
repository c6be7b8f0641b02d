from datetime import date

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..common import KentroCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestKentroIdentifier(KentroCommon):
    def _kind(self, code):
        return self.env.ref(f"kentro_koinotitas.identifier_kind_{code}")

    def _number(self, code, value, person=None, user=None, **values):
        vals = {"beneficiary_id": (person or self.maria).id, "kind_id": self._kind(code).id, "value": value, **values}
        return self.env["kentro.identifier"].with_user(user or self.reception).create(vals)

    def test_a_number_is_kept_as_its_kind_is_written(self):
        self.assertEqual(self._number("adt", "ab 123456").value, "ΑΒ123456")  # Latin letters
        self.assertEqual(self._number("passport", " AN 1234567 ").value, "AN 1234567")
        self.assertEqual(self._number("pamka", "123 456 789 01").value, "12345678901")

    def test_a_number_that_is_none_of_its_kind_is_refused_with_the_rule(self):
        for code, value, said in (
            ("adt", "ΑΒ12345", "six digits"),
            ("pamka", "1234567890", "eleven digits"),
            ("personal", "12345", "twelve characters"),
        ):
            with self.subTest(code=code), self.assertRaisesRegex(ValidationError, said):
                self._number(code, value)
        number = self._number("adt", "ΑΒ123456")
        with self.assertRaisesRegex(ValidationError, "six digits"):
            number.value = "ΑΒ1"

    def test_a_personal_number_ends_in_the_afm_of_the_file(self):
        self._number("personal", "Α1Χ094259216")
        self.giorgos.afm = "090000045"
        with self.assertRaisesRegex(ValidationError, "another ΑΦΜ"):
            self._number("personal", "Α2Χ094259216", self.giorgos)

    def test_two_people_never_have_one_number_however_it_is_written(self):
        self._number("adt", "ΑΒ 123456", self.eleni, self.worker2)
        # the same sentence whether or not the user may see her
        for person, value in ((self.maria, "AB123456"), (self.eleni, "αβ-123456")):
            with self.subTest(value=value), self.assertRaisesRegex(ValidationError, "Search for it at Reception"):
                self._number("adt", value, person, self.env.user)
        with self.assertRaisesRegex(ValidationError, "Search for it"):
            self.env["kentro.identifier"].create(
                [
                    {"beneficiary_id": one.id, "kind_id": self._kind("passport").id, "value": "X9"}
                    for one in (self.maria, self.giorgos)
                ]
            )
        mine = self._number("adt", "ΑΒ 654321")
        with self.assertRaisesRegex(ValidationError, "Search for it"):
            mine.value = "AB 123456"

    def test_a_number_entered_in_error_is_free_again(self):
        wrong = self._number("adt", "ΑΒ 123456")
        wrong.status = "error"
        self._number("adt", "ΑΒ 123456", self.giorgos)
        with self.assertRaisesRegex(ValidationError, "Search for it"):
            wrong.status = "valid"

    def test_the_index_holds_where_the_check_is_passed_by(self):
        self._number("adt", "ΑΒ 123456")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            columns = "kind_id, value, value_key, company_id, is_unique, status"
            query = f"INSERT INTO kentro_identifier (beneficiary_id, {columns}) SELECT %s, {columns}"
            self.cr.execute(f"{query} FROM kentro_identifier", [self.giorgos.id])

    def test_a_number_that_reveals_asylum_is_the_case_teams(self):
        case = self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.maria.id})
        number = self._number("paaypa", "12345678901", user=self.worker)
        self.assertEqual(number.with_user(self.worker).value, "12345678901")
        Number = self.env["kentro.identifier"]
        for user in (self.reception, self.psychologist, self.coordinator, self.worker2, self.admin, self.dpo):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    number.with_user(user).read(["value"])
                self.assertNotIn("ΠΑΑΥΠΑ", number.with_user(user).sudo().display_name)
        for user in (self.reception, self.coordinator):
            self.env.invalidate_all()
            self.assertFalse(Number.with_user(user).search_count([("value_key", "=", "12345678901")]))
            self.assertFalse(
                self.maria.with_user(user).search([("identifier_ids.kind_id.is_residence", "=", True)])
            )
            self.assertNotIn(number, self.maria.with_user(user).identifier_ids)
            with self.assertRaises(AccessError):
                self._number("dadp", "U-77", user=user)
            plain = self._number("passport", f"P{user.id}000", user=user)
            with self.assertRaises(AccessError):
                plain.kind_id = self._kind("dadp")
        case.team_ids = [Command.link(self.psychologist.id)]
        self.assertTrue(number.with_user(self.psychologist).read(["value"]))
        case.sudo().team_ids = False

    def test_a_kind_that_reveals_asylum_is_not_opened_later(self):
        kind = self._kind("dadp").with_user(self.coordinator)
        with self.assertRaises(UserError):
            kind.is_residence = False
        kind.name = "Δελτίο αιτούντος"

    def test_its_name_never_holds_the_number(self):
        number = self._number("adt", "ΑΒ 123456")
        self.assertNotIn("123456", number.display_name)

    def test_people_are_found_by_a_number_in_any_writing(self):
        self._number("adt", "ΑΒ 123456", self.eleni, self.worker2)
        find = self.env["kentro.identifier"].with_user(self.reception)._people_by_key
        for text in ("AB123456", "αβ-123456", " ΑΒ 123 456 "):
            self.assertEqual(find(text), self.eleni)
        self.assertFalse(find("ΑΒ1"))
        with self.assertRaises(AccessError):
            find("AB123456").read(["last_name"])

    def test_reception_finds_a_person_by_the_number_of_a_paper(self):
        self._number("adt", "ΑΒ 123456", self.eleni, self.worker2)
        case = self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.maria.id})
        self._number("paaypa", "22345678901", user=self.worker)
        search = self.env["kentro.person.search"].with_user(self.reception)
        for text, person, own in (("ab 123456", self.eleni, False), ("223 456 78901", self.maria, True)):
            with self.subTest(text=text):
                (card,) = search._answer(text)["cards"]
                self.assertEqual((card["id"], card["own"]), (person.id, own))
                self.assertEqual(card["reason"], "Same identity number")
                self.assertNotIn("22345678901", str(card))
        with self.assertRaises(AccessError):
            case.with_user(self.reception).read(["name"])
        self.assertFalse(search._answer("ΑΒ 123457")["cards"])

    def test_what_expires_is_known_ahead_as_many_days_as_the_structure_says(self):
        number = self._number("passport", "AN7", date_to="2026-07-10")
        later = self._number("passport", "AN8", date_to="2026-09-10")
        past = self._number("passport", "AN9", date_to="2026-06-14")
        self.assertEqual((number | later | past).mapped("expiry"), ["soon", False, "expired"])
        Number = self.env["kentro.identifier"].with_user(self.reception)
        self.assertEqual(Number.search([("expiry", "=", "soon")]), number)
        self.assertEqual(Number.search([("expiry", "!=", False)]), number | past)
        self.structure.expiry_days = 90
        number.invalidate_recordset(["expiry"])
        self.assertEqual(Number.search([("expiry", "=", "soon")]), number | later)
        self.assertEqual(past.date_to, date(2026, 6, 14))

    def test_a_thousand_numbers_cost_as_many_queries_as_two(self):
        def rows(prefix, count):
            kind = self._kind("passport").id
            return [
                {"beneficiary_id": self.maria.id, "kind_id": kind, "value": f"{prefix}{index:04d}"}
                for index in range(count)
            ]

        Number = self.env["kentro.identifier"].with_user(self.reception)
        counts = []
        for prefix, count in (("A", 2), ("B", 2), ("C", 200)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            Number.create(rows(prefix, count)).write({"status": "replaced"})
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 5, counts)
