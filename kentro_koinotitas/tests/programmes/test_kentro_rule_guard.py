from odoo import Command
from odoo.tests import tagged

from ..common import MODULE
from ..people.test_household_means import MeansCommon


@tagged("post_install", "-at_install")
class TestRuleGuard(MeansCommon):
    """A step of a case that a means test of a programme guards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.env["kentro.case"].with_user(cls.worker).create(
            {"beneficiary_id": cls.maria.id, "structure_id": cls.structure.id}
        )  # fmt: skip
        cls.means = cls.env.ref(f"{MODULE}.rule_gmi_income")

    def _hindered(self, rule):
        return rule._violations(self.case.with_user(self.worker))

    def test_what_nobody_declared_hinders_and_what_is_declared_decides(self):
        self.assertEqual(self._hindered(self.means), {self.means: self.case})
        self._income(self.anna, kind="none")
        wage = self._income(self.maria, 300)
        self.assertFalse(self._hindered(self.means))
        wage.amount = 3000
        self.assertEqual(self._hindered(self.means), {self.means: self.case})

    def test_whoever_asks_gets_the_same_answer(self):
        self._income(self.anna, kind="none")
        self._income(self.maria, 300)
        for user in (self.worker, self.reception, self.director):
            self.assertFalse(self.means.with_user(user)._violations(self.case.with_user(user)))

    def test_somebody_without_a_household_is_not_known(self):
        alone = self._beneficiary("Μόνος", "Πέτρος")
        case = self.case.with_user(self.worker).create({"beneficiary_id": alone.id, "structure_id": self.structure.id})
        self.assertEqual(self.means._violations(case), {self.means: case})

    def test_a_hundred_cases_take_as_many_statements_as_one(self):
        cases = self.env["kentro.case"].with_user(self.worker).create(
            [{"beneficiary_id": person.id, "structure_id": self.structure.id}
             for person in (self.maria, self.petros) for _again in range(30)]
        )  # fmt: skip
        counts = []
        for some in (cases[:1], cases):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.means._violations(some)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_it_guards_a_step_and_can_be_supposed(self):
        workflow = self.case.workflow_id.sudo().copy()
        step = workflow.transition_ids.filtered(lambda step: step.code == self._first_step().code)
        step.rule_ids = [Command.link(self.means.id)]
        self.assertFalse([fault for fault in workflow._faults() if self.means.name in fault])
        (fact,) = self.means._facts().values()
        self.assertEqual((fact["type"], self.means._hold({})), ("boolean", self.means))
        self.assertFalse(self.means._hold({fact["key"]: True}))
        (written,) = (rule for rule in workflow._definition()["rules"] if rule.get("kind") == "means")
        self.assertEqual(written["limit_scale_id"], self.means.limit_scale_id.code)

    def test_a_rule_on_a_member_guards_nothing(self):
        rule = self.env.ref(f"{MODULE}.rule_elderly_age")
        workflow = self.case.workflow_id.sudo().copy()
        workflow.transition_ids[0].rule_ids = [Command.link(rule.id)]
        self.assertTrue([fault for fault in workflow._faults() if rule.name in fault])

    def _first_step(self):
        return self.case.workflow_id.transition_ids.filtered(lambda step: self.case.stage_id in step.source_ids)[0]
