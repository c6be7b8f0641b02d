from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CasesCommon


@tagged("post_install", "-at_install")
class TestRequest(CasesCommon):
    def request(self, user=None, **vals):
        topic = self.env["kentro.topic"].search([], limit=1)
        return (
            self.env["kentro.request"]
            .with_user(user or self.reception)
            .create(
                {"structure_id": self.structure.id, "topic_ids": [Command.set(topic.ids)], **vals}
            )
        )

    def test_information_only_is_one_save_and_answered_at_once(self):
        request = self.request(
            information_only=True, outcome="Told the opening hours", channel="phone"
        )
        self.assertEqual((request.stage_id.code, request.beneficiary_id.id), ("answered", False))

    def test_information_only_needs_topic_and_outcome(self):
        with self.assertRaisesRegex(ValidationError, "missing: Answer given"):
            self.request(information_only=True)
        with self.assertRaisesRegex(UserError, "at least one topic"):
            self.request(information_only=True, outcome="x", topic_ids=False)

    def test_a_worker_opens_a_case_and_is_responsible(self):
        request = self.request(beneficiary_id=self.beneficiary.id)
        request.with_user(self.worker).take_step("open_case")
        self.assertEqual(request.stage_id.code, "case")
        case = request.with_user(self.worker).case_id
        self.assertEqual((case.user_id, case.beneficiary_id), (self.worker, self.beneficiary))

    def test_reception_opens_no_case_and_sees_none(self):
        request = self.request(beneficiary_id=self.beneficiary.id)
        with self.assertRaisesRegex(UserError, "not yours to take"):
            request.take_step("open_case")
        self.assertNotIn("case_id", request.fields_get())

    def test_no_case_without_a_person(self):
        with self.assertRaisesRegex(UserError, "register the person first"):
            self.request().with_user(self.worker).take_step("open_case")

    def test_an_appointment_is_private_and_names_nobody(self):
        request = self.request(beneficiary_id=self.beneficiary.id)
        request.take_step("appointment", values={"appointment_on": "2026-12-01 09:00:00"})
        event = request.appointment_id
        self.assertEqual((event.privacy, event.name), ("private", request.name))
        self.assertEqual(event.partner_ids, self.reception.partner_id)
        self.assertNotIn(self.beneficiary.partner_id, event.attendee_ids.partner_id)

    def test_nobody_moves_an_appointment_of_another_through_a_request(self):
        event = self.env["calendar.event"].with_user(self.admin).create(
            {"name": "x", "start": "2026-12-01 09:00:00", "stop": "2026-12-01 10:00:00"})
        request = self.request(appointment_id=event.id)
        self.assertFalse(request.appointment_id)
        self.assertFalse(request.with_context(default_appointment_id=event.id).create({}).appointment_id)
        with self.assertRaisesRegex(UserError, "by its step only"):
            request.write({"appointment_id": event.id})

    def test_references_follow_each_other_however_the_series_is_kept(self):
        series = self.env["ir.sequence"].search([("code", "=", "kentro.request")])
        for implementation in ("standard", "no_gap"):
            series.implementation = implementation
            names = self.env["kentro.request"].with_user(self.reception).create([{}, {}, {}]).mapped("name")
            first = int(names[0].split("-")[-1])
            self.assertEqual([int(name.split("-")[-1]) for name in names], [first, first + 1, first + 2])

    def test_a_lost_series_is_a_sentence(self):
        self.env["ir.sequence"].search([("code", "=", "kentro.request")]).unlink()
        with self.assertRaisesRegex(UserError, "no series of references"):
            self.env["kentro.request"].with_user(self.reception).create({})
