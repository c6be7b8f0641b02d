from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import SECRET, FileCommon


@tagged("post_install", "-at_install")
class TestPrivateNote(FileCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.note = cls.env["kentro.private.note"].with_user(cls.psychologist).create(
            {"beneficiary_id": cls.maria.id, "body": SECRET})

    def successor(self, by, of, successor):
        return self.env["kentro.note.successor"].with_user(by).create(
            {"user_id": of.id, "successor_id": successor.id})

    def test_its_author_and_the_named_supervisor_read_it_and_nobody_else(self):
        others = (self.worker, self.coordinator, self.reception, self.worker2, self.dpo, self.director, self.admin)
        self.assertTrue(self.sees(self.psychologist, self.note))
        for user in others:
            self.assertFalse(self.sees(user, self.note), user.login)
            found = self.env["kentro.private.note"].with_user(user)
            if found.has_access("read"):
                self.assertFalse(found.search_count([]))
                self.assertFalse(found.formatted_read_group([], ["author_id"], ["__count"]))
        self.note.supervisor_id = self.coordinator
        self.assertTrue(self.sees(self.coordinator, self.note))
        with self.assertRaises(AccessError):
            self.note.with_user(self.coordinator).body = "x"
        with self.assertRaises(ValidationError):
            self.note.supervisor_id = self.dpo

    def test_only_who_may_be_chosen_is_offered(self):
        chosen = ("kentro.private.note", "supervisor_id"), ("kentro.note.successor", "successor_id")
        for (model, name), others in zip(chosen, ((self.worker, self.coordinator), (self.worker,)), strict=True):
            domain = self.env[model].with_user(self.psychologist).fields_get([name])[name]["domain"]
            offered = dict(self.env["res.users"].with_user(self.psychologist).name_search("Χρήστης", domain))
            self.assertLessEqual({user.id for user in others}, offered.keys())
            self.assertTrue({self.psychologist.id, self.reception.id, self.dpo.id}.isdisjoint(offered))
        self.assertNotIn("-", self.note.display_name)

    def test_it_leaves_by_no_door(self):
        for do in (lambda: self.note.export_data(["body"]), self.note.copy):
            with self.assertRaises(UserError):
                do()
        for values in ({"user_id": self.worker.id}, {"author_id": self.worker.id}):
            with self.assertRaises(UserError):
                self.note.write(values)
        made = self.env["kentro.private.note"].with_user(self.worker).create(
            {"beneficiary_id": self.maria.id, "body": "x", "user_id": self.psychologist.id})
        self.assertEqual(made.user_id, self.worker)

    def test_it_is_not_among_the_data_handed_to_the_person(self):
        asked = self.env["kentro.data.request"].new({"beneficiary_id": self.maria.id})
        found = asked._export_ids()
        self.assertIn(self.case.id, found["kentro.case"])
        self.assertNotIn("kentro.private.note", found)

    def test_who_leaves_leaves_it_to_the_successor_she_named(self):
        self.successor(self.psychologist, self.psychologist, self.worker)
        self.assertFalse(self.sees(self.worker, self.note))
        self.psychologist.sudo().active = False
        self.assertTrue(self.sees(self.worker, self.note))
        self.assertEqual(self.note.sudo().author_id, self.psychologist)

    def test_it_is_written_by_those_whose_calling_binds_them(self):
        """A case worker of another specialty writes in the case; one whose post has ended writes none."""
        values = {"beneficiary_id": self.maria.id, "body": "x"}
        Note = self.env["kentro.private.note"].with_user(self.worker)
        posts = self.worker.sudo().kentro_post_ids
        for code, written in (("social_worker", True), ("nurse", True), ("economist", False), ("mediator", False)):
            posts.specialty_id = self.env["kentro.specialty"].search([("code", "=", code)])
            with self.subTest(code=code):
                if written:
                    self.assertTrue(Note.create(values))
                    continue
                with self.assertRaisesRegex(AccessError, "psychologists"):
                    Note.with_context(lang="en_US").create(values)

    def test_whom_she_named_nobody_replaces_for_her(self):
        line = self.successor(self.psychologist, self.psychologist, self.worker)
        for user in (self.coordinator, self.dpo, self.worker):
            with self.assertRaises(AccessError):
                line.with_user(user).write({"successor_id": self.worker2.id})
        self.worker.sudo().active = False
        line.with_user(self.coordinator).write({"successor_id": self.worker2.id})
        line.with_user(self.psychologist).write({"successor_id": self.worker2.id})

    def test_a_line_is_turned_to_nobody_elses_notes(self):
        self.psychologist.sudo().active = False
        line = self.successor(self.worker2, self.worker2, self.worker)
        for user in (self.worker2, self.coordinator):
            with self.assertRaisesRegex(UserError, "not changed"):
                line.with_user(user).with_context(lang="en_US").write({"user_id": self.psychologist.id})
        self.assertFalse(self.sees(self.worker, self.note))

    def test_who_has_left_hands_on_what_comes_to_her(self):
        self.successor(self.psychologist, self.psychologist, self.worker)
        self.successor(self.worker, self.worker, self.worker2)
        (self.worker | self.psychologist).sudo().active = False
        self.assertEqual(self.note.sudo().user_id, self.worker2)

    def test_those_who_have_left_and_named_each_other_end_nowhere(self):
        self.successor(self.psychologist, self.psychologist, self.worker)
        self.successor(self.worker, self.worker, self.psychologist)
        (self.worker | self.psychologist).sudo().active = False
        self.assertEqual(self.note.sudo().user_id, self.psychologist)

    def test_nobody_of_another_municipality_reads_it(self):
        other = self.env["res.company"].create({"name": "Άλλος Δήμος"})
        self.worker2.sudo().write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        with self.assertRaisesRegex(ValidationError, "another municipality"):
            self.note.with_context(lang="en_US").supervisor_id = self.worker2
        with self.assertRaises(ValidationError):
            self.successor(self.psychologist, self.psychologist, self.worker2)

    def test_it_is_told_when_nobody_was_named_or_she_has_left_too(self):
        """To who coordinates there and to the officer: how many, and nothing of them; each month again."""
        told = [("user_id", "in", (self.coordinator | self.dpo).ids), ("summary", "ilike", self.psychologist.name),
                ("summary", "ilike", "1")]  # fmt: skip
        Activity, again = self.env["mail.activity"], self.env["kentro.review.item"]._cron_remind
        self.successor(self.psychologist, self.psychologist, self.worker)
        self.worker.sudo().active = False
        self.assertFalse(Activity.search(told))
        self.psychologist.sudo().active = False
        self.assertEqual(self.note.sudo().user_id, self.psychologist)
        self.assertEqual(Activity.search(told).user_id, self.coordinator | self.dpo)
        self.assertNotIn(SECRET, str(Activity.search(told).mapped("summary")))
        again()
        self.assertEqual(len(Activity.search(told)), 4)

    def test_who_coordinates_names_one_without_reading(self):
        self.psychologist.sudo().active = False
        with self.assertRaises(AccessError):
            self.successor(self.worker, self.psychologist, self.worker)
        self.coordinator.sudo().group_ids += self.env.ref("kentro_koinotitas.group_case_worker")
        with self.assertRaises(AccessError):
            self.successor(self.coordinator, self.psychologist, self.coordinator)
        self.successor(self.coordinator, self.psychologist, self.worker)
        self.assertTrue(self.sees(self.worker, self.note))
        self.assertFalse(self.sees(self.coordinator, self.note))
        self.assertTrue(self.env["kentro.review.item"].search([("kind", "=", "notes")]))
