from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import KentroCommon


@tagged("post_install", "-at_install")
class TestKentroMerge(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maria.write({"afm": False, "father_name": False})
        cls.again = cls._beneficiary(
            "Papadopoulou", "Maria", phone="6900000000", birth_date="1985-03-12", afm="094259216", father_name="Ιωάννης"
        )
        cls.case = cls.env["kentro.case"].create({"beneficiary_id": cls.again.id, "structure_id": cls.structure.id})
        cls.request = cls.env["kentro.request"].create(
            {"beneficiary_id": cls.again.id, "structure_id": cls.structure.id}
        )
        cls.paper = cls.env["ir.attachment"].create(
            {"name": "Βεβαίωση.txt", "raw": b"x", "res_model": "kentro.beneficiary", "res_id": cls.again.id}
        )
        cls.Merge = cls.env["kentro.merge"].with_user(cls.coordinator)

    def _pair(self):
        self.env["kentro.duplicate"]._note([(self.maria.id, self.again.id, 30.0, ("name", "birth"))])
        return self.env["kentro.duplicate"].search([]).with_user(self.coordinator)

    def _merge(self):
        merge = self.Merge.browse(self._pair().action_same()["res_id"])
        merge.action_merge()
        self.env.invalidate_all()
        return merge

    def test_every_linked_record_comes_along_and_the_choices_are_kept(self):
        merge = self.Merge.browse(self._pair().action_same()["res_id"])
        choices = {line.field_id.sudo().name: line for line in merge.line_ids}
        self.assertEqual(
            {name: line.choice for name, line in choices.items()},
            {"afm": "merged", "father_name": "merged", "last_name": "kept", "first_name": "kept", "phone": "kept"},
        )
        self.assertEqual((choices["phone"].kept_value, choices["phone"].merged_value), ("6912345678", "6900000000"))
        with Form(merge) as form, form.line_ids.edit(list(merge.line_ids).index(choices["phone"])) as line:
            line.choice = "merged"
        action = merge.action_merge()
        self.assertEqual(action["res_id"], self.maria.id)
        self.assertEqual((self.case.beneficiary_id, self.request.beneficiary_id), (self.maria, self.maria))
        self.assertEqual(self.paper.res_id, self.maria.id)
        self.assertEqual((self.maria.afm, self.maria.father_name), ("094259216", "Ιωάννης"))
        self.assertEqual((self.maria.phone, self.maria.last_name), ("6900000000", "Παπαδοπούλου"))
        self.assertEqual((self.again.active, self.again.merged_into_id), (False, self.maria))
        self.assertEqual((merge.state, merge.user_id), ("done", self.coordinator))
        self.assertEqual(self.env["kentro.duplicate"].search([]).answer, "same")

    def test_a_merge_is_undone_as_if_it_had_not_been(self):
        fields_ = ["afm", "father_name", "phone", "last_name", "active", "structure_ids", "merged_into_id", "name"]
        before = (self.maria | self.again).read(fields_)
        merge = self._merge()
        self.assertNotEqual((self.maria | self.again).read(fields_), before)
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual((self.maria | self.again).read(fields_), before)
        self.assertEqual((self.case.beneficiary_id, self.request.beneficiary_id), (self.again, self.again))
        self.assertEqual(self.paper.res_id, self.again.id)
        self.assertEqual((merge.state, merge.undone_by, merge.left), ("undone", self.coordinator, ""))
        self.assertEqual(self.env["kentro.duplicate"].search([]).answer, "different")

    def test_what_was_changed_since_stays_and_is_told(self):
        merge = self._merge()
        self.maria.father_name = "Γιάννης"
        self.paper.unlink()
        later = self.env["kentro.request"].create(
            {"beneficiary_id": self.maria.id, "structure_id": self.structure.id}
        )
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual((self.maria.father_name, later.beneficiary_id), ("Γιάννης", self.maria))
        self.assertIn("«Father's name» was changed since", merge.left)
        self.assertIn("Other records: 1 were changed or deleted since", merge.left)

    def test_after_thirty_days_it_is_not_undone(self):
        with freeze_time("2026-03-02 08:00:00"):
            merge = self._merge()
        with freeze_time("2026-04-02 08:00:00"), self.assertRaisesRegex(UserError, "after 30 days"):
            merge.action_undo()
        with freeze_time("2026-04-01 08:00:00"):
            merge.action_undo()
        self.assertEqual(merge.state, "undone")

    def test_two_memberships_at_once_stay_apart_and_are_told(self):
        for person in (self.maria, self.again):
            home = self.env["kentro.household"].create({"structure_id": self.structure.id})
            home.member_ids = [Command.create({"beneficiary_id": person.id, "date_from": "2026-01-01"})]
        merge = self._merge()
        self.assertEqual(len(self.maria.member_ids), 1)
        self.assertEqual(len(self.again.member_ids), 1)
        self.assertIn("Household member: 1 stay with the merged entry", merge.left)

    def test_the_merged_entry_is_not_worked_with_and_leads_to_the_kept(self):
        self._merge()
        again = self.again.with_user(self.worker)
        with self.assertRaisesRegex(UserError, "is merged into"):
            again.phone = "6911111111"
        with self.assertRaisesRegex(UserError, "is merged into"):
            again.active = True
        search = self.env["kentro.person.search"].with_user(self.reception).create({"query": self.again.number})
        self.assertEqual([card["id"] for card in search.results["cards"]], [self.maria.id])

    def test_nobody_merges_by_hand_or_without_the_right(self):
        pair = self._pair()
        for user in (self.reception, self.worker, self.director, self.dpo, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                pair.with_user(user).action_same()
        merge = self.Merge.browse(pair.action_same()["res_id"])
        for user in (self.reception, self.worker, self.worker2, self.director, self.dpo, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                merge.with_user(user).action_merge()
        for change in (
            lambda: merge.write({"state": "done"}),
            lambda: merge.write({"moved": {"kentro.case,beneficiary_id": [1]}}),
            lambda: merge.write({"kept_id": self.giorgos.id}),
            lambda: merge.unlink(),
            lambda: merge.line_ids.unlink(),
            lambda: self.Merge.create({"kept_id": self.maria.id, "merged_id": self.giorgos.id}),
        ):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(UserError):
            merge.line_ids[:1].write({"field_id": merge.line_ids[1].field_id.id})
        for vals in ({"merged_into_id": self.giorgos.id}, {"merged_into_id": False}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "never by hand"):
                self.maria.with_user(self.coordinator).write(vals)

    def test_what_is_done_is_not_done_twice(self):
        merge = self._merge()
        with self.assertRaisesRegex(UserError, "in state"):
            merge.action_merge()
        merge.action_undo()
        with self.assertRaisesRegex(UserError, "in state"):
            merge.action_undo()
        with self.assertRaises(UserError):
            merge.line_ids[:1].choice = "merged"

    def test_people_of_two_municipalities_are_not_merged(self):
        other = self.env["res.company"].create({"name": "Άλλος Δήμος"})
        there = self.structure.create(
            {"name": "Κέντρο", "kind_id": self.structure.kind_id.id, "company_id": other.id}
        )
        stranger = self._beneficiary("Παπαδοπούλου", "Μαρία", structures=there)
        with self.assertRaisesRegex(UserError, "two municipalities"):
            self.env["kentro.merge"]._begin(self.maria, stranger)
