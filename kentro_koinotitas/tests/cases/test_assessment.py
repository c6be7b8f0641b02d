from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CasesCommon


@tagged("post_install", "-at_install")
class TestAssessment(CasesCommon):
    def assessment(self, user=None):
        return (
            self.env["kentro.assessment"]
            .with_user(user or self.worker)
            .create({"case_id": self.case.id})
        )

    def score(self, assessment, code):
        return assessment.score_ids.filtered(lambda line: line.dimension_id.code == code)

    def test_every_dimension_is_offered_once(self):
        dimensions = self.env["kentro.dimension"].search([])
        self.assertEqual(self.assessment().score_ids.dimension_id, dimensions)

    def test_it_is_not_submitted_while_a_low_dimension_has_neither_goal_nor_reason(self):
        assessment = self.assessment()
        self.score(assessment, "housing").score = 2
        assessment.take_step("start")
        with self.assertRaisesRegex(UserError, "Each low dimension needs a goal"):
            assessment.take_step("submit")
        self.score(assessment, "housing").no_goal_reason = "Moves in with her sister"
        assessment.take_step("submit")
        self.assertEqual(assessment.stage_id.code, "submitted")

    def test_a_goal_on_the_dimension_is_enough(self):
        assessment = self.assessment()
        self.score(assessment, "work").score = 3
        self.env["kentro.goal"].with_user(self.worker).create(
            {
                "case_id": self.case.id,
                "name": "Find work",
                "dimension_id": self.env.ref("kentro_koinotitas.dimension_work").id,
            }
        )
        assessment.take_step("start")
        assessment.take_step("submit")
        self.assertEqual(assessment.stage_id.code, "submitted")

    def test_nothing_scored_is_not_submitted(self):
        assessment = self.assessment()
        assessment.take_step("start")
        with self.assertRaisesRegex(UserError, "at least one dimension"):
            assessment.take_step("submit")

    def test_the_author_does_not_approve(self):
        assessment = self.assessment()
        assessment.score_ids[0].score = 8
        self.move(assessment, self.worker, "start", "submit")
        with self.assertRaisesRegex(UserError, "not yours to take"):
            assessment.take_step("approve")
        self.move(assessment, self.coordinator, "approve")
        self.assertFalse(assessment.without_second_approval)

    def test_alone_in_the_house_it_is_approved_and_marked(self):
        assessment = self.assessment(self.coordinator)
        assessment.with_user(self.coordinator).score_ids[0].score = 8
        self.move(assessment, self.coordinator, "start", "submit", "approve")
        self.assertTrue(assessment.without_second_approval)

    def test_approved_by_an_effect_for_somebody_who_could_not_it_is_marked(self):
        assessment = self.assessment()
        assessment.score_ids[0].score = 8
        self.move(assessment, self.worker, "start", "submit")
        step = assessment.sudo().workflow_id.transition_ids.filtered(lambda t: t.code == "approve")
        assessment.with_user(self.psychologist).sudo()._move(step, "effect")
        self.assertTrue(assessment.without_second_approval)

    def test_the_previous_approved_score_stands_beside_the_new_one(self):
        self.approved_assessment(self.case, housing=6)
        later = self.assessment()
        self.assertEqual(self.score(later, "housing").previous_score, 6)
        self.assertEqual(later.radar["before"][later.radar["labels"].index("Housing")], 6)

    def test_no_score_comes_into_a_submitted_assessment_from_another(self):
        submitted, draft = self.assessment(), self.assessment()
        line = draft.score_ids[0]
        submitted.score_ids.filtered(lambda score: score.dimension_id == line.dimension_id).unlink()
        submitted.score_ids[0].score = 8
        self.move(submitted, self.worker, "start", "submit")
        with self.assertRaisesRegex(UserError, "not changed any more"):
            line.with_user(self.worker).assessment_id = submitted

    def test_a_score_is_from_1_to_10(self):
        assessment = self.assessment()
        with self.assertRaisesRegex(ValidationError, "not 11"):
            assessment.score_ids = [Command.update(assessment.score_ids[0].id, {"score": 11})]

    def test_naming_another_author_does_not_let_the_author_approve(self):
        assessment = self.assessment(self.coordinator)
        assessment.score_ids[0].score = 8
        self.move(assessment, self.coordinator, "start")
        assessment.user_id = self.worker
        self.move(assessment, self.coordinator, "submit", "approve")
        self.assertTrue(assessment.without_second_approval, "whoever submitted it is an author too")

    def test_what_was_submitted_is_what_is_approved(self):
        assessment = self.assessment()
        assessment.score_ids[0].score = 8
        self.move(assessment, self.worker, "start", "submit")
        for vals in ({"note": "x"}, {"date": "2026-01-01"}, {"user_id": self.coordinator.id}):
            with self.assertRaisesRegex(UserError, "not changed any more"):
                assessment.write(vals)
