from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import KentroCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 09:00:00")
class TestConsentEnd(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.body = cls.env["res.partner"].create({"name": "Νοσοκομείο", "is_company": True, "is_kentro_body": True})
        cls.case = cls.env["kentro.case"].with_user(cls.worker).create(
            {"beneficiary_id": cls.maria.id, "structure_id": cls.structure.id}
        )
        cls.consent = cls.env["kentro.consent"].with_user(cls.reception).create(
            {
                "beneficiary_id": cls.maria.id,
                "receiver_id": cls.body.id,
                "data_ids": [Command.set(cls.env.ref("kentro_koinotitas.data_category_identity").ids)],
                "date": "2026-06-01",
                "valid_until": "2026-06-30",
            }
        )

    def _referral(self, **values):
        vals = {"case_id": self.case.id, "body_id": self.body.id, "purpose": "Εξέταση", "consent_id": self.consent.id}
        return self.env["kentro.referral"].with_user(self.worker).create({**vals, **values})

    def _told(self, referral):
        return referral.sudo().activity_ids.filtered(lambda activity: "consent" in (activity.summary or ""))

    def test_whoever_shares_by_it_is_told_when_it_is_withdrawn(self):
        open_one, sent, by_duty, over = (self._referral() for _number in range(4))
        sent.take_step("request")
        by_duty.write({"legal_basis": "duty", "duty": "prosecutor"})
        over.take_step("cancel", reason="x")
        self.consent.write({"withdrawn_on": "2026-06-15", "withdrawal_reason": "Το ζήτησε"})
        for referral in (open_one, sent):
            self.assertEqual(self._told(referral).user_id, self.worker)
        for referral in (by_duty, over):
            self.assertFalse(self._told(referral))
        with self.assertRaises(UserError):
            open_one.take_step("request")

    def test_the_day_after_it_expires_they_are_told_once(self):
        referral = self._referral()
        self.env["kentro.consent"]._cron_tell_of_the_end()
        self.assertFalse(self._told(referral))
        with freeze_time("2026-07-01 09:00:00"):
            self.env.invalidate_all()
            self.env["kentro.consent"]._cron_tell_of_the_end()
            self.env["kentro.consent"]._cron_tell_of_the_end()
            self.assertEqual(len(self._told(referral)), 1)
            with self.assertRaises(UserError):
                referral.take_step("request")

    def test_nobody_notes_by_hand_that_they_were_told(self):
        self.consent.write({"end_told": True})
        self.assertFalse(self.consent.end_told)
