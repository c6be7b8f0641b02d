from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import FileCommon


@tagged("post_install", "-at_install")
class TestReview(FileCommon):
    def items(self, kind):
        self.env["kentro.review.item"]._cron_collect()
        return self.env["kentro.review.item"].with_user(self.dpo).search([("kind", "=", kind)])

    def test_a_role_is_reported_by_whatever_way_it_is_given(self):
        user = new_test_user(self.env, "test_newcomer", groups="base.group_user", name="Νέος")
        role = self.env.ref("kentro_koinotitas.group_reception")
        mine = self.env(user=self.admin)
        other = mine["res.groups"].create({"name": "x"})
        ways = {
            "by user": lambda: user.with_env(mine).write({"group_ids": [Command.link(role.id)]}),
            "by group": lambda: role.with_env(mine).write({"user_ids": [Command.link(user.id)]}),
            "by what a group implies": lambda: (
                user.with_env(mine).write({"group_ids": [Command.link(other.id)]}),
                other.write({"implied_ids": [Command.link(role.id)]})),
            "with the user": lambda: mine["res.users"].create(
                {"name": "Νέος", "login": "test_newcomer2", "group_ids": [Command.set(role.ids)]}),
        }  # fmt: skip
        for way, give in ways.items():
            with self.subTest(way=way), self.cr.savepoint() as point:
                give()
                found = self.env["kentro.review.item"].search([("kind", "=", "role"), ("reference", "=", "Νέος")])
                self.assertEqual(found.user_id, self.admin)
                self.assertTrue(self.env["mail.activity"].search_count(
                    [("user_id", "=", self.dpo.id), ("summary", "ilike", "Νέος")]))
                point.rollback()
                self.env.invalidate_all()

    def test_the_list_holds_what_is_out_of_the_ordinary_once(self):
        self.env["kentro.emergency.access"].with_user(self.worker2).create(
            {"reference": self.case.name, "reason": "Το νοσοκομείο ζητά τον κηδεμόνα"})
        self.env["kentro.beneficiary.taking"].create(
            {"beneficiary_id": self.maria.id, "structure_id": self.annex.id, "reason": "Μαθήματα για το παιδί"})
        for user in (self.worker, self.coordinator):
            self.case.with_user(user).web_read({"summary": {}})
        self.env.cr.precommit.run()
        self.assertEqual(self.items("emergency").reference, self.case.name)
        self.assertIn(self.maria.number, self.items("taking").mapped("reference"))
        self.assertEqual(self.items("reading").user_id, self.coordinator, "the worker is of the team")
        count = self.env["kentro.review.item"].search_count([])
        self.env["kentro.review.item"]._cron_collect()
        self.assertEqual(self.env["kentro.review.item"].search_count([]), count)
        self.assertNotIn("Παπαδοπούλου", str(self.env["kentro.review.item"].with_user(self.dpo).search([]).read()))

    def test_a_file_read_by_who_had_nothing_to_do_with_it_is_on_the_list(self):
        """By number, once for each reader; a request at her structure, a case or the registration is a reason."""
        other = self.env["kentro.beneficiary"].create(
            {"last_name": "Δείγμα", "first_name": "Άλλη", "structure_ids": [Command.set(self.structure.ids)]})
        home = self.env["kentro.household"].create(
            {"structure_id": self.structure.id, "member_ids": [Command.create({"beneficiary_id": other.id})]})
        self.env["kentro.request"].search([("beneficiary_id", "=", other.id)]).unlink()
        for user in (self.reception, self.worker):
            self.maria.with_user(user).read(["birth_date"])  # has a request of today
            other.with_user(user).read(["birth_date"])
            home.member_ids.with_user(user).web_read({"relation": {}})
            home.with_user(user).web_read({"member_ids": {}})
        self.env.cr.precommit.run()
        found = self.items("file")
        expected = {(user, number) for user in (self.reception, self.worker) for number in (other.number, home.number)}
        self.assertEqual({(item.user_id, item.reference) for item in found}, expected)
        self.assertEqual(len(found), 4)
        self.assertNotIn("Δείγμα", str(found.read()))
        own = self.env["kentro.beneficiary"].with_user(self.reception).create({"last_name": "Δείγμα Νέα"})
        own.read(["birth_date"])
        self.env["kentro.request"].with_user(self.reception).create({"beneficiary_id": other.id})
        other.with_user(self.worker).read(["amka"])
        self.env.cr.precommit.run()
        self.assertEqual(len(self.items("file")), 4)

    def test_a_reading_that_was_written_late_is_not_forgotten(self):
        """Its number may be lower than that of one listed already; none is listed twice, and old ones not at all."""
        self.env.cr.execute("SELECT nextval('kentro_read_log_id_seq') FROM generate_series(1, 3)")
        ids = [0, *(row[0] for row in self.env.cr.fetchall())]
        self.case.with_user(self.coordinator).web_read({"summary": {}})
        self.env.cr.precommit.run()
        self.assertEqual(len(self.items("reading")), 1)
        late = """INSERT INTO kentro_read_log (id, user_id, company_id, date, quarter, model, res_id, what)
                  SELECT %s, %s, company_id, date + %s, quarter, model, res_id, what FROM kentro_read_log
                   WHERE user_id = %s AND model = 'kentro.case' LIMIT 1"""
        self.env.ref("kentro_koinotitas.cron_review").lastcall = fields.Datetime.now()
        for number, (user, ago, listed) in enumerate(
            ((self.worker2, "0", 2), (self.worker2, "0", 2), (self.director, "-3 days", 2)), 1
        ):
            if number != 2:
                self.env.cr.execute(late, [ids[number], user.id, ago, self.coordinator.id])
            self.assertEqual(len(self.items("reading")), listed)

    def test_the_officer_is_reminded_each_month_once_of_what_waits(self):
        self.env["kentro.emergency.access"].with_user(self.worker2).create(
            {"reference": self.case.name, "reason": "Το νοσοκομείο ζητά τον κηδεμόνα"})
        item = self.items("emergency")
        self.env["kentro.review.item"].search([]).with_user(self.dpo).is_reviewed = True
        kind = self.env.ref("kentro_koinotitas.activity_type_review")
        reminders = [("user_id", "=", self.dpo.id), ("activity_type_id", "=", kind.id)]
        for reviewed, told in ((True, 0), (False, 1), (False, 1), (True, 0)):
            item.is_reviewed = reviewed
            self.env["kentro.review.item"]._cron_remind()
            self.assertEqual(self.env["mail.activity"].search_count(reminders), told)

    def test_each_is_ticked_with_a_remark_and_nothing_else_is_written(self):
        self.env["kentro.emergency.access"].with_user(self.worker2).create(
            {"reference": self.case.name, "reason": "Το νοσοκομείο ζητά τον κηδεμόνα"})
        item = self.items("emergency")
        item.write({"remark": "Εντάξει", "is_reviewed": True})
        self.assertEqual(item.reviewed_by, self.dpo)
        for env in (item.env, self.env):
            with self.assertRaises(UserError):
                item.with_env(env).write({"user_id": self.worker.id})
            with self.assertRaises(UserError):
                item.with_env(env).unlink()
        for user in (self.worker2, self.coordinator, self.admin):
            with self.assertRaises(AccessError):
                item.with_user(user).write({"is_reviewed": False})

    def test_what_is_out_of_the_ordinary_stands_apart_and_the_rest_is_accepted_at_once(self):
        other = self.env["kentro.beneficiary"].create(
            {"last_name": "Δείγμα", "structure_ids": [Command.set(self.structure.ids)]})
        for user in (self.coordinator, self.worker, self.worker2):  # the last one has no post there
            self.env["kentro.read.log"].with_user(user)._note(other.with_user(user), "file")
            self.env["kentro.read.log"].with_user(user)._note(self.case.with_user(user), "file")
        self.env.cr.precommit.run()
        found = self.items("file")
        self.assertEqual(
            {item.user_id: item.standing for item in found},
            {self.coordinator: "supervision", self.worker: "post", self.worker2: "none"},
        )
        cases = self.items("reading")
        self.assertEqual({item.user_id: item.standing for item in cases},
                         {self.coordinator: "supervision", self.worker2: "none"})  # fmt: skip
        with self.assertRaises(UserError):
            found.action_accept()
        self.assertFalse(any(found.mapped("is_reviewed")))
        ordinary = found.filtered(lambda item: item.standing != "none")
        ordinary.action_accept()
        self.assertEqual(ordinary.mapped("reviewed_by"), self.dpo)
        for user in (self.coordinator, self.worker, self.admin):
            with self.assertRaises(AccessError):
                cases.filtered(lambda item: item.standing != "none").with_user(user).action_accept()
