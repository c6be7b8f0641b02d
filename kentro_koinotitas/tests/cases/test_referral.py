from itertools import product

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CasesCommon

# stage → stages that one step leads to (DESIGN §6); every other pair is illegal
LEGAL = {
    "draft": "requested completed cancelled error",
    "requested": "received accepted not_accepted refused no_answer cancelled error",
    "received": "accepted not_accepted refused no_answer cancelled error",
    "accepted": "in_progress pending completed refused cancelled error",
    "in_progress": "pending completed refused cancelled error",
    "pending": "in_progress refused cancelled error",
    "completed": "",
    "not_accepted": "",
    "refused": "",
    "no_answer": "",
    "cancelled": "",
    "error": "",
}
FHIR = {
    "draft": "draft",
    "requested": "requested",
    "received": "received",
    "accepted": "accepted",
    "in_progress": "in-progress",
    "pending": "on-hold",
    "completed": "completed",
    "not_accepted": "rejected",
    "refused": "cancelled",
    "no_answer": "failed",
    "cancelled": "cancelled",
    "error": "entered-in-error",
}


@tagged("post_install", "-at_install")
class TestReferral(CasesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.body = cls.env["res.partner"].create(
            {"name": "Mental health unit", "is_kentro_body": True}
        )
        cls.other_body = cls.env["res.partner"].create({"name": "Nursery", "is_kentro_body": True})
        cls.consent = (
            cls.env["kentro.consent"]
            .with_user(cls.worker)
            .create(cls._consent_vals(cls.beneficiary, cls.body))
        )

    @classmethod
    def _consent_vals(cls, beneficiary, body):
        categories = cls.env["kentro.data.category"].search([], limit=2)
        return {
            "beneficiary_id": beneficiary.id,
            "receiver_id": body.id,
            "date": "2026-01-10",
            "data_ids": [Command.set(categories.ids)],
        }

    def referral(self, **vals):
        return (
            self.env["kentro.referral"]
            .with_user(self.worker)
            .create(
                {
                    "case_id": self.case.id,
                    "body_id": self.body.id,
                    "purpose": "Counselling",
                    "consent_id": self.consent.id,
                    **vals,
                }
            )
        )

    def test_the_process_has_exactly_the_steps_of_the_design(self):
        workflow = self.env.ref("kentro_koinotitas.workflow_referral")
        made = {(s.code, t.target_id.code) for t in workflow.transition_ids for s in t.source_ids}
        self.assertEqual(made, {(s, t) for s, targets in LEGAL.items() for t in targets.split()})
        self.assertEqual({stage.code: stage.fhir_status for stage in workflow.stage_ids}, FHIR)

    def test_no_illegal_step_by_plain_write(self):
        stages = {s.code: s for s in self.env.ref("kentro_koinotitas.workflow_referral").stage_ids}
        self.env["kentro.opening"].sudo().create({})
        refused = 0
        for source in stages:
            [record_id] = (
                self.env["kentro.referral"]
                .sudo()
                .opening_import(
                    [
                        {
                            "case_id": self.case.id,
                            "body_id": self.body.id,
                            "purpose": "x",
                            "consent_id": self.consent.id,
                            "user_id": self.worker.id,
                            "stage": source,
                            "since": "2026-01-11 09:00:00",
                        }
                    ]
                )
            )
            referral = self.env["kentro.referral"].browse(record_id)
            for target, user in product(stages, (self.worker, self.coordinator)):
                if target != source and target not in LEGAL[source].split():
                    with self.assertRaisesRegex(UserError, "no step leads from"):
                        referral.with_user(user).stage_id = stages[target]
                    refused += 1
        self.assertGreater(refused, 180)

    def test_it_is_not_sent_without_a_basis_to_share(self):
        referral = self.referral(consent_id=False)
        with self.assertRaisesRegex(UserError, "no basis to share"):
            referral.take_step("request")
        with self.assertRaisesRegex(UserError, "no basis to share"):
            referral.take_step(
                "phone",
                values={
                    "spoke_with": "Duty officer",
                    "spoken_on": "2026-11-20 10:00:00",
                    "outcome": "helped",
                },
            )

    def test_a_withdrawn_or_expired_consent_is_no_basis(self):
        expired = self.consent.copy({"valid_until": "2026-02-01"})
        with self.assertRaisesRegex(UserError, "no basis to share"):
            self.referral(consent_id=expired.id).take_step("request")

    def test_what_was_sent_to_one_body_is_not_turned_to_another(self):
        referral = self.referral()
        referral.take_step("request")
        for vals in ({"body_id": self.other_body.id, "consent_id": False}, {"purpose": "x"}, {"legal_basis": "duty"}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "was sent as it is"):
                referral.write(vals)

    def test_the_consent_of_one_person_is_not_carried_over_to_another(self):
        self.referral()
        with self.assertRaisesRegex(ValidationError, "another person"):
            self.case.with_user(self.worker).beneficiary_id = self.giorgos
            self.env.flush_all()

    def test_consent_to_another_receiver_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "another receiver"):
            self.referral(body_id=self.other_body.id)

    def test_a_duty_by_law_is_a_basis_when_it_is_named(self):
        referral = self.referral(consent_id=False, legal_basis="duty")
        with self.assertRaises(UserError):
            referral.take_step("request")
        referral.duty = "prosecutor"
        referral.take_step("request")
        self.assertEqual(referral.stage_id.code, "requested")

    def test_the_outcome_comes_back_to_the_goal(self):
        goal = (
            self.env["kentro.goal"]
            .with_user(self.worker)
            .create({"case_id": self.case.id, "name": "Therapy"})
        )
        referral = self.referral(goal_id=goal.id)
        self.move(referral, self.worker, "request", "accept", "start")
        referral.take_step("complete", values={"outcome": "helped"})
        self.assertEqual(goal.state, "reached")
        self.assertIn(referral.name, goal.outcome)
        self.assertTrue(referral.answered_on)

    def test_arranged_by_phone_is_one_step(self):
        referral = self.referral()
        referral.take_step(
            "phone",
            values={
                "spoke_with": "Duty officer",
                "spoken_on": "2026-11-20 10:00:00",
                "outcome": "waiting_list",
            },
        )
        self.assertEqual(referral.stage_id.fhir_status, "completed")

    def test_it_ends_once_and_rerouting_makes_a_new_one(self):
        referral = self.referral()
        referral.take_step("request")
        referral.take_step("not_accepted", reason="no psychologist at present")
        for code in ("accept", "complete", "cancel"):
            with self.assertRaises(UserError):
                referral.take_step(code, reason="x", values={})
        context = referral.action_reroute()["context"]
        again = (
            self.env["kentro.referral"]
            .with_user(self.worker)
            .with_context(**context)
            .create(
                {"body_id": self.other_body.id, "legal_basis": "duty", "duty": "child_protection"}
            )
        )
        self.assertEqual((again.rerouted_from_id, again.stage_kind), (referral, "new"))

    def test_a_consent_for_another_purpose_is_no_basis(self):
        other = self.env["kentro.consent"].with_user(self.worker).create(
            {**self._consent_vals(self.beneficiary, self.body), "purpose": "information"}
        )
        with self.assertRaisesRegex(UserError, "no basis to share"):
            self.referral(consent_id=other.id).take_step("request")

    def test_a_goal_that_a_referral_serves_stays_in_its_case(self):
        goal = self.env["kentro.goal"].with_user(self.worker).create({"case_id": self.case.id, "name": "Therapy"})
        self.referral(goal_id=goal.id)
        with self.assertRaisesRegex(ValidationError, "stays in that case"):
            goal.case_id = self.new_case()
