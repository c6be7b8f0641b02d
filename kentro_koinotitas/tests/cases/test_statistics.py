from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CasesCommon


@tagged("post_install", "-at_install")
class TestStatistics(CasesCommon):
    """Numbers for those who answer for the work; the records stay with those who do it."""

    def counts(self, user, **where):
        domain = [(name, "=", value) for name, value in where.items()]
        rows = self.env["kentro.statistics"].with_user(user)._read_group(domain, ["process"], ["number:sum"])
        return dict(rows)

    def test_each_event_is_counted_once_where_it_happened(self):
        before = self.counts(self.director, structure_id=self.structure.id).get("case", 0)
        self.new_case()
        self.env.flush_all()
        self.assertEqual(self.counts(self.director, structure_id=self.structure.id)["case"], before + 1)

    def test_a_coordinator_sees_the_numbers_of_her_structures_only(self):
        self.env["kentro.case"].with_user(self.worker2).create(
            {"beneficiary_id": self.eleni.id, "structure_id": self.annex.id}
        )
        self.env.flush_all()
        self.assertTrue(self.counts(self.director, structure_id=self.annex.id))
        self.assertFalse(self.counts(self.coordinator, structure_id=self.annex.id))
        self.assertTrue(self.counts(self.coordinator, structure_id=self.structure.id))

    def test_numbers_are_for_coordinators_and_the_directorate(self):
        for user in (self.reception, self.worker, self.volunteers, self.dpo, self.rules, self.outsider, self.admin):
            with self.assertRaises(AccessError):
                self.counts(user)

    def test_numbers_lead_to_no_record(self):
        self.assertEqual(
            set(self.env["kentro.statistics"]._fields) - {"id", "display_name"},
            {"month", "company_id", "structure_id", "process", "stage_id", "number"},
        )
