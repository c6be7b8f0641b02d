from odoo.tests import tagged

from .application_common import ApplicationCommon


@tagged("post_install", "-at_install")
class TestApplicationStatistics(ApplicationCommon):
    def test_applications_are_counted_by_month_structure_and_stage(self):
        self.env.flush_all()
        rows = self.env["kentro.statistics"].with_user(self.coordinator).search(
            [("process", "=", "application"), ("structure_id", "=", self.structure.id)]
        )
        found = [(str(row.month), row.stage_id.code, row.number) for row in rows]
        self.assertEqual(found, [("2026-03-01", "draft", 1)])
