from odoo.tests import tagged

from ..common import KentroCommon


@tagged("post_install", "-at_install")
class TestRenameCost(KentroCommon):
    def test_fifty_people_are_renamed_in_as_many_statements_as_five(self):
        costs = []
        for number in (1, 5, 50):  # the first pays for what is kept between calls
            people = self.env["kentro.beneficiary"].create(
                [{"last_name": "Δείγμα", "first_name": f"Άτομο {place}", "structure_ids": self.structure.ids}
                 for place in range(number)])  # fmt: skip
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            people.with_user(self.reception).write({"last_name": "Παράδειγμα"})
            self.env.flush_all()
            costs.append(self.cr.sql_log_count - before)
            self.env.invalidate_all()
            self.assertEqual(people.partner_id.mapped("name"), people.partner_id.mapped("complete_name"))
            self.assertEqual(people[-1].partner_id.name, f"Παράδειγμα Άτομο {number - 1}")
        self.assertEqual(costs[1], costs[2])
