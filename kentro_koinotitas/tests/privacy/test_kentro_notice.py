from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import KentroCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestKentroNotice(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        values = {"version": "2026/1", "date_from": "2026-01-01", "text": "Τηρούμε τα στοιχεία σας για …"}
        cls.notice = cls.env["kentro.notice"].with_user(cls.dpo).create(values)
        cls.english = cls.env["kentro.notice"].with_user(cls.coordinator).create({**values, "language": "en"})

    def _give(self, user=None, **values):
        vals = {"beneficiary_id": self.maria.id, "notice_id": self.notice.id, "date": "2026-06-15", **values}
        return self.env["kentro.notice.given"].with_user(user or self.reception).create(vals)

    def test_who_informed_is_the_one_who_notes_it(self):
        given = self._give(user_id=self.worker2.id)
        self.assertEqual(given.user_id, self.reception)

    def test_that_somebody_was_informed_is_neither_rewritten_nor_deleted(self):
        given = self._give()
        for user in (self.reception, self.coordinator, self.admin, self.dpo):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    given.with_user(user).date = "2026-05-01"
                with self.assertRaises(AccessError):
                    given.with_user(user).unlink()
        with self.assertRaises(UserError):
            given.sudo().date = "2026-05-01"
        with self.assertRaises(UserError):
            given.sudo().unlink()

    def test_it_is_noted_with_the_person_alone_whom_one_serves(self):
        given = self._give()
        for user in (self.worker2, self.director, self.dpo, self.admin, self.outsider, self.rules):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                given.with_user(user).read(["date"])
        with self.assertRaises(AccessError):
            self._give(user=self.worker2)
        with self.assertRaises(AccessError):
            self._give(user=self.dpo)

    def test_a_notice_is_given_in_its_time_and_municipality(self):
        with self.assertRaises(ValidationError):
            self._give(date="2026-06-16")
        with self.assertRaises(ValidationError):
            self._give(date="2025-12-31")
        other = self.env["res.company"].create({"name": "Άλλος Δήμος"})
        elsewhere = self.notice.sudo().copy({"company_id": other.id})
        with self.assertRaises(ValidationError):
            self._give(notice_id=elsewhere.id)

    def test_a_given_version_stays_as_it_was_told(self):
        self.notice.text = "Διορθωμένο"  # not given to anybody yet
        self._give()
        for user in (self.dpo, self.coordinator):
            with self.assertRaises(UserError):
                self.notice.with_user(user).text = "Άλλα"
        with self.assertRaises(AccessError):
            self.notice.with_user(self.reception).text = "Άλλα"

    def test_who_is_not_informed_is_listed(self):
        people = self.env["kentro.beneficiary"].with_user(self.reception)
        mine = [("id", "in", (self.maria | self.giorgos | self.eleni).ids)]
        self.assertEqual(people.search([("is_informed", "=", False), *mine]), self.maria | self.giorgos)
        self._give()
        self.maria.invalidate_recordset()
        self.assertTrue(self.maria.with_user(self.reception).is_informed)
        self.assertEqual(people.search([("is_informed", "=", False), *mine]), self.giorgos)
        self.assertEqual(people.search([("is_informed", "=", True), *mine]), self.maria)

    def test_on_the_form_the_notice_in_the_persons_language_is_proposed(self):
        for language, notice in (("en", self.english), ("el", self.notice), ("ar", self.notice), (False, self.notice)):
            self.maria.language = language
            with Form(self.maria.with_user(self.reception)) as form, form.notice_given_ids.new() as line:
                self.assertEqual(line.notice_id, notice)
        self.assertEqual(len(self.maria.notice_given_ids), 4)
