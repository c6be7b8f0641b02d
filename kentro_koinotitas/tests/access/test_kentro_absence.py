from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import FileCommon


@tagged("post_install", "-at_install")
class TestAbsence(FileCommon):
    """A centre of two: the worker and the psychologist, each the other's deputy."""

    def line(self, user=None, deputy=None):
        return self.env["kentro.deputy"].with_user(self.coordinator).create({
            "structure_id": self.structure.id, "user_id": (user or self.worker).id,
            "deputy_id": (deputy or self.psychologist).id})  # fmt: skip

    def test_one_click_opens_the_cases_and_brings_the_activities(self):
        line = self.line()
        self.assertFalse(self.sees(self.psychologist, self.case))
        line.action_away()
        for record in (*self.parts, *self.hung):
            self.assertTrue(self.sees(self.psychologist, record), record)
        self.assertEqual(self.planned.user_id, self.psychologist)
        self.case.with_user(self.psychologist).summary = "Συνέχεια"
        self.env["kentro.goal"].with_user(self.psychologist).create({"case_id": self.case.id, "name": "x"})
        self.assertTrue(self.case._with_role("team", self.psychologist))
        self.assertEqual(self._stood_in(self.psychologist), self.case)
        self.assertFalse(self._stood_in(self.worker))
        line.invalidate_recordset()
        line.action_back()
        self.assertFalse(self.sees(self.psychologist, self.case))
        self.assertEqual(self.planned.user_id, self.worker)
        self.assertFalse(self.case._with_role("team", self.psychologist))

    def test_what_is_planned_meanwhile_goes_to_the_deputy_and_comes_back(self):
        line = self.line()
        line.action_away()
        new = self.case.with_user(self.coordinator).activity_schedule(
            "mail.mail_activity_data_todo", summary="x", user_id=self.worker.id)
        self.assertEqual(new.user_id, self.psychologist)
        line.invalidate_recordset()
        line.action_back()
        self.assertEqual(new.user_id, self.worker)

    def test_days_begin_and_end_it(self):
        Absence = self.env["kentro.absence"]
        with freeze_time("2026-11-01"):
            Absence.with_user(self.coordinator).create({
                "structure_id": self.structure.id, "user_id": self.worker.id, "deputy_id": self.psychologist.id,
                "date_from": "2026-11-03", "date_to": "2026-11-04"})  # fmt: skip
        for day, seen in ((2, False), (3, True), (4, True), (5, False)):
            with self.subTest(day=day), freeze_time(f"2026-11-{day:02d} 10:00:00"):
                self.assertEqual(self.sees(self.psychologist, self.case), seen, "by the rule alone")
                Absence._cron_begin_and_end()
                self.assertEqual(self.planned.user_id, self.psychologist if seen else self.worker)

    def test_a_deputy_sees_of_special_categories_what_the_team_sees(self):
        kind = self.env["kentro.residence.title"]._fields["kind"].get_values(self.env)[0]
        title = self.env["kentro.residence.title"].create({"beneficiary_id": self.maria.id, "kind": kind})
        theirs = self.env["kentro.residence.title"].create({"beneficiary_id": self.giorgos.id, "kind": kind})
        answer = self.env["kentro.special.answer"].create(
            {"beneficiary_id": self.maria.id, "subject": "health", "answer": "declares", "basis": "law"})
        line, role = self.line(), self.env.ref("kentro_koinotitas.group_special_categories")
        self.assertFalse(self.sees(self.psychologist, title))
        line.action_away()
        self.assertTrue(self.sees(self.psychologist, title))
        self.assertFalse(self.sees(self.psychologist, theirs), "she stands in for one case, not for all")
        self.psychologist.sudo().group_ids -= role
        self.assertFalse(self.sees(self.psychologist, answer), "the role is hers to have")
        self.psychologist.sudo().group_ids += role
        self.assertTrue(self.sees(self.psychologist, answer))
        line.invalidate_recordset()
        line.action_back()
        for record in (title, answer):
            self.assertFalse(self.sees(self.psychologist, record), record)

    def test_a_lock_is_stronger(self):
        self.env["kentro.lockout"].with_user(self.coordinator).create(
            {"user_id": self.psychologist.id, "reference": self.maria.number, "reason": "x"})
        self.line().action_away()
        self.assertFalse(self.sees(self.psychologist, self.case))
        self.assertEqual(self.planned.user_id, self.worker)

    def test_nobody_makes_herself_a_deputy_nor_takes_in_strangers(self):
        values = {"structure_id": self.structure.id, "user_id": self.worker.id, "deputy_id": self.psychologist.id}
        for user in (self.psychologist, self.worker, self.reception, self.dpo, self.admin):
            for model in ("kentro.deputy", "kentro.absence"):
                with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                    self.env[model].with_user(user).create(values)
        for deputy in (self.worker2, self.worker, self.outsider):
            for model in ("kentro.deputy", "kentro.absence"):
                with self.subTest(deputy=deputy.login, model=model), self.assertRaises(ValidationError):
                    self.env[model].with_user(self.coordinator).create({**values, "deputy_id": deputy.id})
        absence = self.env["kentro.absence"].with_user(self.director).create(values)
        self.assertFalse(self.sees(self.director, self.case), "the Directorate begins it and sees no file")
        for change in ({"deputy_id": self.coordinator.id}, {"user_id": self.worker2.id}, {"handed_over": False}):
            with self.assertRaises(UserError):
                absence.write(change)
        with self.assertRaises(UserError):
            absence.sudo().unlink()

    def test_who_left_the_structure_stands_in_no_more(self):
        self.line().action_away()
        self.psychologist.kentro_post_ids.write({"date_to": fields.Date.subtract(fields.Date.today(), days=1)})
        self.assertFalse(self.sees(self.psychologist, self.case))

    def _stood_in(self, user):
        found = self.env["kentro.case"].with_user(user).search([("is_stood_in", "=", True)])
        self.assertTrue(all(found.mapped("is_stood_in")))
        return found

    def _cost(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_to_begin_and_end_it_costs_the_same_whatever_waits(self):
        """5 and 50 activities, each on a case of its own."""
        line, costs = self.line(), []
        for number in (1, 4, 45):
            cases = self.env["kentro.case"].with_user(self.worker).create(
                [{"beneficiary_id": self.maria.id, "structure_id": self.structure.id}] * number)
            for case in cases:
                case.activity_schedule("mail.mail_activity_data_todo", user_id=self.worker.id)
            line.invalidate_recordset()
            costs.append((self._cost(line.action_away), self._cost(line.action_back)))
        self.assertEqual(costs[1], costs[2])
