import json

from freezegun import freeze_time
from odoo import fields
from odoo.addons.web.controllers.utils import clean_action
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import format_date

from ..common import KentroCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 09:00:00")
class TestKentroDataRequest(KentroCommon):
    def _request(self, user=None, **values):
        vals = {"beneficiary_id": self.maria.id, "kind": "access", "identity_checked": True, **values}
        return self.env["kentro.data.request"].with_user(user or self.reception).create(vals)

    def _begun(self, **values):
        request = self._request(**values)
        request.with_user(self.coordinator).take_step("start")
        return request.with_user(self.dpo)

    # --- attacks --------------------------------------------------------------------------

    def test_it_follows_the_person_and_the_officer_sees_a_number(self):
        request = self._request()
        for user in (self.worker2, self.director, self.admin, self.outsider, self.rules, self.volunteers):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).read(["kind"])
        self.env.invalidate_all()
        shown = request.with_user(self.dpo).read(["beneficiary_id"])[0]["beneficiary_id"]
        self.assertEqual(shown[1], self.maria.number)
        with self.assertRaises(AccessError):
            self._request(user=self.dpo)
        with self.assertRaises(AccessError):
            self._request(user=self.worker2)

    def test_data_are_exported_by_the_officer_alone(self):
        request = self._begun()
        for user in (self.reception, self.worker, self.coordinator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user)._export_json()
        for user in (self.admin, self.worker2, self.director):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).action_export_json()

    def test_without_a_checked_request_for_access_in_progress_nothing_is_exported(self):
        received = self._request().with_user(self.dpo)
        other = self._begun(kind="rectification")
        for request in (received, other):
            with self.assertRaises(UserError):
                request._export_json()
        with self.assertRaises(UserError):
            self._request(identity_checked=False).with_user(self.coordinator).take_step("start")

    def test_the_officer_cannot_have_checked_the_identity_herself(self):
        request = self._request(identity_checked=False).with_user(self.dpo)
        request.identity_checked = True
        request.take_step("start")
        with self.assertRaises(UserError):
            request._export_json()

    def test_who_asks_for_somebody_else_shows_by_what_right(self):
        kind = self.env["kentro.document.kind"].search([("is_special", "=", False)], limit=1)
        paper, of_another = self.env["kentro.document"].create(
            [{"beneficiary_id": person.id, "kind_id": kind.id} for person in (self.maria, self.giorgos)]
        )
        request = self._request(asker="guardian")
        mine = request.with_user(self.coordinator)
        for values in ({}, {"asker_name": "Η μητέρα της"}):
            mine.write(values)
            with self.assertRaises(UserError):
                mine.take_step("start")
        with self.assertRaises(ValidationError):
            mine.authority_id = of_another
        mine.authority_id = paper
        mine.take_step("start")
        with self.assertRaises(UserError):
            mine.asker = "self"

    def test_what_the_program_notes_nobody_writes(self):
        request = self._request(user_id=self.worker2.id, identity_by_id=self.worker2.id, answer_by="2027-01-01")
        self.assertEqual((request.user_id, request.identity_by_id), (self.reception, self.reception))
        self.assertEqual(request.answer_by, fields.Date.to_date("2026-07-15"))
        mine = request.with_user(self.dpo)
        mine.write({"identity_by_id": self.worker.id, "exported_on": "2026-01-01 00:00:00"})
        self.assertEqual(request.identity_by_id, self.reception)
        self.assertFalse(request.exported_on)
        with self.assertRaises(UserError):
            request.sudo().unlink()

    def test_what_was_asked_stays_while_it_is_answered(self):
        request = self._begun(kind="rectification")
        for user in (self.dpo, self.coordinator):
            with self.assertRaises(UserError):
                request.with_user(user).kind = "access"

    # --- what it does ---------------------------------------------------------------------

    def test_it_is_to_be_answered_within_a_month_and_two_more_at_most(self):
        request = self._begun()
        self.assertTrue(request.deadline)
        with self.assertRaises(ValidationError):
            request.take_step("extend", values={"answer_by": "2026-10-15"}, reason="Πολλές υποθέσεις")
        request.take_step("extend", values={"answer_by": "2026-09-15"}, reason="Πολλές υποθέσεις")
        request.take_step("answer", values={"answered_on": "2026-06-15", "answer": "Δόθηκε αντίγραφο"})
        self.assertEqual(request.stage_kind, "done")

    def test_everything_linked_to_the_person_is_in_it_and_no_other_persons_name(self):
        case = self.env["kentro.case"].with_user(self.worker).create(
            {"beneficiary_id": self.maria.id, "structure_id": self.structure.id, "summary": "Σύνοψη της υπόθεσης"}
        )
        case.message_post(body="Μήνυμα στην υπόθεση")
        kind = self.env["kentro.document.kind"].search([("is_special", "=", False)], limit=1)
        self.env["kentro.document"].create(
            {"beneficiary_id": self.maria.id, "kind_id": kind.id, "note": "Σημείωση χαρτιού"}
        )
        self.env["kentro.special.answer"].create(
            {"beneficiary_id": self.maria.id, "subject": "health", "answer": "declares", "basis": "law"}
        )
        self.env["ir.attachment"].create(
            {"name": "γνωμάτευση.txt", "raw": b"x", "res_model": "kentro.case", "res_id": case.id}
        )
        child = self._beneficiary("Αλεξίου", "Άρης", birth_date="2020-01-01")
        self.env["kentro.custody"].create({"beneficiary_id": child.id, "holder_id": self.maria.id})
        request = self._begun()
        text = request._export_json()
        data = json.loads(text)
        for words in ("Σύνοψη της υπόθεσης", "Μήνυμα στην υπόθεση", "Σημείωση χαρτιού", "γνωμάτευση.txt", "6912345678",
                      "Παπαδοπούλου", "declares"):  # fmt: skip
            self.assertIn(words, text)
        for model in ("case", "document", "special.answer", "custody", "data.request"):
            self.assertIn(f"kentro.{model}", data["records"])
        self.assertIn(child.number, text)
        for words in ("Αλεξίου", "Ιωάννου", "Ξενάκη", "6987654321"):
            self.assertNotIn(words, text)
        for noise in ("object at 0x", "message_bounce", "deadline_tries"):
            self.assertNotIn(noise, text)

    def test_the_pdf_is_made_by_its_own_engine_from_the_button_too(self):
        request = self._begun().with_user(self.dpo).with_context(lang="en_US")
        action = request.action_export_pdf()
        self.assertEqual(clean_action(action, request.env)["pdf_engine"], "weasyprint")
        told = self.env["report.kentro_koinotitas.data_export"].with_env(request.env)._told(request)
        cells = {value for _kind, rows in told["parts"] for row in rows for _label, value in row}
        self.assertIn(format_date(self.env(context={"lang": "en_US"}), self.maria.birth_date), cells)

    def test_what_is_told_of_her_household_is_hers_for_the_days_she_was_in_it(self):
        other = self._beneficiary("Αλεξίου", "Άρης")
        home = self.env["kentro.household"].create({"structure_id": self.structure.id})
        member = self.env["kentro.household.member"]
        member.create({"household_id": home.id, "beneficiary_id": other.id, "date_from": "2020-01-01"})
        her = {"beneficiary_id": self.maria.id, "date_from": "2024-01-01", "date_to": "2024-12-31"}
        member.create({"household_id": home.id, **her})
        kind = self.env["kentro.document.kind"].search([("is_special", "=", False)], limit=1)
        paper = {"household_id": home.id, "kind_id": kind.id}
        self.env["kentro.document"].create(
            [
                {**paper, "note": "όσο ήταν μέλος", "date_from": "2024-06-01", "date_to": "2025-06-01"},
                {**paper, "note": "πριν έρθει", "date_from": "2022-01-01", "date_to": "2022-12-31"},
                {**paper, "note": "αφού έφυγε", "date_from": "2025-02-01"},
                {**paper, "note": "χωρίς ημερομηνία"},
            ]
        )
        leases = ("2023-01-01", "2024-03-31", "το σπίτι της"), ("2025-01-01", False, "το σπίτι μετά")
        for first, last, contract in leases:
            lease = {"date_from": first, "date_to": last, "contract_number": contract}
            self.env["kentro.housing"].create({"household_id": home.id, **lease})
        text = self._begun()._export_json()
        for words in ("όσο ήταν μέλος", "το σπίτι της"):
            self.assertIn(words, text)
        for words in ("πριν έρθει", "αφού έφυγε", "χωρίς ημερομηνία", "το σπίτι μετά", "Αλεξίου"):
            self.assertNotIn(words, text)

    def test_the_export_is_noted(self):
        request = self._begun()
        request._export_json()
        self.assertEqual(request.exported_by_id, self.dpo)
        self.env.cr.flush()
        row = self.env["kentro.read.log"].search(
            [("model", "=", "kentro.beneficiary"), ("res_id", "=", self.maria.id), ("what", "=", "export")]
        )
        self.assertEqual(row.user_id, self.dpo)

    def test_it_prints(self):
        request = self._begun()
        html = self.env["ir.actions.report"].with_user(self.dpo)._render_qweb_html(
            "kentro_koinotitas.data_export_report", request.ids
        )[0].decode()
        self.assertIn("Παπαδοπούλου", html)
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(self.coordinator)._render_qweb_html(
                "kentro_koinotitas.data_export_report", request.ids
            )
