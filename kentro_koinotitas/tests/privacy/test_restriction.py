from unittest.mock import patch

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import KentroCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 09:00:00")
class TestRestriction(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.env["kentro.case"].with_user(cls.worker).create(
            {"beneficiary_id": cls.maria.id, "structure_id": cls.structure.id}
        )
        cls.kind = cls.env["kentro.document.kind"].search([("is_special", "=", False)], limit=1)
        cls.paper = cls.env["kentro.document"].create({"beneficiary_id": cls.maria.id, "kind_id": cls.kind.id})
        cls.request = cls.env["kentro.data.request"].with_user(cls.reception).create(
            {"beneficiary_id": cls.maria.id, "kind": "restriction", "identity_checked": True}
        )
        cls.request.with_user(cls.coordinator).take_step("start")
        # a message is posted, and refused, in the language of who posts it
        (cls.reception | cls.worker | cls.coordinator).lang = "en_US"

    def _restrict(self):
        self.request.with_user(self.coordinator).take_step("restrict", reason="Αμφισβητεί την ακρίβεια")

    def _changes(self):
        """Ways to change the file, each by somebody who may."""
        Env = self.env
        reception, worker, coordinator = self.reception, self.worker, self.coordinator
        return {
            "name": lambda: self.maria.with_user(reception).write({"last_name": "Άλλη"}),
            "phone": lambda: self.maria.with_user(reception).write({"phone": "2310 999999"}),
            "contact": lambda: self.maria.partner_id.with_user(reception).write({"phone": "2310 999999"}),
            "case": lambda: self.case.with_user(worker).write({"summary": "x"}),
            "step": lambda: self.case.with_user(worker).take_step("assess"),
            "paper": lambda: self.paper.with_user(reception).write({"note": "x"}),
            "new paper": lambda: Env["kentro.document"].with_user(reception).create(
                {"beneficiary_id": self.maria.id, "kind_id": self.kind.id}
            ),
            "new request": lambda: Env["kentro.request"].with_user(reception).create(
                {"beneficiary_id": self.maria.id, "structure_id": self.structure.id}
            ),
            "new case": lambda: Env["kentro.case"].with_user(worker).create(
                {"beneficiary_id": self.maria.id, "structure_id": self.structure.id}
            ),
            "part": lambda: Env["kentro.followup"].with_user(worker).create(
                {"case_id": self.case.id, "planned_on": "2026-07-01"}
            ),
            "message": lambda: self.case.with_user(worker).message_post(body="x"),
            "file": lambda: Env["ir.attachment"].with_user(worker).create(
                {"name": "x", "raw": b"x", "res_model": "kentro.case", "res_id": self.case.id}
            ),
            "moved paper": lambda: self.paper.with_user(coordinator).write({"beneficiary_id": self.giorgos.id}),
            "merge": lambda: Env["kentro.merge"].with_user(coordinator)._begin(
                self.giorgos.with_user(coordinator), self.maria.with_user(coordinator)
            ),
            "archived": lambda: self.maria.with_user(coordinator).write({"active": False}),
        }  # fmt: skip

    def _refusal(self, change):
        try:
            with self.env.cr.savepoint():
                self.env.invalidate_all()
                change()
                self.env.flush_all()
                raise InterruptedError
        except InterruptedError:
            return None
        except UserError as error:
            return str(error)

    def test_the_file_of_a_restricted_person_is_changed_by_nobody(self):
        for name, change in self._changes().items():
            with self.subTest(before=name):
                self.assertNotIn("had the use of her data restricted", self._refusal(change) or "")
        self._restrict()
        for name, change in self._changes().items():
            with self.subTest(change=name):
                self.assertIn("had the use of her data restricted", self._refusal(change) or "went through")

    def test_it_is_read_and_others_go_on(self):
        self._restrict()
        self.assertTrue(self.maria.with_user(self.reception).is_restricted)
        self.case.with_user(self.worker).read(["summary"])
        self.giorgos.with_user(self.reception).phone = "2310 111111"

    def test_restriction_is_no_field_to_write(self):
        self._restrict()
        for user in (self.reception, self.coordinator, self.admin, self.dpo):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.maria.with_user(user).write({"is_restricted": False})
        with self.assertRaises(UserError):
            self._refuse_create()

    def _refuse_create(self):
        return self._beneficiary("Νέα", "Άννα", is_restricted=True)

    def test_release_lets_the_file_be_changed_again(self):
        self._restrict()
        with self.assertRaises(AccessError):
            self.request.with_user(self.reception).take_step("release", reason="x")
        answer = {"answered_on": "2026-06-15", "answer": "Διορθώθηκε"}
        self.request.with_user(self.dpo).take_step("release", values=answer, reason="Διορθώθηκαν τα στοιχεία")
        self.maria.invalidate_recordset()
        self.assertFalse(self.maria.is_restricted)
        self.maria.with_user(self.reception).last_name = "Παπαδοπούλου-Νέα"

    def test_only_some_requests_restrict(self):
        request = self.request.with_user(self.reception).create(
            {"beneficiary_id": self.giorgos.id, "kind": "access", "identity_checked": True}
        )
        request.with_user(self.coordinator).take_step("start")
        with self.assertRaises(UserError):
            request.with_user(self.coordinator).take_step("restrict", reason="x")

    def test_her_rights_go_on_while_it_is_restricted(self):
        self._restrict()
        self.request.with_user(self.reception).create({"beneficiary_id": self.maria.id, "kind": "access"})

    def test_a_deadline_changes_nothing_until_the_file_is_released(self):
        other = self.env["kentro.case"].create({"beneficiary_id": self.giorgos.id, "structure_id": self.structure.id})
        step = self.case.workflow_id.transition_ids.filtered(lambda step: self.case.stage_id in step.source_ids)[:1]
        self._restrict()
        with patch.object(type(self.case), "_take_system_step", autospec=True) as taken:
            (self.case | other)._take_due_step(step)
            self.assertEqual(taken.call_args.args[0], other)
            taken.reset_mock()
            self.case._take_due_step(step)
            taken.assert_not_called()
            self.request.with_user(self.coordinator).take_step(
                "release", values={"answered_on": "2026-06-15", "answer": "Διορθώθηκε"}, reason="Διορθώθηκε"
            )
            self.case._take_due_step(step)
            self.assertEqual(taken.call_args.args[0], self.case)
