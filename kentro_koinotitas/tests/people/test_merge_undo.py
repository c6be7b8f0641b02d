from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .merge_common import MergeCommon

ONE, TWO, THREE = "094259216", "090000045", "094014201"


@tagged("post_install", "-at_install")
class TestMergeUndo(MergeCommon):
    """The way back takes from nobody what was done in between."""

    def test_a_structure_that_works_with_her_since_goes_on(self):
        self.other.structure_ids = self.annex
        both = self.env["kentro.post"].create(
            {"structure_id": self.annex.id, "specialty_id": self.specialty.id, "user_id": self.coordinator.id}
        )
        self.assertTrue(both)
        merge = self._merge()
        case = self.env["kentro.case"].create(
            {"beneficiary_id": self.kept.id, "structure_id": self.annex.id, "user_id": self.worker2.id}
        )
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual(case.with_user(self.worker2).beneficiary_id.name, self.kept.name)
        self.assertTrue(self.kept.with_user(self.worker2).has_access("read"))
        self.assertIn("1 structures go on serving", merge.left)
        self.assertNotIn(self.annex.name, merge.left)

    def test_numbers_go_back_whatever_became_of_the_kept_ones(self):
        self.other.write({"afm": ONE, "external_ref": "55501"})
        merge = self._merge()
        self.assertEqual((self.kept.afm, self.kept.external_ref), (ONE, "55501"))
        self.kept.write({"afm": TWO, "external_ref": "55502"})
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual((self.other.afm, self.other.external_ref), (ONE, "55501"))
        self.assertEqual((self.kept.afm, self.kept.external_ref), (TWO, "55502"))

    def test_a_number_that_somebody_else_has_by_now_is_told(self):
        self.other.afm = ONE
        merge = self._merge()
        self.kept.afm = TWO
        self.giorgos.afm = ONE
        merge.action_undo()
        self.env.invalidate_all()
        self.assertFalse(self.other.afm)
        self.assertIn("«ΑΦΜ» is another person's by now", merge.left)


@tagged("post_install", "-at_install")
class TestMergeKeepsBoth(MergeCommon):
    """What was not chosen is not lost, and the choices are told as they were made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept.write({"afm": ONE, "father_name": "Ιωάννης"})
        cls.other.write({"afm": TWO, "father_name": "Πέτρος"})

    def _found(self, query):
        search = self.env["kentro.person.search"].with_user(self.reception).create({"query": query})
        return [card["id"] for card in search.results["cards"]]

    def test_she_is_found_by_either_number_and_may_get_either_back(self):
        for choice, now, before in (("kept", ONE, TWO), ("merged", TWO, ONE)):
            with self.subTest(choice=choice):
                merge = self._merge(afm=choice)
                self.assertEqual((self.kept.afm, self.other.afm), (now, False))
                row = self.kept.identifier_ids
                self.assertEqual((row.value, row.status), (before, "replaced"))
                self.assertEqual((self._found(ONE), self._found(TWO)), ([self.kept.id], [self.kept.id]))
                self.kept.with_user(self.worker).afm = before  # the wrong one was chosen
                self.kept.afm = now
                merge.action_undo()
                self.env.invalidate_all()
                self.assertEqual((self.kept.afm, self.other.afm), (ONE, TWO))
                self.assertFalse(self.kept.identifier_ids | self.other.identifier_ids)
                self.Duplicate.search([]).unlink()

    def test_the_choices_show_what_was_chosen_from(self):
        merge = self._merge(father_name="merged")
        self.kept.father_name = "Γεώργιος"
        self.env.invalidate_all()
        line = merge.line_ids.filtered(lambda line: line.field_id.sudo().name == "father_name")
        self.assertEqual((line.kept_value, line.merged_value, line.choice), ("Ιωάννης", "Πέτρος", "merged"))


@tagged("post_install", "-at_install")
class TestMergeDraft(MergeCommon):
    """Between opening the choices and carrying them out others work, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept.father_name, cls.other.father_name = "Ιωάννης", "Πέτρος"
        cls.colleague = new_test_user(
            cls.env, "test_coordinator2", groups="kentro_koinotitas.group_coordinator", name="Συντονίστρια Β"
        )
        cls.env["kentro.post"].create(
            {"structure_id": cls.structure.id, "specialty_id": cls.specialty.id, "user_id": cls.colleague.id}
        )

    def test_a_draft_of_an_entry_merged_meanwhile_is_refused(self):
        third = self._person()
        into, of = self._draft(), self._draft(third, self.kept)
        of.action_merge()
        with self.assertRaisesRegex(UserError, "is merged already"):
            into.action_merge()
        self.assertFalse(self.other.merged_into_id)

    def test_values_changed_meanwhile_are_asked_for_again(self):
        merge = self._draft()
        self._choose(merge, father_name="merged")
        self.other.father_name = "Παύλος"
        self.kept.mother_name = "Ελένη"
        self.other.mother_name = "Άννα"
        answer = merge.action_merge()
        self.assertEqual((merge.state, answer["tag"]), ("draft", "display_notification"))
        self.assertIn("Father's name, Mother's name", answer["params"]["message"])
        lines = {line.field_id.sudo().name: line for line in merge.line_ids}
        self.assertEqual(lines["father_name"].merged_value, "Παύλος")
        self.assertEqual(lines["mother_name"].merged_value, "Άννα")
        merge.action_merge()
        self.assertEqual(merge.state, "done")

    def test_an_answer_given_meanwhile_stands(self):
        self.Duplicate._cron_look()
        pair = self._open()
        merge = self.env["kentro.merge"].with_user(self.coordinator).browse(
            pair.with_user(self.coordinator).action_same()["res_id"]
        )  # fmt: skip
        pair.with_user(self.worker).action_different()
        with self.assertRaisesRegex(UserError, f"{self.worker.name}.*two people"):
            merge.action_merge()
        self.assertEqual((pair.answer, pair.answered_by), ("different", self.worker))

    def test_a_colleagues_open_choices_are_not_taken_from_her(self):
        hers = self._draft(user=self.colleague)
        self._choose(hers, father_name="merged")
        mine = self._draft()
        turned = mine.browse(mine.action_turn()["res_id"])
        self.assertTrue(hers.exists() and turned != hers)
        self.assertEqual(self._draft(user=self.colleague), hers, "she goes on where she was")
        self.assertIn("merged", hers.line_ids.mapped("choice"))
        hers.action_merge()
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "is merged already"):
            turned.action_merge()
