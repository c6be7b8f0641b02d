from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .effects_common import EffectsCommon


@tagged("post_install", "-at_install")
class TestVersionsScreens(EffectsCommon, HttpCase):
    """The role that keeps the processes, and nothing else, goes through its screens."""

    def open(self, workflow, tour):
        self.start_tour(
            f"/odoo/action-kentro_koinotitas.kentro_workflow_action/{workflow.id}", tour, login="test_rules"
        )

    def test_a_draft_is_tried_in_the_browser(self):
        self.go.field_line_ids = [Command.create({"field_id": self.field("summary")})]
        self.open(self.workflow, "kentro_test_run")

    def test_running_records_are_moved_in_the_browser(self):
        case = self.published()
        new = self.workflow.copy({"previous_id": self.workflow.id})
        new.action_publish()
        self.open(new, "kentro_move_running_records")
        self.assertEqual(case.workflow_id, new)
