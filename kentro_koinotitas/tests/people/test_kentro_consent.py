from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import KentroCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestKentroConsent(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.body = cls.env["res.partner"].create({"name": "Νοσοκομείο", "is_company": True, "is_kentro_body": True})
        cls.data = cls.env.ref("kentro_koinotitas.data_category_identity")

    def _consent(self, user=None, **values):
        vals = {
            "beneficiary_id": self.maria.id,
            "receiver_id": self.body.id,
            "data_ids": [Command.set(self.data.ids)],
            "date": "2026-06-01",
            **values,
        }
        return self.env["kentro.consent"].with_user(user or self.reception).create(vals)

    def test_a_consent_is_in_force_from_its_day_until_it_expires_or_is_withdrawn(self):
        consent = self._consent(valid_until="2026-06-30")
        days = {"2026-05-31": False, "2026-06-01": True, "2026-06-30": True, "2026-07-01": False}
        for day, valid in days.items():
            with freeze_time(day):
                consent.invalidate_recordset(["is_valid"])
                self.assertEqual(consent.is_valid, valid, day)
                self.assertEqual(bool(consent.search([("is_valid", "=", True), ("id", "=", consent.id)])), valid)
                self.assertEqual(bool(consent.search([("is_valid", "=", False), ("id", "=", consent.id)])), not valid)

    def test_withdrawal_is_as_easy_as_giving_and_ends_it_that_day(self):
        consent = self._consent()
        consent.action_withdraw()
        self.assertEqual(str(consent.withdrawn_on), "2026-06-15")
        self.assertFalse(consent.is_valid or consent.withdrawal_reason)
        consent.withdrawal_reason = "Το ζήτησε"
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._consent().withdrawn_on = "2026-06-16"

    def test_a_withdrawal_is_moved_to_an_earlier_day_alone(self):
        consent = self._consent()
        consent.withdrawn_on = "2026-06-12"
        consent.withdrawn_on = "2026-06-10"
        for day in (False, "2026-06-11"):
            with self.subTest(day=day), self.assertRaises(UserError):
                consent.write({"withdrawn_on": day})

    def test_what_was_agreed_is_not_rewritten(self):
        consent = self._consent()
        for values in (
            {"date": "2026-01-01"},
            {"receiver_id": self.company.partner_id.id},
            {"purpose": "application"},
            {"valid_until": "2030-01-01"},
        ):
            with self.assertRaises(UserError):
                consent.write(values)
        with self.assertRaises(AccessError):
            consent.unlink()

    def test_a_consent_says_what_may_be_told(self):
        with self.assertRaises(ValidationError):
            self._consent(data_ids=[])

    def test_consents_follow_the_person(self):
        consent = self._consent()
        self.assertTrue(consent.with_user(self.worker).read(["purpose"]))
        for user in (self.worker2, self.director, self.dpo, self.admin, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                consent.with_user(user).read(["purpose"])
        with self.assertRaises(AccessError):
            self._consent(user=self.worker2)
