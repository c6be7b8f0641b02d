from odoo.tests import tagged

from .test_steps import StepsCommon


@tagged("post_install", "-at_install")
class TestColumns(StepsCommon):
    """Records in columns by stage or by kind of stage, whatever version they stand on."""

    def columns(self, groupby="stage_id"):
        cases = self.env["kentro.case"].with_user(self.worker).with_context(read_group_expand=True)
        self.env.flush_all()
        result = cases.web_read_group([("workflow_id.code", "=", "trial")], [groupby], aggregates=[])
        return [(group[groupby], group["__count"]) for group in result["groups"]]

    def test_stages_of_one_name_stand_side_by_side_and_say_their_version(self):
        old = self.begin
        self.process(2)
        self.step("finish", self.env["kentro.rule"], [], "group_case_worker")
        self.workflow.action_publish()
        self.new_case()
        self.assertEqual(
            self.columns(),
            [
                ((self.begin.id, "Begin"), 1),
                ((old.id, "Begin (version 1)"), 1),
                ((self.end.id, "End"), 0),
            ],
        )

    def test_empty_stages_of_an_older_version_are_no_columns(self):
        self.process(2)
        self.step("finish", self.env["kentro.rule"], [], "group_case_worker")
        self.workflow.action_publish()
        self.assertEqual(len([label for (_id, label), _count in self.columns() if label.startswith("End")]), 1)

    def test_each_kind_is_one_column_in_its_order(self):
        self.process(2)
        self.step("finish", self.env["kentro.rule"], [], "group_case_worker")
        self.workflow.action_publish()
        self.new_case()
        self.assertEqual(
            self.columns("stage_kind"), [("new", 2), ("ongoing", 0), ("waiting", 0), ("done", 0), ("cancelled", 0)]
        )

    def test_columns_cost_no_query_per_stage(self):
        self.columns()
        with self.assertQueryCount(12):
            self.env.invalidate_all()
            self.columns()

    def test_a_kind_is_not_written_by_dragging(self):
        self.assertTrue(self.env["kentro.case"].fields_get(["stage_kind"])["stage_kind"]["readonly"])
