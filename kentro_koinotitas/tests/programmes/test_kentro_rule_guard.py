from odoo import Command
from odoo.exceptions import UserError
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

    def test_what_a_rule_of_a_published_step_rests_on_is_not_rewritten(self):
        """Nor where no rules of a programme ask it: it decides who takes the step."""
        count = self.env["kentro.head.count"].create({"name": "Δείγμα", "code": "sample"})
        scale = self.env["kentro.scale"].create(
            {"name": "Δείγμα", "code": "sample",
             "line_ids": [Command.create({"name": "one", "number": 100, "head_count_id": count.id})]}
        )  # fmt: skip
        measure = self.means.measure_id.copy({"code": "sample"})
        rule = self.means.copy({"limit_scale_id": scale.id, "measure_id": measure.id})
        parts = {scale: {"factor": 9}, scale.line_ids: {"number": 9}, count: {"domain": "[('age', '<', 9)]"},
                 measure: {"window_count": 9}, measure.share_ids[:1]: {"percent": 9}}  # fmt: skip
        for part, values in parts.items():
            self.assertTrue(part)
            self.assertFalse(part._rulesets())
            part.write({name: part[name] for name in values})
        workflow = self.case.workflow_id.sudo().copy()
        rule.transition_ids = [Command.link(workflow.transition_ids[0].id)]
        self.env.flush_all()
        self.env.cr.execute("UPDATE kentro_workflow SET state = 'retired' WHERE id = %s", workflow.ids)
        self.env.invalidate_all()
        for part, values in parts.items():
            with self.subTest(part=part._name):
                with self.assertRaisesRegex(UserError, "guards the step"):
                    part.with_user(self.rules).write(values)
                with self.assertRaises(UserError):
                    part.with_user(self.rules).unlink()

    def test_a_rule_on_a_member_guards_nothing(self):
        rule = self.env.ref(f"{MODULE}.rule_elderly_age")
        workflow = self.case.workflow_id.sudo().copy()
        workflow.transition_ids[0].rule_ids = [Command.link(rule.id)]
        self.assertTrue([fault for fault in workflow._faults() if rule.name in fault])

    def _first_step(self):
        return self.case.workflow_id.transition_ids.filtered(lambda step: self.case.stage_id in step.source_ids)[0]
