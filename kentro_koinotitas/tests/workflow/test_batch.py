from datetime import timedelta

from odoo import fields
from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestBatch(CasesCommon):
    """A thousand records move in one call with as many statements as a hundred, but for the
    ORM's batches.
    """

    def count(self, number):
        """Return how many statements one call takes that moves ``number`` cases."""
        cases = (
            self.env["kentro.case"]
            .with_user(self.worker)
            .create(
                [
                    {
                        "beneficiary_id": self.beneficiary.id,
                        "structure_id": self.structure.id,
                    }
                    for _i in range(number)
                ]
            )
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        cases.take_step("assess")
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_a_thousand_cases_move_in_a_constant_number_of_queries(self):
        self.count(1)  # warm caches
        hundred, thousand = self.count(100), self.count(1000)
        self.assertEqual(thousand, hundred)
        self.assertLessEqual(thousand, 10)

    def test_the_structure_of_a_published_version_is_read_once(self):
        self.count(1)
        workflow = self.case.workflow_id
        self.env.invalidate_all()
        with self.assertQueryCount(0):
            step = workflow._step("assess")
            self.assertTrue(step.source_ids and step.role_ids.mapped("code") and step.target_id.kind)

    def test_what_stays_editable_in_a_published_version_is_read_anew(self):
        step = self.case.workflow_id._step("assess")
        step.write({"style": "danger", "sequence": 77})
        self.env.invalidate_all()
        step = self.case.workflow_id._step("assess")
        self.assertEqual((step.style, step.sequence), ("danger", 77))
        rule = self.env.ref("kentro_koinotitas.case_rule_goals")
        before = self.case.workflow_id._step("support").rule_ids._in_force()
        self.assertIn(rule, before)
        rule.valid_to = fields.Date.today()
        self.env.invalidate_all()
        rules = self.case.workflow_id._step("support").rule_ids
        self.assertNotIn(rule, rules._in_force(fields.Date.today() + timedelta(days=1)))

    def test_a_draft_is_never_remembered(self):
        draft = self.env["kentro.workflow"].create(
            {"name": "Draft", "code": "draft", "model_id": self.env["ir.model"]._get_id("kentro.case")}
        )
        self.assertFalse(any(draft._structure()))

    def count_followups(self, number):
        """Return how many statements it takes to do ``number`` follow-ups and plan the next ones."""
        recurrence = self.env.ref("kentro_koinotitas.recurrence_monthly")
        cases = self.env["kentro.case"].with_user(self.worker).create(
            [
                {
                    "beneficiary_id": self.beneficiary.id,
                    "structure_id": self.structure.id,
                    "recurrence_id": recurrence.id,
                }
                for _i in range(number)
            ]
        )
        followups = self.env["kentro.followup"].with_user(self.worker).create(
            [{"case_id": case.id, "planned_on": "2026-03-02"} for case in cases]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        followups.take_step("done", values={"done_on": "2026-03-02", "note": "Well"})
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_follow_ups_are_done_and_planned_at_once(self):
        self.count_followups(1)
        few, many = self.count_followups(5), self.count_followups(50)
        self.assertLessEqual(many, few)
