from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestBatch(CasesCommon):
    """A thousand records move in one call with as many statements as a hundred, but for the
    ORM's batches.
    """

    def count(self, number):
        """Return how many statements one call takes that moves ``number`` cases."""
        cases = (
            self.env["kentro.case"]
            .with_user(self.worker)
            .create(
                [
                    {
                        "beneficiary_id": self.beneficiary.id,
                        "structure_id": self.structure.id,
                    }
                    for _i in range(number)
                ]
            )
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        cases.take_step("assess")
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_a_thousand_cases_move_in_a_constant_number_of_queries(self):
        self.count(1)  # warm caches
        hundred, thousand = self.count(100), self.count(1000)
        # the ORM updates 100 rows a statement: 1 for a hundred, 10 for a thousand
        self.assertEqual(thousand - hundred, 9)
        self.assertLessEqual(thousand, 31)

    def count_followups(self, number):
        """Return how many statements it takes to do ``number`` follow-ups and plan the next ones."""
        recurrence = self.env.ref("kentro_koinotitas.recurrence_monthly")
        cases = self.env["kentro.case"].with_user(self.worker).create(
            [
                {
                    "beneficiary_id": self.beneficiary.id,
                    "structure_id": self.structure.id,
                    "recurrence_id": recurrence.id,
                }
                for _i in range(number)
            ]
        )
        followups = self.env["kentro.followup"].with_user(self.worker).create(
            [{"case_id": case.id, "planned_on": "2026-03-02"} for case in cases]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        followups.take_step("done", values={"done_on": "2026-03-02", "note": "Well"})
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_follow_ups_are_done_and_planned_at_once(self):
        self.count_followups(1)
        few, many = self.count_followups(5), self.count_followups(50)
        self.assertLessEqual(many, few)
