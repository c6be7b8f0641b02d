from itertools import product

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .application_common import DECIDED, ApplicationCommon

# stage → stages that one step leads to (DESIGN §6); every other pair is illegal
LEGAL = {
    "draft": "collecting ready withdrawn error",
    "collecting": "ready withdrawn error",
    "ready": "submitted collecting withdrawn error",
    "submitted": "papers_requested approved rejected withdrawn error",
    "papers_requested": "submitted approved rejected withdrawn error",
    "approved": "payment renew ended error approved",
    "payment": "renew ended error payment",
    "renew": "payment ended error renew",
    "rejected": "appeal ended error",
    "appeal": "approved rejected withdrawn error",
    "ended": "",
    "withdrawn": "",
    "error": "",
}


@tagged("post_install", "-at_install")
class TestApplication(ApplicationCommon):
    def test_only_an_application_to_the_same_programme_of_the_same_people_renews(self):
        other = self.env["kentro.programme"].create({"name": "Other", "code": "OTHER"})
        household = self.env["kentro.household"].create(
            {"structure_id": self.structure.id, "member_ids": [Command.create({"beneficiary_id": self.giorgos.id})]}
        )
        Application = self.env["kentro.application"].with_user(self.worker).with_context(
            kentro_renewed_from_id=self.application.id
        )
        values = {"programme_id": self.programme.id, "beneficiary_id": self.maria.id}
        self.assertEqual(Application.create(values).renewed_from_id, self.application)
        self.assertFalse(Application.create({**values, "programme_id": other.id}).renewed_from_id)
        of_another = {**values, "beneficiary_id": self.giorgos.id, "household_id": household.id}
        self.assertFalse(Application.create(of_another).renewed_from_id)

    def test_what_follows_from_the_programme_and_its_dates_is_not_written_by_hand(self):
        other = self.env.ref("kentro_koinotitas.ruleset_gmi")
        mine = self.application.with_user(self.reception)
        for values in ({"ruleset_id": other.id}, {"appeal_in_time": False}):
            with self.subTest(values), self.assertRaises(UserError):
                mine.write(values)
        self.assertNotEqual(self.new_application(ruleset_id=other.id).ruleset_id, other)

    def test_an_instalment_is_not_moved_to_an_application_that_has_ended(self):
        ended = self.new_application()
        ended.with_user(self.worker).take_step("withdraw", reason="Δείγμα")
        paid = self.env["kentro.application.instalment"].with_user(self.coordinator).create(
            {"application_id": self.application.id, "due_on": "2026-04-01"}
        )
        with self.assertRaises(UserError):
            paid.application_id = ended

    def test_the_path_is_that_of_the_design(self):
        workflow = self.application.sudo().workflow_id
        self.assertEqual(workflow._faults(), [])
        stages = {stage.code: stage for stage in workflow.stage_ids}
        self.assertEqual(set(stages), set(LEGAL))
        for source, target in product(stages, stages):
            leads = workflow.transition_ids.filtered(
                lambda t, s=source, g=target: stages[s] in t.source_ids and t.target_id == stages[g]
            )
            self.assertEqual(bool(leads), target in LEGAL[source].split(), f"{source} → {target}")

    def test_nothing_is_asked_before_it_is_submitted_nor_paid_in_days_to_come(self):
        application = self.submit().with_user(self.worker)
        asked = {"query_text": "Lease", "query_asked_on": "2026-03-01", "query_days": 5}
        with self.assertRaisesRegex(UserError, "nothing was asked before"), self.env.cr.savepoint():
            application.take_step("ask_papers", asked)
        application.take_step("approve", DECIDED)
        with self.assertRaisesRegex(ValidationError, "a day to come"):
            application.instalment_ids.create(
                {"application_id": application.id, "due_on": "2026-03-31", "paid_on": "2099-01-01"}
            )

    def test_from_the_first_paper_to_the_last_instalment(self):
        application = self.approve()
        self.assertEqual((application.result, application.filed_by_id), ("approved", self.worker))
        self.assertTrue(application.entered_on)
        self.assertEqual(str(application.renew_from), "2026-08-01")
        self.assertEqual(application.platform, "idika")
        application.with_user(self.worker).instalment_ids.create(
            {"application_id": application.id, "due_on": "2026-03-31", "amount": 324}
        )
        self.move(application, self.worker, "pay", "to_renew", "end")
        self.assertEqual(application.stage_kind, "done")
        with self.assertRaisesRegex(UserError, "is not changed any more"):
            application.with_user(self.worker).instalment_ids.paid_on = "2026-04-01"

    def test_an_approval_without_an_end_holds_as_long_as_the_programme_says(self):
        application = self.approve(valid_to=False)
        self.assertEqual(str(application.valid_to), "2026-08-31")

    def test_what_a_step_writes_down_is_not_written_by_hand(self):
        by_hand = {
            "result": "approved", "amount": 900, "valid_to": "2030-01-01", "missing_count": 0, "papers_waived": True,
            "submitted_on": "2026-03-01", "entered_on": "2026-03-01 08:00:00", "answer_by": "2030-01-01",
            "filed_by_id": self.worker.id, "renew_from": "2026-01-01",
        }  # fmt: skip
        for user in (self.reception, self.worker, self.coordinator):
            for name, value in by_hand.items():
                with self.subTest(user=user.login, field=name), self.assertRaisesRegex(UserError, "by a step"):
                    self.application.with_user(user).write({name: value})
        forged = {f"default_{name}": value for name, value in by_hand.items()}
        made = self.env["kentro.application"].with_user(self.worker).with_context(**forged).create(
            {"programme_id": self.programme.id, "beneficiary_id": self.maria.id, **by_hand}
        )
        for name in by_hand:
            self.assertFalse(made[name], name)

    def test_what_was_submitted_is_not_rewritten(self):
        self.submit()
        other = self.env["kentro.programme"].create({"name": "Other", "code": "OTHER"})
        with self.assertRaisesRegex(UserError, "was submitted as it is"):
            self.application.with_user(self.worker).programme_id = other

    def test_a_query_is_answered_within_working_days_of_the_structure(self):
        application = self.submit().with_user(self.worker)
        with self.assertRaisesRegex(UserError, "by when it is to be answered"):
            application.take_step("ask_papers", {"query_text": "Lease", "query_asked_on": "2026-03-20"})
        # 25 March is a public holiday, and two days of the five fall on a week-end
        application.take_step("ask_papers", {"query_text": "Lease", "query_asked_on": "2026-03-20", "query_days": 5})
        query = application.query_ids
        self.assertEqual((str(query.answer_by), query.text), ("2026-03-30", "Lease"))
        self.assertEqual(application.answer_by, query.answer_by)
        self.assertEqual(str(application.deadline.date()), "2026-03-30")
        self.assertFalse(application.query_text)
        query.answer_by = "2026-04-03"
        self.assertEqual((application.answer_by, str(application.deadline.date())), (query.answer_by, "2026-04-03"))
        with self.assertRaisesRegex(UserError, "by a step"):
            query.answered_on = "2026-03-21"
        application.take_step("answer", {"query_answered_on": "2026-03-23", "query_answer": "Sent"})
        self.assertEqual((str(query.answered_on), query.answer), ("2026-03-23", "Sent"))
        self.assertFalse(application.answer_by or application.deadline)

    def test_an_appeal_is_made_in_time(self):
        application = self.submit().with_user(self.worker)
        application.take_step(
            "reject", {"decision_date": "2026-03-10", "reject_reason": "Income", "appeal_by": "2026-03-25"}
        )
        self.assertEqual(application.result, "rejected")
        self.assertTrue(application.deadline)
        with self.assertRaisesRegex(UserError, "time for an appeal"):
            application.take_step("appeal", {"appealed_on": "2026-03-26"})
        application.take_step("appeal", {"appealed_on": "2026-03-25"})
        application.take_step("approve", dict(DECIDED, decision_date="2026-05-01"))
        self.assertEqual(application.result, "approved")

    def test_a_decision_is_not_of_the_future_nor_before_the_submission(self):
        application = self.submit().with_user(self.worker)
        with self.assertRaisesRegex(UserError, "day to come"):
            application.take_step("approve", dict(DECIDED, decision_date="2099-01-01"))
        with self.assertRaisesRegex(ValidationError, "not decided before"):
            application.take_step("approve", dict(DECIDED, decision_date="2026-03-01"))

    def test_a_decision_is_corrected_by_a_step_with_its_reason(self):
        application = self.approve().with_user(self.worker)
        with self.assertRaisesRegex(ValidationError, "Reason"):
            application.take_step("correct_approved", dict(DECIDED, amount=216))
        application.take_step("correct_approved", dict(DECIDED, amount=216), reason="Typed wrongly")
        self.assertEqual((application.amount, application.stage_id.code), (216, "approved"))

    def test_it_comes_to_be_renewed_and_ends_by_itself(self):
        application = self.approve()
        with freeze_time("2026-08-03 09:00:00"):
            self.env["kentro.workflow"]._run_deadlines()
        self.assertEqual(application.stage_id.code, "renew")
        with freeze_time("2026-08-03 10:00:00"):
            self.env["kentro.workflow"]._run_deadlines()
        self.assertEqual(application.activity_ids.user_id, self.reception, "the responsible is told")
        again = Form(self.env["kentro.application"].with_user(self.worker).with_context(
            **application.with_user(self.worker).action_renew()["context"])).save()  # fmt: skip
        self.assertEqual((again.renewed_from_id, again.household_id, again.result), (application, self.home, False))
        with freeze_time("2026-09-02 06:00:00"):
            self.env["kentro.workflow"]._run_deadlines()
        self.assertEqual((application.stage_id.code, application.result), ("ended", "approved"))

    def test_the_applicant_is_a_member_of_the_household(self):
        with self.assertRaisesRegex(ValidationError, "does not belong"):
            self.new_application(self.worker, beneficiary_id=self.giorgos.id, household_id=self.home.id)
        with self.assertRaisesRegex(ValidationError, "does not belong"):
            self.application.with_user(self.worker).concerns_id = self.giorgos

    def test_begun_from_household_or_case_it_knows_the_applicant(self):
        Application = self.env["kentro.application"].with_user(self.worker)
        form = Form(Application.with_context(default_household_id=self.home.id))
        self.assertEqual(form.beneficiary_id, self.maria)
        self.case.household_id = self.home
        form = Form(Application.with_context(default_case_id=self.case.id))
        form.programme_id = self.programme
        self.assertEqual(form.save().household_id, self.home)

    def test_it_is_begun_from_the_card_of_a_programme(self):
        ruleset = self.env["kentro.ruleset"].create({"name": "Benefit", "programme_id": self.programme.id})
        check = self.env["kentro.eligibility.check"].with_user(self.reception).create({"household_id": self.home.id})
        for person, applicant, child in (
            (None, self.maria, self.maria.browse()),
            (self.maria.id, self.maria, self.maria.browse()),
            (self.nikos.id, self.maria, self.nikos),
        ):
            context = check.action_apply(ruleset.id, person)["context"]
            made = Form(self.env["kentro.application"].with_user(self.reception).with_context(**context)).save()
            self.assertEqual((made.programme_id, made.household_id), (self.programme, self.home))
            self.assertEqual((made.beneficiary_id, made.concerns_id), (applicant, child))


