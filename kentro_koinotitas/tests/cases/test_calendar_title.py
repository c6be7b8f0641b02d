from datetime import date, datetime

from odoo.tests import tagged

from .common import CasesCommon


@tagged("post_install", "-at_install")
class TestCalendarTitle(CasesCommon):
    """A calendar says who and what, to whoever may know who."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.topic = cls.env["kentro.topic"].create({"name": "Επίδομα", "code": "allowance_x"})
        cls.followup = cls.env["kentro.followup"].with_user(cls.worker).create(
            {"case_id": cls.case.id, "planned_on": date(2031, 5, 20), "kind": "visit"}
        )
        cls.request = cls.env["kentro.request"].with_user(cls.reception).create(
            {"beneficiary_id": cls.maria.id, "topic_ids": cls.topic.ids, "structure_id": cls.structure.id,
             "appointment_on": datetime(2031, 5, 20, 9)}
        )

    def test_a_follow_up_says_the_person_and_how(self):
        title = self.followup.with_user(self.worker).calendar_title
        self.assertEqual(title, f"{self.maria.display_name} · Home visit")

    def test_a_request_says_the_person_and_the_topics(self):
        self.assertEqual(self.request.calendar_title, f"{self.maria.display_name} · Επίδομα")

    def test_a_request_of_nobody_says_its_reference(self):
        nobody = self.request.create({"information_only": True, "topic_ids": self.topic.ids, "outcome": "Ενημερώθηκε"})
        self.assertEqual(nobody.calendar_title, f"{nobody.name} · Επίδομα")

    def test_whoever_may_not_know_the_person_reads_the_reference(self):
        model = self.env["ir.model"]._get_id("kentro.beneficiary")
        self.env["ir.rule"].create({"name": "Nobody", "model_id": model, "domain_force": "[(0, '=', 1)]"})
        followup = self.followup.with_user(self.worker)
        followup.invalidate_recordset()
        self.assertEqual(followup.calendar_title, f"{followup.name} · Home visit")

    def test_every_calendar_opens_with_it(self):
        for process in ("request", "case", "assessment", "referral", "followup"):
            view = self.env[f"kentro.{process}"].get_view(view_type="calendar")
            self.assertIn('create_name_field="calendar_title"', view["arch"], process)
