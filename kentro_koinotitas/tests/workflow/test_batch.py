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
        # the ORM updates and inserts 100 rows a statement: 1 + 1 for a hundred, 10 + 10 for a
        # thousand
        self.assertEqual(thousand - hundred, 18)
        self.assertLessEqual(thousand, 40)
