from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from .test_steps import StepsCommon

WHY = "The topic is agreed and comes by letter"


class TestRulesSetAside(StepsCommon):
    """A step is taken in spite of a rule by whom the rule names, with a reason, and nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.process(2)
        cls.rule_soft = cls.rule("A topic is agreed.", "[('topic_ids', '!=', False)]")
        cls.rule_soft.override_group_ids = cls.env.ref("kentro_koinotitas.group_coordinator")
        cls.rule_hard = cls.rule("The history is told.", "[('summary', '!=', False)]")
        cls.step("soft", cls.rule_soft, [], "group_case_worker")
        cls.step("soft2", cls.rule_soft, [], "group_coordinator")
        cls.step("both", cls.rule_soft | cls.rule_hard, [], "group_coordinator")
        cls.workflow.action_publish()
        cls.case = cls.new_case()

    def rows(self):
        return self.env["kentro.override"].search([("model", "=", "kentro.case"), ("res_id", "=", self.case.id)])

    # --- attacks ------------------------------------------------------------------------------

    def test_whom_the_rule_does_not_name_it_hinders_whatever_reason_she_gives(self):
        with self.assertRaisesRegex(UserError, "A topic is agreed"):
            self.case.with_user(self.worker).take_step("soft", override=WHY)
        self.assertFalse(self.rows())

    def test_a_rule_that_names_nobody_is_set_aside_by_nobody(self):
        with self.assertRaises(UserError) as caught:
            self.case.with_user(self.coordinator).take_step("both", override=WHY)
        self.assertIn("The history is told", str(caught.exception))
        self.assertNotIn("A topic is agreed", str(caught.exception))
        self.assertEqual((self.case.stage_id, len(self.rows())), (self.begin, 0))

    def test_without_a_reason_nothing_is_set_aside(self):
        for reason in (None, "", "   ", False):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                self.case.with_user(self.coordinator).take_step("soft2", override=reason)

    def test_no_context_nor_sudo_and_no_plain_write_sets_it_aside(self):
        for case in (self.case.with_user(self.worker).with_context(override=WHY), self.case.sudo()):
            with self.assertRaises(UserError):
                case.write({"stage_id": self.end.id})

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_nobody_writes_changes_or_deletes_a_row(self):
        self.case.with_user(self.coordinator).take_step("soft2", override=WHY)
        row = self.rows()
        for user in (self.coordinator, self.director, self.dpo, self.admin):
            mine = row.with_user(user)
            for attempt in (
                lambda mine=mine: mine.write({"reason": "Otherwise"}),
                lambda mine=mine: mine.unlink(),
                lambda mine=mine: mine.create({"model": "kentro.case", "res_id": self.case.id}),
            ):
                with self.assertRaises(AccessError):
                    attempt()
        with self.assertRaises(AccessError):
            row.sudo().write({"reason": "Otherwise"})

    def test_who_may_set_a_published_rule_aside_is_not_changed_by_hand(self):
        with self.assertRaises(UserError):
            self.rule_hard.with_user(self.rules).override_group_ids = self.env.ref("kentro_koinotitas.group_reception")

    # --- what it does ---------------------------------------------------------------------------

    def test_it_is_noted_who_in_what_role_which_rule_and_why(self):
        self.case.with_user(self.coordinator).take_step("soft2", override=WHY)
        self.assertEqual(self.case.stage_id, self.end)
        row = self.rows()
        self.assertEqual(
            (row.user_id, row.group_id, row.rule_id, row.transition_id.code, row.reason),
            (self.coordinator, self.env.ref("kentro_koinotitas.group_coordinator"), self.rule_soft, "soft2", WHY),
        )
        self.assertIn(WHY, self.env["kentro.transition.log"].search([("res_id", "=", self.case.id)])[0].reason)

    def test_a_rule_that_holds_is_not_set_aside(self):
        self.case.topic_ids = [Command.set(self.topic.ids)]
        self.case.with_user(self.coordinator).take_step("soft2", override=WHY)
        self.assertFalse(self.rows())

    def test_the_button_offers_it_to_whom_the_rule_names(self):
        steps = {step["code"]: step for step in self.case.with_user(self.coordinator).steps}
        self.assertTrue(steps["soft2"]["may_override"])
        self.assertFalse(steps["both"]["may_override"])
        (step,) = [step for step in self.case.with_user(self.worker).steps if step["code"] == "soft"]
        self.assertTrue(step["hindrances"])
        self.assertFalse(step["may_override"])

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_the_directorate_reads_them_the_officer_without_the_reason(self):
        self.case.with_user(self.coordinator).take_step("soft2", override=WHY)
        row = self.rows()
        self.assertEqual(row.with_user(self.director).read(["reason"])[0]["reason"], WHY)
        row.with_user(self.dpo).read(["rule_id"])
        with self.assertRaises(AccessError):
            row.with_user(self.dpo).read(["reason"])
        for user in (self.worker, self.coordinator, self.reception):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["rule_id"])

    def test_the_definition_says_who_may(self):
        rules = self.workflow._definition()["rules"]
        (told,) = [rule for rule in rules if rule["name"]["en_US"] == "A topic is agreed."]
        self.assertEqual(told["override_group_ids"], ["kentro_koinotitas.group_coordinator"])
