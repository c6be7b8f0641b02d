from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestEngine(CasesCommon):
    """No stage changes but along a published step that this user may take and whose rules hold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stages = {stage.code: stage for stage in cls.case.workflow_id.stage_ids}
        cls.Log = cls.env["kentro.transition.log"].sudo()

    def logs(self, record):
        return self.Log.search(
            [("model", "=", record._name), ("res_id", "=", record.id)], order="id"
        )

    # -- being born

    def test_a_record_begins_in_the_initial_stage(self):
        self.assertEqual(self.case.stage_id, self.stages["intake"])
        self.assertEqual(self.logs(self.case).mapped("origin"), ["create"])

    def test_create_in_another_stage_is_refused(self):
        with self.assertRaisesRegex(UserError, "begins in stage"):
            self.new_case(stage_id=self.stages["closed"].id)

    def test_a_default_for_the_stage_does_not_move_the_start(self):
        Case = (
            self.env["kentro.case"]
            .with_user(self.worker)
            .with_context(
                default_stage_id=self.stages["closed"].id, default_stage_since="2020-01-01"
            )
        )
        self.assertNotIn("stage_id", Case.default_get(["stage_id"]))
        case = Case.create(
            {"beneficiary_id": self.beneficiary.id, "structure_id": self.structure.id}
        )
        self.assertEqual(case.stage_id, self.stages["intake"])

    def test_a_copy_begins_anew(self):
        self.move(self.case, self.worker, "assess")
        self.assertEqual(self.case.with_user(self.worker).copy().stage_id, self.stages["intake"])

    # -- ways around the steps

    def test_write_to_a_stage_no_step_leads_to_is_refused(self):
        for user in (self.worker, self.coordinator):
            with self.assertRaisesRegex(UserError, "no step leads from"):
                self.case.with_user(user).write({"stage_id": self.stages["support"].id})

    def test_write_under_sudo_is_refused_too(self):
        with self.assertRaisesRegex(UserError, "no step leads from"):
            self.case.sudo().stage_id = self.stages["support"]

    def test_a_forged_token_in_the_context_opens_nothing(self):
        for forged in (True, 1, "ENGINE", {}):
            case = self.case.with_user(self.worker).with_context(kentro_engine=forged)
            with self.assertRaises(UserError):
                case.write({"stage_id": self.stages["closed"].id})

    def test_import_into_another_stage_is_refused_with_a_sentence(self):
        result = (
            self.env["kentro.case"]
            .with_user(self.worker)
            .load(
                ["beneficiary_id/.id", "structure_id/.id", "stage_id/.id"],
                [[str(self.beneficiary.id), str(self.structure.id), str(self.stages["closed"].id)]],
            )
        )
        self.assertFalse(result["ids"])
        self.assertIn("begins in stage", result["messages"][0]["message"])

    def test_the_workflow_and_its_dates_are_not_written_by_hand(self):
        other = self.env.ref("kentro_koinotitas.workflow_referral")
        for vals in (
            {"workflow_id": other.id},
            {"stage_since": "2020-01-01 00:00:00"},
            {"stage_kind": "done"},
        ):
            with self.assertRaisesRegex(UserError, "not written by hand"):
                self.case.with_user(self.worker).write(vals)

    def test_a_stage_cannot_be_emptied(self):
        with self.assertRaises(UserError):
            self.case.with_user(self.worker).stage_id = False

    # -- plain writes that are a step

    def test_a_plain_write_takes_the_only_step_without_a_dialog(self):
        self.case.with_user(self.worker).stage_id = self.stages["assessment"]
        self.assertEqual(self.case.stage_id, self.stages["assessment"])
        self.assertEqual(self.logs(self.case)[-1].origin, "write")

    def test_a_plain_write_is_refused_where_the_step_asks_something(self):
        with self.assertRaisesRegex(UserError, "use the buttons"):
            self.case.with_user(self.worker).stage_id = self.stages["closed"]

    def test_a_plain_write_is_refused_where_the_rules_do_not_hold(self):
        self.move(self.case, self.worker, "assess")
        with self.assertRaisesRegex(UserError, "An approved assessment is missing"):
            self.case.with_user(self.worker).stage_id = self.stages["plan"]

    # -- named steps

    def test_an_unknown_step_is_a_sentence(self):
        with self.assertRaisesRegex(UserError, "has no step «fly»"):
            self.case.with_user(self.worker).take_step("fly")

    def test_a_step_from_another_stage_is_refused(self):
        with self.assertRaisesRegex(UserError, "there is no step"):
            self.case.with_user(self.worker).take_step("reopen", reason="again")

    def test_a_step_of_somebody_elses_case_is_refused(self):
        self.case.with_user(self.worker).team_ids = False
        for user in (self.worker2, self.reception, self.director, self.rules, self.admin):
            with self.assertRaises(AccessError):
                self.case.with_user(user).take_step("assess")

    def test_what_a_step_asks_must_be_given(self):
        with self.assertRaisesRegex(ValidationError, "missing: Reason of closing, Closed on"):
            self.case.with_user(self.worker).take_step("close")

    def test_what_a_step_does_not_ask_is_refused(self):
        with self.assertRaisesRegex(UserError, "does not ask for: summary"):
            self.case.with_user(self.worker).take_step("assess", values={"summary": "x"})

    def test_a_refused_step_keeps_none_of_its_answers(self):
        reason = self.env.ref("kentro_koinotitas.close_reason_goals_reached")
        followup = (
            self.env["kentro.followup"]
            .with_user(self.worker)
            .create({"case_id": self.case.id, "planned_on": "2026-11-23"})
        )
        self.assertEqual(followup.stage_kind, "new")
        with self.assertRaisesRegex(UserError, "follow-up is still open"), self.env.cr.savepoint():
            self.case.with_user(self.worker).take_step(
                "close", values={"close_reason_id": reason.id, "closed_on": "2030-01-01"}
            )
        self.assertFalse(self.case.close_reason_id)

    def test_a_step_seen_from_an_old_screen_is_refused(self):
        seen = self.case.stage_id.id
        self.move(self.case, self.worker, "assess")
        with self.assertRaisesRegex(UserError, "meanwhile moved"):
            self.case.with_user(self.worker).take_step("reassess", seen_stage_id=seen)

    def test_a_repeated_click_is_one_move(self):
        for _click in range(2):
            self.case.with_user(self.worker).take_step("assess", request_id="click-1")
        self.assertEqual(len(self.logs(self.case)), 2)

    def test_the_buttons_say_what_hinders_a_step(self):
        self.move(self.case, self.worker, "assess")
        steps = {step["code"]: step for step in self.case.with_user(self.worker).steps}
        self.assertEqual(steps["plan"]["hindrances"], ["An approved assessment is missing."])
        self.assertEqual(set(steps), {"plan", "close"})

    # -- the log

    def test_each_move_is_one_row_with_reason_and_time(self):
        reason = self.env.ref("kentro_koinotitas.close_reason_goals_reached")
        self.case.with_user(self.worker).take_step(
            "close",
            values={"close_reason_id": reason.id, "closed_on": "2030-01-01"},
            reason="moved away",
        )
        row = self.logs(self.case)[-1]
        self.assertEqual(
            (row.user_id, row.reason, row.source_id, row.target_id, row.origin),
            (self.worker, "moved away", self.stages["intake"], self.stages["closed"], "user"),
        )

    def test_the_log_is_for_nobody_to_write(self):
        row = self.logs(self.case)
        for user in (self.admin, self.dpo, self.env.ref("base.user_root")):
            with self.assertRaises(AccessError):
                row.with_user(user).write({"reason": "x"})
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
            with self.assertRaises(AccessError):
                row.with_user(user).with_context(kentro_engine=True).create(
                    {"model": "kentro.case", "res_id": 1, "date": "2026-01-01", "target_id": 1}
                )

    def test_the_data_protection_officer_reads_moves_but_no_reasons(self):
        row = self.logs(self.case).with_user(self.dpo)
        self.assertEqual(row.origin, "create")
        with self.assertRaises(AccessError):
            row.read(["reason"])
