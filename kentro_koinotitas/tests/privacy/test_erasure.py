from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .retention_common import RetentionCommon


@tagged("post_install", "-at_install")
class TestErasure(RetentionCommon):
    def setUp(self):
        super().setUp()
        self.rule.years = 0
        self.request = self.env["kentro.data.request"].with_user(self.reception).create(
            {"beneficiary_id": self.maria.id, "kind": "erasure", "identity_checked": True, "details": "Να διαγραφώ"}
        )
        self.request.with_user(self.coordinator).take_step("start")
        self.answer = {"answered_on": self.request.date, "answer": "Έγινε"}

    def _propose(self, user=None):
        action = self.request.with_user(user or self.dpo).action_propose_erasure()
        return self.env["kentro.retention.batch"].browse(action["res_id"])

    def test_it_is_not_answered_without_two_people(self):
        with self.assertRaises(UserError):
            self.request.with_user(self.dpo).take_step("answer", values=self.answer)
        batch = self._propose()
        with self.assertRaises(UserError):
            batch.with_user(self.dpo).action_confirm()
        with self.assertRaises(UserError):
            self.request.with_user(self.dpo).take_step("answer", values=self.answer)
        for user in (self.reception, self.worker, self.admin):
            with self.assertRaises(AccessError):
                self.request.with_user(user).action_propose_erasure()
        self.assertFalse(self.maria.anonymised_on)

    def test_the_answer_carries_it_out(self):
        self.rule.years = 10  # which are over
        batch = self._propose()
        batch.with_user(self.director).action_confirm()
        self.assertFalse(self.maria.anonymised_on)
        self.request.with_user(self.dpo).take_step("answer", values=self.answer, reason=None)
        self.env.invalidate_all()
        self.assertTrue(self.maria.anonymised_on)
        self.assertEqual((self.request.stage_kind, self.request.details, self.request.answer), ("done", False, False))
        self.assertEqual((batch.state, batch.count), ("done", 1))
        erased = self.env["kentro.log.erasure"].search([]).log_id
        self.assertFalse(erased.sudo().filtered("reason"))
        self.assertIn(self.case.id, erased.filtered(lambda row: row.model == "kentro.case").mapped("res_id"))

    def test_what_has_to_be_kept_is_refused_with_the_reason(self):
        self.env.cr.execute("UPDATE kentro_case SET stage_kind = 'ongoing' WHERE id = %s", [self.case.id])
        with self.assertRaisesRegex(UserError, "has to be kept"):
            self._propose()
        self.env.cr.execute("UPDATE kentro_case SET stage_kind = 'done' WHERE id = %s", [self.case.id])
        self.rule.years = 30
        with self.assertRaisesRegex(UserError, "112/2026"):
            self._propose()
        self.request.with_user(self.dpo).take_step(
            "refuse", values={"answer": "Τηρείται κατά την απόφαση 112/2026"}, reason="Υποχρέωση τήρησης"
        )
        self.assertEqual(self.request.stage_kind, "cancelled")
        self.assertFalse(self.maria.anonymised_on)

    def test_a_case_opened_in_between_keeps_it(self):
        batch = self._propose()
        batch.with_user(self.director).action_confirm()
        self.env.cr.execute("UPDATE kentro_case SET stage_kind = 'ongoing' WHERE id = %s", [self.case.id])
        with self.assertRaises(UserError):
            self.request.with_user(self.dpo).take_step("answer", values=self.answer)
        self.assertFalse(self.maria.anonymised_on)
