from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..workflow.effects_common import EffectsCommon


@tagged("post_install", "-at_install")
class TestRestrictionOfEffects(EffectsCommon):
    """A step on one person's case closes the follow-ups of whoever lives with her."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker.lang = "en_US"
        cls.home = cls.env["kentro.household"].create({"structure_id": cls.structure.id, "member_ids": [
            Command.create({"beneficiary_id": person.id}) for person in (cls.maria, cls.giorgos)]})  # fmt: skip
        cls.effect("step", path="household_id.member_ids.beneficiary_id.case_ids.followup_ids", step_code="close")

    def test_a_step_does_not_reach_into_a_restricted_or_anonymised_file(self):
        mine = self.published()
        theirs = self.published(beneficiary_id=self.giorgos.id)
        followup = self.env["kentro.followup"].create({"case_id": theirs.id, "planned_on": "2026-12-01"})
        mine.sudo().household_id = self.home
        for column, words in (("is_restricted", "had the use of her data restricted"), ("anonymised_on", "anonymised")):
            self._freeze(column, True)
            with self.subTest(column=column), self.assertRaises(UserError) as refused, self.env.cr.savepoint():
                mine.take_step("go")
            self.assertIn(words, str(refused.exception))
            self.assertNotIn("Ιωάννου", str(refused.exception))
            self.env.invalidate_all()
            self.assertEqual((mine.stage_kind, followup.stage_kind), ("new", "new"))
            self._freeze(column, False)
        mine.take_step("go")
        self.assertEqual((mine.stage_kind, followup.stage_kind), ("done", "cancelled"))

    def _freeze(self, column, on):
        self.env.flush_all()
        value = {"is_restricted": "true", "anonymised_on": "'2026-01-01'"}[column] if on else "NULL"
        self.env.cr.execute(f"UPDATE kentro_beneficiary SET {column} = {value} WHERE id = %s", [self.giorgos.id])
        self.env.invalidate_all()
        self.env.registry.clear_cache()
