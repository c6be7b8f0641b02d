from odoo import Command
from odoo.tests import tagged

from ..common import KentroCommon


@tagged("post_install", "-at_install")
class TestRegisterCost(KentroCommon):
    """The register works set-wise: the number of queries does not grow with the number of people."""

    def _hundred(self, prefix):
        return [
            {
                "last_name": f"{prefix}{number:03d}",
                "first_name": "Άννα",
                "phone": f"23109{number:05d}",
                "structure_ids": [Command.set(self.structure.ids)],
            }
            for number in range(100)
        ]

    def test_registering_a_hundred_costs_hardly_more_than_one(self):
        Person = self.env["kentro.beneficiary"]
        Person.create(self._hundred("Α")[:1])
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        Person.create(self._hundred("Β")[:1])
        self.env.flush_all()
        one = self.cr.sql_log_count - before
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        Person.create(self._hundred("Γ"))
        self.env.flush_all()
        hundred = self.cr.sql_log_count - before
        self.assertLessEqual(hundred, one + 10, f"one: {one} queries, a hundred: {hundred}")

    def test_the_list_costs_the_same_for_ten_and_for_eighty(self):
        self.env["kentro.beneficiary"].create(self._hundred("Α"))
        Person = self.env["kentro.beneficiary"].with_user(self.worker)
        shown = ["number", "last_name", "first_name", "father_name", "birth_date", "phone", "city"]
        spec = {name: {} for name in shown}
        counts = []
        for limit in (10, 10, 80):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            Person.web_search_read([], spec, limit=limit)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[2], 8)

    def test_a_search_is_one_query_over_the_register(self):
        Search = self.env["kentro.person.search"].with_user(self.reception)
        Search._find("Παπαδοπουλου Μαρία")
        with self.assertQueryCount(2):  # the threshold of likeness, and the search
            Search._find("Παπαδοπουλου Μαρία 6912345678 12/3/1985")

    def test_partners_of_others_pay_nothing_per_row(self):
        Partner = self.env["res.partner"].with_user(self.outsider)
        Partner.create([{"name": f"Προμηθευτής {number}"} for number in range(50)])
        self.env.flush_all()
        query = Partner._search([])
        sql = self.env.cr.mogrify(query.select().code, query.select().params).decode()
        self.assertIn("kentro_hidden", sql)
        self.assertNotIn("kentro_beneficiary", sql)
