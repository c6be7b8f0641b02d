from odoo.tests import HttpCase, tagged

from .common import CasesCommon


@tagged("post_install", "-at_install")
class TestStepsInTheBrowser(HttpCase, CasesCommon):
    """Steps as people take them: for a selection, refused in the dialog, somebody else's."""

    def open(self, record, action, tour):
        self.start_tour(f"/odoo/action-kentro_koinotitas.{action}/{record.id}", tour, login="test_worker")

    def test_a_step_is_taken_for_a_selection(self):
        other = self.new_case()
        self.move(other, self.worker, "assess")
        url = "/odoo/action-kentro_koinotitas.kentro_case_action?view_type=list"
        self.start_tour(url, "kentro_step_for_a_selection", login="test_worker")
        self.assertEqual(self.case.stage_id, other.stage_id)

    def test_what_was_typed_is_kept_when_the_step_is_refused(self):
        followups = self.env["kentro.followup"].with_user(self.worker)
        followup = followups.create({"case_id": self.case.id, "planned_on": "2026-03-02"})
        before = followup.stage_id
        self.open(followup, "kentro_followup_action", "kentro_refused_step_keeps_what_was_typed")
        self.assertEqual((followup.stage_id, followup.note), (before, False))

    def test_the_form_tells_the_time_in_each_stage_and_whose_turn_it_is(self):
        assessment = self.env["kentro.assessment"].with_user(self.worker).create({"case_id": self.case.id})
        assessment.score_ids.score = 7
        self.move(assessment, self.worker, "start", "submit")
        self.open(assessment, "kentro_assessment_action", "kentro_time_in_each_stage")
