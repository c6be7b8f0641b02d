from datetime import date

import psycopg2
from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from ..common import MODULE
from .common import CentreCommon


class TestPost(CentreCommon):
    def post(self, user, structure=None, **values):
        return self.env["kentro.post"].create(
            {
                "structure_id": (structure or self.structure).id,
                "specialty_id": self.specialty.id,
                "user_id": user.id,
                **values,
            }
        )

    def new_user(self, role="case_worker"):
        return new_test_user(self.env, f"test_new_{role}", groups=f"{MODULE}.group_{role}", name="Νέα")

    def test_filled_post_gives_its_structure_to_who_holds_it(self):
        user = self.new_user()
        self.assertFalse(user.kentro_structure_ids)
        post = self.post(user)
        self.assertEqual(user.kentro_structure_ids, self.structure)
        self.assertEqual(user.kentro_structure_id, self.structure)
        self.assertIn(user, self.env["res.users"].search([("kentro_structure_ids", "in", self.structure.ids)]))
        post.structure_id = self.annex
        self.assertEqual(user.kentro_structure_ids, self.annex)
        self.assertEqual(user.kentro_structure_id, self.annex)
        post.unlink()
        self.assertFalse(user.kentro_structure_ids or user.kentro_structure_id)

    def test_post_counts_from_its_first_day_to_its_last(self):
        user = self.new_user()
        with freeze_time("2026-03-10 10:00"):
            self.post(user, date_from=date(2026, 3, 12), date_to=date(2026, 3, 13))
            self.assertFalse(user.kentro_structure_ids)
        for day, structures in (("12", self.structure), ("13", self.structure), ("14", self.env["kentro.structure"])):
            with freeze_time(f"2026-03-{day} 05:00"):
                self.env["res.users"]._cron_refresh_kentro_structures()
                self.assertEqual(user.kentro_structure_ids, structures, day)

    def test_rules_follow_a_new_post_at_once(self):
        """The rules that speak of a user's structures are cached: a post must reach them."""
        user = self.new_user()
        people = self.env["kentro.beneficiary"].with_user(user)
        self.assertNotIn(self.maria, people.search([]))
        post = self.post(user)
        self.assertIn(self.maria, people.search([]))
        post.date_to = date(2020, 1, 1)
        self.assertNotIn(self.maria, people.search([]))

    def test_coordinator_s_post_names_the_coordinator(self):
        post = self.post(self.new_user("coordinator"), is_coordinator=True)
        self.assertEqual(self.structure.coordinator_id, post.user_id)
        with Form(self.structure) as form:
            form.coordinator_id = self.coordinator
        self.assertEqual(self.structure.coordinator_id, self.coordinator)

    def test_coordinator_without_a_post_belongs_to_the_structure(self):
        user = self.new_user("coordinator")
        self.annex.coordinator_id = user
        self.assertEqual(user.kentro_structure_ids, self.annex)

    def test_planned_post_is_held_by_nobody(self):
        with self.assertRaisesRegex(ValidationError, "mark it as filled"):
            self.post(self.new_user(), state="planned")

    def test_post_of_several_persons_is_held_by_nobody(self):
        with self.assertRaisesRegex(ValidationError, "make a post for each"):
            self.post(self.new_user(), count=2)

    def test_post_does_not_end_before_it_begins(self):
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"):
            self.post(self.new_user(), date_from="2026-02-01", date_to="2026-01-01")

    def test_posts_filled_and_planned_are_counted_by_persons(self):
        self.annex.post_ids.unlink()
        values = {"structure_id": self.annex.id, "specialty_id": self.specialty.id}
        self.env["kentro.post"].create([{**values, "count": 3}, {**values, "state": "planned", "count": 2}])
        self.assertEqual((self.annex.filled_count, self.annex.planned_count), (3, 2))

    def test_working_today_at_is_one_of_the_own_structures(self):
        user = self.new_user()
        self.post(user)
        mine = user.with_user(user)
        with self.assertRaisesRegex(ValidationError, "holds no post"), self.env.cr.savepoint():
            mine.write({"kentro_structure_id": self.annex.id})
        self.post(user, self.annex)
        self.assertEqual(user.kentro_structure_id, self.structure)
        mine.write({"kentro_structure_id": self.annex.id})
        self.assertEqual(user.kentro_structure_id, self.annex)

    def test_quick_switch_changes_the_own_structure_of_today(self):
        user = self.new_user()
        self.post(user)
        self.post(user, self.annex)
        with Form(self.env["kentro.today"].with_user(user)) as form:
            self.assertEqual(form.structure_id, self.structure)
            form.structure_id = self.annex
        form.record.action_save()
        self.assertEqual(user.kentro_structure_id, self.annex)

    def test_many_users_need_a_constant_number_of_queries(self):
        def users(start, number):
            return self.env["res.users"].create(
                [
                    {
                        "name": f"u{n}",
                        "login": f"u{n}",
                        "kentro_post_ids": [
                            Command.create({"structure_id": self.structure.id, "specialty_id": self.specialty.id})
                        ],
                    }
                    for n in range(start, start + number)
                ]
            )

        def queries(batch):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env.add_to_compute(batch._fields["kentro_structure_ids"], batch)
            batch._recompute_recordset(["kentro_structure_ids"])
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few, many = users(0, 2), users(2, 20)
        self.assertLessEqual(queries(many), queries(few) + 2)