@tagged("post_install", "-at_install")
class TestApplicationRights(ApplicationCommon):
    """Without a case an application is its structure's; with one it is the case's."""

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model"))

    def readers(self, application):
        users = (self.reception, self.worker, self.psychologist, self.coordinator, self.worker2, self.director,
                 self.volunteers, self.dpo, self.rules, self.outsider, self.admin, self.portal)  # fmt: skip
        return {user for user in users if application.with_user(user).has_access("read")}

    def test_without_a_case_the_structure_sees_it_and_nobody_else(self):
        here = {self.reception, self.worker, self.psychologist, self.coordinator}
        self.assertEqual(self.readers(self.application), here)

    def test_with_a_case_its_people_alone_see_it_and_all_that_hangs_on_it(self):
        application = self.new_application(self.worker, case_id=self.case.id)
        self.submit_in_case(application)
        application.with_user(self.worker).take_step(
            "ask_papers", {"query_text": "Lease", "query_asked_on": "2026-03-20", "query_days": 5}
        )
        instalment = self.env["kentro.application.instalment"].create(
            {"application_id": application.id, "due_on": "2026-03-31"}
        )
        for record in (application, application.query_ids, instalment):
            self.assertEqual(self.readers(record), {self.worker, self.coordinator}, record._name)
        with self.assertRaises(AccessError):
            self.env["kentro.application.instalment"].with_user(self.psychologist).create(
                {"application_id": application.id, "due_on": "2026-03-31"}
            )
        with self.assertRaises(UserError):
            application.with_user(self.worker).case_id = False

    def submit_in_case(self, application):
        application.with_user(self.worker).take_step("ready")
        application.with_user(self.worker).take_step("submit", {"filed_by": "citizen", "submitted_on": "2026-03-02"})
        self.assertFalse(application.filed_by_id)

    def test_nobody_points_an_application_at_a_case_or_person_of_others(self):
        with self.assertRaises(AccessError):
            self.new_application(self.psychologist, case_id=self.case.id)
        with self.assertRaises(AccessError):
            self.new_application(self.worker, beneficiary_id=self.eleni.id)
        with self.assertRaises(AccessError):
            self.new_application(self.worker, structure_id=self.annex.id)

    def test_the_desk_collects_papers_and_neither_submits_nor_decides(self):
        application = self.application.with_user(self.reception)
        application.take_step("collect")
        application.take_step("ready")
        with self.assertRaisesRegex(UserError, "not yours to take"):
            application.take_step("submit", {"filed_by": "centre", "submitted_on": "2026-03-02"})

    def test_a_programme_that_tells_of_health_is_applied_for_within_a_case(self):
        self.programme.is_special = True
        with self.assertRaisesRegex(ValidationError, "choose her case"):
            self.new_application()
        self.assertTrue(self.new_application(self.worker, case_id=self.case.id))

    def test_who_is_locked_out_of_the_file_sees_neither_the_application_nor_what_hangs_on_it(self):
        application = self.submit()
        application.with_user(self.worker).take_step(
            "ask_papers", {"query_text": "Lease", "query_asked_on": "2026-03-20", "query_days": 5}
        )
        hung = {"application_id": application.id}
        instalment = self.env["kentro.application.instalment"].create({**hung, "due_on": "2026-03-31"})
        self.env["kentro.lockout"].with_user(self.coordinator).create(
            {"reference": self.maria.number, "user_id": self.reception.id, "reason": "They are related"}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        for record in (application, application.sudo().query_ids, instalment):
            record = record.sudo(False)
            self.assertFalse(record.with_user(self.reception).has_access("read"), record._name)
            self.assertTrue(record.with_user(self.worker).has_access("read"), record._name)

    def test_it_is_part_of_the_file_of_the_person_with_all_that_hangs_on_it(self):
        application = self.submit()
        application.with_user(self.worker).take_step(
            "ask_papers", {"query_text": "Lease", "query_asked_on": "2026-03-20", "query_days": 5}
        )
        found = self.env["kentro.person.file"]._of(self.maria)
        self.assertEqual(found["kentro.application"], {application.id})
        self.assertEqual(found["kentro.application.query"], set(application.query_ids.ids))

    def test_of_two_who_move_it_the_second_is_told(self):
        seen = self.application.stage_id.id
        self.application.with_user(self.reception).take_step("collect", seen_stage_id=seen)
        with self.assertRaisesRegex(UserError, "meanwhile moved"):
            self.application.with_user(self.worker).take_step("ready", seen_stage_id=seen)

    def test_an_imported_row_brings_neither_stage_nor_decision(self):
        approved = self.application.workflow_id.stage_ids.filtered(lambda s: s.code == "approved")
        columns = ["programme_id/.id", "beneficiary_id/.id", "result", "amount", "stage_id/.id"]
        row = [str(self.programme.id), str(self.maria.id), "approved", "900", str(approved.id)]
        before = self.env["kentro.application"].search_count([])
        answer = self.env["kentro.application"].with_user(self.worker).load(columns, [row])
        self.assertIn("begins in stage", answer["messages"][0]["message"])
        self.assertEqual(self.env["kentro.application"].search_count([]), before)

    def test_many_are_moved_at_once(self):
        def measure(count):
            many = self.env["kentro.application"].with_user(self.worker).create(
                [{"programme_id": self.programme.id, "beneficiary_id": self.maria.id} for _n in range(count)]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            many.take_step("collect")
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = measure(10)
        self.assertLessEqual(measure(100), few + 3)
