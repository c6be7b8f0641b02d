from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import CasesCommon


@tagged("post_install", "-at_install")
class TestCase(CasesCommon):
    def goal(self, **vals):
        return (
            self.env["kentro.goal"]
            .with_user(self.worker)
            .create({"case_id": self.case.id, "name": "Find work", **vals})
        )

    def test_the_whole_way_from_intake_to_closed(self):
        case = self.case.with_user(self.worker)
        case.take_step("assess")
        self.approved_assessment(case)
        case.take_step("plan")
        self.goal()
        case.take_step("support")
        case.take_step(
            "follow_up",
            values={"recurrence_id": self.env.ref("kentro_koinotitas.recurrence_monthly").id},
        )
        followup = case.followup_ids
        self.assertEqual(len(followup), 1)
        self.assertEqual(case.next_followup_on, followup.planned_on)
        closing = {
            "close_reason_id": self.env.ref("kentro_koinotitas.close_reason_goals_reached").id,
            "closed_on": "2030-01-01",
        }
        with self.assertRaisesRegex(UserError, "follow-up is still open"):
            case.take_step("close", values=closing)
        followup.take_step(
            "done", values={"done_on": "2026-11-20", "note": "Works", "is_last": True}
        )
        case.take_step("close", values=closing)
        self.assertEqual(case.stage_kind, "done")
        case.take_step("reopen", reason="came back")
        self.assertEqual(
            (case.stage_id.code, case.closed_on, case.close_reason_id.id), ("support", False, False)
        )

    def test_no_plan_without_an_approved_assessment(self):
        self.case.with_user(self.worker).take_step("assess")
        self.env["kentro.assessment"].with_user(self.worker).create({"case_id": self.case.id})
        with self.assertRaisesRegex(UserError, "approved assessment is missing"):
            self.case.with_user(self.worker).take_step("plan")

    def test_a_case_is_not_closed_before_it_was_opened(self):
        with self.assertRaisesRegex(ValidationError, "cannot be closed on a day before"):
            self.case.with_user(self.worker).closed_on = "2000-01-01"

    def test_the_reference_is_neutral_and_stays(self):
        self.assertRegex(self.case.name, r"^ΥΠΘ-\d{4}-\d{5}$")
        name = self.case.name
        self.case.with_user(self.worker).name = "Somebody's name"
        self.assertEqual(self.case.name, name)

    def test_nothing_is_added_to_a_closed_case(self):
        self.case.with_user(self.worker).take_step(
            "close",
            values={
                "close_reason_id": self.env.ref("kentro_koinotitas.close_reason_no_contact").id,
                "closed_on": "2030-01-01",
            },
        )
        for attempt in (
            self.goal,
            lambda: self.env["kentro.assessment"].with_user(self.worker).create({"case_id": self.case.id}),
            lambda: self.env["kentro.followup"]
            .with_user(self.worker)
            .create({"case_id": self.case.id, "planned_on": "2030-01-02"}),
        ):
            with self.assertRaisesRegex(UserError, "not changed any more"):
                attempt()
