from datetime import datetime
from io import BytesIO
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from ...models.programmes.screening import kentro_screening_appointment, kentro_screening_letter
from .screening_common import ScreeningCommon


class ActCommon(ScreeningCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.env["kentro.case"].create(
            {"beneficiary_id": cls.maria.id, "structure_id": cls.structure.id, "user_id": cls.worker.id}
        )
        cls.maria.write({"street": "Οδός 1", "zip": "62100", "city": "Σέρρες"})
        cls.giorgos.write({"street": "Οδός 2", "city": "Σέρρες"})

    def setUp(self):
        super().setUp()
        self.rows = self._screen().row_ids
        self.of_maria = self.rows.filtered(lambda row: row.beneficiary_id == self.maria)
        self.of_giorgos = self.rows.filtered(lambda row: row.beneficiary_id == self.giorgos)

    def _act(self, what, rows=None, **values):
        rows = self.rows if rows is None else rows
        act = rows.env["kentro.screening.act"].browse(rows.with_context(kentro_what=what).action_act()["res_id"])
        act.write(values)
        act.with_context(lang="en_US").action_do()
        return act


class TestActivities(ActCommon):
    def _planned(self):
        return self.env["mail.activity"].search([("create_uid", "=", self.worker.id)], order="id")

    def test_they_are_planned_on_the_case_or_else_for_the_user_by_number(self):
        act = self._act("activity", date="2026-12-01", summary="Invite")
        on_case, free = self._planned()
        self.assertEqual(
            (on_case.res_model, on_case.res_id, on_case.user_id), ("kentro.case", self.case.id, self.worker)
        )
        self.assertIn(self.programme.name, on_case.summary)
        self.assertEqual((free.res_model, free.user_id), (False, self.worker))
        self.assertIn(self.unsaid.number, free.summary)
        self.assertNotIn(self.programme.name, free.summary)
        self.assertNotIn(self.giorgos.last_name, free.summary)
        self.assertIn("2 activities", act.told)
        self.assertTrue(all(self.rows.mapped("activity_on")))

    def test_doing_it_again_plans_nothing_twice(self):
        act = self._act("activity")
        with self.assertRaises(UserError):
            act.action_do()
        again = self._act("activity")
        self.assertEqual(len(self._planned()), 2)
        self.assertIn("2 rows were left out", again.told)

    def test_several_programmes_of_a_household_are_one_activity(self):
        second = self._programme("Δεύτερο", [[("people", ">", 0)]])
        rows = self._screen(programme_ids=[Command.set((self.programme | second).ids)]).row_ids
        self._act("activity", rows.filtered(lambda row: row.household_id == self.renting))
        self.assertEqual(len(self._planned()), 1)
        self.assertIn("Δεύτερο", self._planned().summary)

    def test_who_may_not_read_it_is_given_nothing(self):
        act = self._act("activity", user_id=self.worker2.id)
        self.assertFalse(self._planned())
        self.assertIn(f"2 left out: {self.worker2.name} may not read it", act.told)
        self.assertFalse(any(self.rows.mapped("activity_on")))
        self.assertTrue(all(self.rows.mapped("remark")))

    def test_nobody_else_follows_or_is_written_to(self):
        before = self.env["mail.message"].search_count([])
        self._act("activity")
        self.assertEqual(self.env["mail.message"].search_count([]), before)
        self.assertNotIn(self.maria.partner_id, self.case.message_partner_ids)

    def test_the_number_of_statements_does_not_grow_with_the_rows(self):
        def cost(people):
            for number in range(people):
                person = self._beneficiary("Δείγμα", f"Αριθμός{number}", birth_date="1980-01-01")
                self._household(person, housing="rent")
                self.env["kentro.case"].create(
                    {"beneficiary_id": person.id, "structure_id": self.structure.id, "user_id": self.worker.id}
                )
            rows = self._screen().row_ids
            act = self.env["kentro.screening.act"].browse(
                rows.with_context(kentro_what="activity").action_act()["res_id"]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            act.with_user(self.worker).action_do()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(3)
        few, many = cost(1), cost(40)
        self.assertLess(many, few + 5)  # what Odoo reads of users comes and goes


class TestLetters(ActCommon):
    def test_each_has_what_was_found_in_her_language(self):
        for code in ("el_GR", "en_US"):
            self.env["res.lang"]._activate_lang(code)
        self.giorgos.language = "en"
        self.maria.language = "ar"
        act = self._act("letter", text="Δευτέρα ως Παρασκευή")
        self.assertIn("2 letters", act.told)
        letters = {letter["to"][0]: letter for letter in act._letters()}
        self.assertEqual(letters[self.giorgos.name]["lang"], "en")
        self.assertEqual(letters[self.maria.name]["lang"], "el")
        ((sentence, lines),) = letters[self.giorgos.name]["parts"]
        self.assertIn("we have to ask", sentence)
        self.assertEqual(lines, [(self.programme.name, ["Lives in"])])

    def test_they_are_one_pdf_with_a_page_each(self):
        act = self._act("letter")
        self.assertEqual(act.action_print()["type"], "ir.actions.report")
        report = self.env["ir.actions.report"].with_user(self.worker).with_context(force_report_rendering=True)
        with mute_logger("weasyprint", "fontTools"):
            pdf, kind = report._render_qweb_pdf("kentro_koinotitas.screening_letters_report", act.ids)
        self.assertEqual((kind, pdf[:4]), ("pdf", b"%PDF"))
        self.assertEqual(len(PdfFileReader(BytesIO(pdf)).pages), 2)
        self.env.cr.precommit.run()
        noted = self.env["kentro.read.log"].search([("what", "=", "print"), ("model", "=", "kentro.household")])
        self.assertEqual(set(noted.mapped("res_id")), set(self.rows.household_id.ids))

    def test_no_letter_to_safe_contact_nor_to_those_she_lives_with(self):
        self.maria.safe_contact_only = True
        hidden = self._beneficiary("Δείγμα", "Κρυφή", safe_contact_only=True, structures=self.annex)
        self.env["kentro.household.member"].create(
            {
                "household_id": self.unsaid.id,
                "beneficiary_id": hidden.id,
                "relation": "spouse",
                "date_from": "2020-01-01",
            }
        )
        act = self._act("letter")
        self.assertFalse(act._letters())
        self.assertIn("2 left out: safe contact only", act.told)
        self.assertTrue(all("safe contact" in row.with_context(lang="en_US").remark for row in self.rows))
        with self.assertRaises(UserError):
            act.action_print()

    def test_safe_contact_asked_for_afterwards_stops_the_letter_too(self):
        act = self._act("letter")
        self.maria.safe_contact_only = True
        self.assertEqual([letter["to"][0] for letter in act._letters()], [self.giorgos.name])

    def test_without_an_address_a_minor_or_a_dead_person_none(self):
        self.maria.street = False
        self.giorgos.birth_date = "2015-01-01"
        act = self._act("letter")
        self.assertIn("no address", act.told)
        self.assertIn("minor", act.told)

    def test_more_than_fit_are_left_for_the_next_time(self):
        with patch.object(kentro_screening_letter, "AT_MOST", 1):
            act = self._act("letter")
        self.assertIn("1 letters are ready", act.told)
        self.assertEqual(len(self.rows.filtered("letter_on")), 1)
        self.assertEqual(len(self._act("letter")._letters()), 1)

    def test_a_letter_of_a_household_lost_meanwhile_is_not_printed(self):
        act = self._act("letter")
        self.maria.structure_ids = self.annex
        self.renting.sudo().structure_id = self.annex
        self.env.invalidate_all()
        self.assertEqual([letter["to"][0] for letter in act._letters()], [self.giorgos.name])

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_letters_and_rows_of_another_user_are_reached_by_nobody(self):
        act = self._act("letter")
        for user in (self.coordinator, self.psychologist, self.reception):
            with self.assertRaises(AccessError):
                act.with_user(user).action_print()
            with self.assertRaises(AccessError):
                self.env["report.kentro_koinotitas.screening_letters"].with_user(user)._get_report_values(act.ids)
        with self.assertRaises(AccessError):
            self.rows.with_user(self.coordinator).with_context(kentro_what="letter").action_act()
        for name in ("row_ids", "letter_row_ids"):
            with self.assertRaises(AccessError):
                self.env["kentro.screening.act"].with_user(self.coordinator).create(
                    {name: [Command.set(self.rows.ids)]}
                )


@freeze_time("2026-11-23 08:00:00")
class TestAppointments(ActCommon):
    def setUp(self):
        super().setUp()
        self.calendar = self.env["resource.calendar"].create(
            {
                "name": "Ωράριο",
                "tz": "Europe/Athens",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {"name": "x", "dayofweek": str(day), "hour_from": 9, "hour_to": 10, "day_period": "morning"}
                        )
                        for day in range(5)
                    ),
                ],
            }
        )
        self.structure.calendar_id = self.calendar

    def _proposed(self):
        return self.env["kentro.request"].search([("origin", "=", "centre")], order="appointment_on")

    def test_they_are_requests_with_an_hour_not_yet_given(self):
        act = self._act("appointment", text="Φέρτε τα χαρτιά σας")
        requests = self._proposed()
        self.assertEqual(requests.beneficiary_id, self.maria | self.giorgos)
        self.assertEqual(set(requests.mapped("stage_id.code")), {"recorded"})
        self.assertFalse(requests.appointment_id)
        self.assertEqual(requests.mapped("appointment_on"), [datetime(2026, 11, 24, 7), datetime(2026, 11, 24, 7, 30)])
        self.assertNotIn(self.programme.name, requests[0].description)
        self.assertIn("2 appointments", act.told)
        requests[0].with_user(self.worker).take_step("appointment")
        self.assertEqual(requests[0].appointment_id.start, datetime(2026, 11, 24, 7))

    def test_hours_that_are_taken_closed_or_no_application_hours_are_not_proposed(self):
        self.env["calendar.event"].create(
            {
                "name": "x",
                "start": "2026-11-24 07:00:00",
                "stop": "2026-11-24 07:30:00",
                "partner_ids": [Command.set(self.worker.partner_id.ids)],
            }
        )
        applications = self.calendar.copy()
        applications.attendance_ids.filtered(lambda line: line.dayofweek == "2").unlink()
        self.structure.application_calendar_id = applications
        self._act("appointment")
        self.assertEqual(
            self._proposed().mapped("appointment_on"), [datetime(2026, 11, 24, 7, 30), datetime(2026, 11, 26, 7)]
        )

    def test_who_is_expected_already_is_not_asked_again(self):
        self._act("appointment")
        again = self._screen().row_ids
        act = self._act("appointment", again)
        self.assertEqual(len(self._proposed()), 2)
        self.assertIn("2 left out: there is an appointment to come", act.told)

    def test_without_a_free_hour_she_is_left_out(self):
        with patch.object(kentro_screening_appointment, "AHEAD", 0):  # an hour of one day
            act = self._act("appointment", minutes=60, begin="2026-11-24 06:00:00")
        self.assertEqual(len(self._proposed()), 1)
        self.assertIn("1 left out: no hour is free", act.told)
