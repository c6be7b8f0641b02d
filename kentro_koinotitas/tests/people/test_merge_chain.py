from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import KentroCommon
from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeAndTheDesk(MergeCommon):
    """What a merge leaves behind stands in nobody's way."""

    def _namesake(self, **values):
        Person = self.env["kentro.beneficiary"].with_user(self.reception)
        return Person.create(
            {"last_name": "Δείγμα", "first_name": "Μαρία", "birth_date": "1979-08-21", "phone": "6955512345", **values}
        )

    def test_a_namesake_of_who_was_merged_is_registered_when_the_search_was_answered(self):
        self._merge()
        search = self.env["kentro.person.search"].with_user(self.reception)
        search = search.create({"query": "Δειγμα Μαρια 6955512345 21/8/1979"})
        shown = [card["id"] for card in search.results["cards"]]
        self.assertEqual(shown, [self.kept.id])
        context = search.action_register(shown)["context"]
        self.assertTrue(self._namesake(other_people=context["default_other_people"]))

    def test_open_pairs_of_the_merged_entry_close_and_come_back_with_it(self):
        third = self._person(phone="6955512345", birth_date="1979-08-21")
        self.Duplicate._cron_look()
        pair = self._open()
        self.assertEqual(len(pair), 3)
        merge = self._merge()
        self.assertEqual(self._open().mapped(lambda pair: pair.person_id | pair.other_id), self.kept | third)
        self.Duplicate._cron_look()
        self.assertEqual(len(self._open()), 1, "looking again finds nothing of the merged entry")
        merge.action_undo()
        self.assertEqual(len(self._open()), 2, "the third is to be looked at with either")

    def test_a_file_number_of_a_merged_entry_leads_to_the_file_that_is_kept(self):
        self._merge()
        lock = self.env["kentro.lockout"].create(
            {"reference": self.other.number, "user_id": self.worker.id, "reason": "Συγγενής της οικογένειας"}
        )
        self.assertEqual(lock.beneficiary_id, self.kept)

    def test_nothing_new_is_made_on_the_merged_entry_not_even_by_the_system(self):
        self._merge()
        for env in (self.env(user=self.worker), self.env):
            for model, vals in (
                ("kentro.request", {"structure_id": self.structure.id}),
                ("kentro.case", {"structure_id": self.structure.id}),
                ("kentro.document", {"kind_id": self.env["kentro.document.kind"].search([], limit=1).id}),
            ):
                with (
                    self.subTest(model=model, user=env.uid),
                    self.assertRaisesRegex(UserError, self.kept.number),
                    self.env.cr.savepoint(),
                ):
                    env[model].create({"beneficiary_id": self.other.id, **vals})
        request = self.env["kentro.request"].create({"structure_id": self.structure.id})
        with self.assertRaisesRegex(UserError, self.kept.number):
            request.with_user(self.worker).beneficiary_id = self.other
        with self.assertRaisesRegex(UserError, self.kept.number):
            self.env["ir.attachment"].with_user(self.worker).create(
                {"name": "Βεβαίωση", "raw": b"x", "res_model": "kentro.beneficiary", "res_id": self.other.id}
            )


@tagged("post_install", "-at_install")
class TestMergeOfMerges(MergeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.last = cls._person(phone="6900000009")
        cls.case = cls.env["kentro.case"].create({"beneficiary_id": cls.other.id, "structure_id": cls.structure.id})

    def _chain(self):
        return self._merge(), self._merge(self.last, self.kept)

    def test_who_was_merged_twice_is_part_of_the_whole_file(self):
        self._chain()
        people = self.kept | self.other | self.last
        self.assertEqual(self.last._with_merged(), people)
        found = self.env["kentro.person.file"]._whole(self.last)
        self.assertEqual(found["kentro.beneficiary"], set(people.ids))
        self.env["kentro.anonymise"]._people(self.last)
        self.assertTrue(all(people.mapped("anonymised_on")))

    def test_who_is_kept_from_the_last_is_kept_from_the_first(self):
        self._chain()
        self.env["kentro.lockout"].create(
            {"reference": self.last.number, "user_id": self.worker.id, "reason": "Συγγενής της οικογένειας"}
        )
        self.env.invalidate_all()
        self.assertFalse(self.other.with_user(self.worker).has_access("read"))

    def test_merges_are_undone_in_the_order_last_first(self):
        first, second = self._chain()
        with self.assertRaisesRegex(UserError, f"{self.kept.number} was merged into {self.last.number}.*first"):
            first.action_undo()
        second.action_undo()
        first.action_undo()
        self.assertEqual(self.case.beneficiary_id, self.other)


@tagged("post_install", "-at_install")
class TestMergeSearchCost(KentroCommon):
    def test_entries_that_were_merged_are_followed_at_one_cost(self):
        people = self.maria.browse()
        for letter in "αβγδεζηθι":
            people |= self._beneficiary("Δείγμα", f"Άννα{letter}", phone="2310 777777")
        search = self.env["kentro.person.search"].with_user(self.reception)
        hits = [{"id": id_, "score": 1.0, "reason": "name"} for id_ in people.ids]
        for count in (2, 9):
            self.env.invalidate_all()
            with self.subTest(count=count), self.assertQueryCount(1):
                self.assertEqual(len(search._of_kept(hits[:count])), count)
