from datetime import timedelta

import psycopg2
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged
from odoo.tests.common import new_test_user
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestDefinition(TransactionCase):
    """A definition is checked before it is published, and frozen after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env.ref("kentro_koinotitas.group_case_worker")
        cls.model = cls.env["ir.model"]._get("kentro.case")
        cls.rules = new_test_user(
            cls.env, "wf_rules", groups="kentro_koinotitas.group_rules_manager"
        )

    def workflow(self, stages="a:new b:done", steps="a>b"):
        """Return a draft: ``stages`` as code:kind, the first initial; ``steps`` as from>to."""
        workflow = (
            self.env["kentro.workflow"]
            .with_user(self.rules)
            .create({"name": "Trial", "code": "trial", "model_id": self.model.id})
        )
        made = {}
        for item in stages.split():
            code, kind = item.split(":")
            made[code] = (
                self.env["kentro.stage"]
                .with_user(self.rules)
                .create(
                    {
                        "workflow_id": workflow.id,
                        "name": code,
                        "code": code,
                        "kind": kind,
                        "initial": not made,
                    }
                )
            )
        for item in steps.split():
            source, target = item.split(">")
            self.env["kentro.transition"].with_user(self.rules).create(
                {
                    "workflow_id": workflow.id,
                    "name": item,
                    "code": item,
                    "target_id": made[target].id,
                    "source_ids": [Command.link(made[source].id)],
                    "group_ids": [Command.link(self.group.id)],
                }
            )
        return workflow

    def assertFault(self, workflow, sentence):
        faults = workflow._faults()
        self.assertTrue(any(sentence in fault for fault in faults), faults)
        with self.assertRaises(UserError):
            workflow.action_publish()
        self.assertEqual(workflow.state, "draft")

    def test_a_sound_definition_is_published(self):
        workflow = self.workflow()
        workflow.action_publish()
        self.assertEqual(workflow.state, "published")

    def test_each_fault_is_a_sentence(self):
        self.assertFault(self.workflow("", ""), "no stage")

    def test_no_initial_stage(self):
        workflow = self.workflow()
        workflow.stage_ids.initial = False
        self.assertFault(workflow, "no initial stage")

    def test_two_initial_stages(self):
        workflow = self.workflow()
        workflow.stage_ids.initial = True
        self.assertFault(workflow, "more than one initial stage: a, b")

    def test_unreachable_stage(self):
        self.assertFault(
            self.workflow("a:new b:done c:ongoing", "a>b c>b"), "«c» cannot be reached"
        )

    def test_stage_without_a_way_out(self):
        self.assertFault(self.workflow("a:new b:done c:ongoing", "a>b a>c"), "«c» has no way out")

    def test_no_path_to_an_end(self):
        self.assertFault(
            self.workflow("a:new b:done c:ongoing d:ongoing", "a>b a>c c>d d>c"),
            "No path leads from stage «c»",
        )

    def test_no_end(self):
        self.assertFault(self.workflow("a:new b:ongoing", "a>b b>a"), "no end")

    def test_step_without_a_role(self):
        workflow = self.workflow()
        workflow.transition_ids.group_ids = False
        self.assertFault(workflow, "has no role")

    def test_two_steps_of_one_name_from_one_stage(self):
        workflow = self.workflow("a:new b:done c:done", "a>b a>c")
        workflow.transition_ids.name = "Go"
        self.assertFault(workflow, "both called «Go»")

    def test_a_rule_about_other_records(self):
        workflow = self.workflow()
        workflow.transition_ids.rule_ids = self.env.ref("kentro_koinotitas.referral_rule_basis")
        self.assertFault(workflow, "speaks of other records")

    def test_a_published_structure_is_frozen(self):
        workflow = self.workflow()
        workflow.action_publish()
        stage, transition = workflow.stage_ids[0], workflow.transition_ids
        attempts = [
            lambda: workflow.write({"code": "other"}),
            lambda: stage.write({"kind": "done"}),
            lambda: transition.write({"group_ids": [Command.clear()]}),
            lambda: transition.write({"rule_ids": [Command.clear()]}),
            lambda: transition.unlink(),
            lambda: workflow.unlink(),
            lambda: workflow.write({"stage_ids": [Command.create({"name": "x", "code": "x"})]}),
            lambda: self.env["kentro.stage"].create(
                {"workflow_id": workflow.id, "name": "x", "code": "x"}
            ),
            lambda: self.env["kentro.transition.field"].create(
                {
                    "transition_id": transition.id,
                    "field_id": self.env.ref("kentro_koinotitas.field_kentro_case__summary").id,
                }
            ),
        ]
        for attempt in attempts:
            with self.assertRaisesRegex(UserError, "is published"), self.env.cr.savepoint():
                attempt()

    def test_a_group_that_may_take_a_published_step_is_not_deleted(self):
        group = self.env["res.groups"].create({"name": "Helpers"})
        workflow = self.env.ref("kentro_koinotitas.workflow_case").copy()
        workflow.transition_ids[0].group_ids = group
        workflow.action_publish()
        with self.assertRaisesRegex(UserError, "may take the step"):
            group.unlink()
        self.assertIn(group, workflow.transition_ids.group_ids)

    def test_nothing_comes_into_a_published_version_from_a_draft(self):
        published = self.workflow()
        published.write({"code": "published"})
        published.action_publish()
        self.env.invalidate_all()
        draft = self.workflow()
        for record in (draft.stage_ids[0], draft.transition_ids[0]):
            with self.assertRaisesRegex(UserError, "is published"), self.env.cr.savepoint():
                record.write({"workflow_id": published.id})
        asked = self.env["kentro.transition.field"].with_user(self.rules).create({
            "transition_id": draft.transition_ids[0].id,
            "field_id": self.env["ir.model.fields"]._get("kentro.case", "summary").id,
        })
        with self.assertRaisesRegex(UserError, "is published"):
            asked.write({"transition_id": published.transition_ids[0].id})

    def test_the_stages_and_steps_of_another_municipality_are_not_edited(self):
        workflow = self.workflow()
        records = (workflow, workflow.stage_ids[0], workflow.transition_ids[0])
        workflow.sudo().company_id = self.env["res.company"].create({"name": "Another"})
        for record in records:
            with self.assertRaises(AccessError):
                record.write({"name": "x"})

    def test_a_rule_that_guards_a_published_step_is_not_rewritten(self):
        workflow = self.workflow()
        rule = self.env["kentro.rule"].with_user(self.rules).create(
            {"name": "Trial", "model_id": self.model.id, "must_domain": "[('summary', '!=', False)]"}
        )
        workflow.transition_ids.rule_ids = rule
        rule.must_domain = "[]"  # still a draft
        workflow.action_publish()
        attempts = [
            lambda: rule.write({"must_domain": "[('id', '>', 0)]"}),
            lambda: rule.write({"when_domain": "[('id', '=', 0)]"}),
            lambda: rule.write({"active": False}),
            lambda: rule.write({"transition_ids": [Command.clear()]}),
            lambda: rule.unlink(),
            lambda: rule.write({"valid_to": "2020-01-01"}),
            lambda: rule.write({"valid_to": fields.Date.today() - timedelta(days=2)}),
        ]
        for attempt in attempts:
            with self.assertRaisesRegex(UserError, "guards the step"):
                attempt()
        rule.write({"name": "Δοκιμή", "valid_to": "2030-01-01"})
        self.assertEqual(rule.name, "Δοκιμή")

    def test_the_code_of_a_role_stays(self):
        with self.assertRaisesRegex(UserError, "change only its name"):
            self.env.ref("kentro_koinotitas.role_team").with_user(self.rules).code = "responsible"

    def test_a_new_rule_does_not_guard_a_published_step(self):
        step = self.env.ref("kentro_koinotitas.intake_answer")
        with self.assertRaisesRegex(UserError, "guards the step"):
            self.env["kentro.rule"].with_user(self.rules).create(
                {"name": "x", "model_id": self.env.ref("kentro_koinotitas.model_kentro_request").id,
                 "transition_ids": [Command.link(step.id)]})

    def test_what_a_published_version_or_rule_speaks_of_is_not_written(self):
        for record in (
            self.env.ref("kentro_koinotitas.workflow_case"), self.env.ref("kentro_koinotitas.intake_rule_person")
        ):
            with self.subTest(record=record), self.assertRaises(UserError):
                record.write({"model": "kentro.referral"})

    def test_a_version_goes_one_way(self):
        workflow = self.workflow()
        with self.assertRaisesRegex(UserError, "this is done to one in"):
            workflow.action_retire()
        workflow.action_publish()
        workflow.action_retire()
        with self.assertRaisesRegex(UserError, "this is done to one in"):
            workflow.action_publish()

    def test_names_and_order_stay_editable(self):
        workflow = self.workflow()
        workflow.action_publish()
        workflow.stage_ids[0].write({"name": "Άλφα", "sequence": 99, "fold": True})
        workflow.transition_ids.write({"name": "Προχώρα", "style": "primary"})
        self.assertEqual(workflow.transition_ids.name, "Προχώρα")

    def test_the_state_is_not_written_by_hand(self):
        workflow = self.workflow("a:new", "")
        for vals in ({"state": "published"}, {"state": "retired"}):
            with self.assertRaisesRegex(UserError, "with its buttons"):
                workflow.with_context(kentro_state=True).write(vals)
        with self.assertRaisesRegex(UserError, "is a draft"):
            workflow.create(
                {"name": "x", "code": "x", "model_id": self.model.id, "state": "published"}
            )

    def test_a_default_publishes_nothing(self):
        draft = self.env["kentro.workflow"].with_context(default_state="published").create(
            {"name": "x", "code": "x", "model_id": self.model.id})
        self.assertEqual(draft.state, "draft")

    def test_only_who_keeps_the_workflows_edits_them(self):
        worker = new_test_user(self.env, "wf_worker", groups="kentro_koinotitas.group_coordinator")
        workflow = self.workflow().with_user(worker)
        with self.assertRaises(AccessError):
            workflow.write({"name": "x"})
        with self.assertRaises(AccessError):
            workflow.action_publish()

    def test_a_rule_names_fields_that_exist(self):
        for domain in ("[('nonsense', '=', 1)]", "not a domain", "[('name', '=', user.id)]"):
            with self.assertRaisesRegex(ValidationError, "cannot be read"), self.env.cr.savepoint():
                self.env["kentro.rule"].create(
                    {"name": "Trial", "model_id": self.model.id, "must_domain": domain}
                )

    def test_a_step_cannot_ask_the_stage(self):
        transition = self.workflow().transition_ids
        with self.assertRaisesRegex(ValidationError, "no field of its records"):
            transition.field_line_ids = [
                Command.create(
                    {"field_id": self.env.ref("kentro_koinotitas.field_kentro_case__stage_id").id}
                )
            ]

    def test_two_stages_of_one_code_are_refused(self):
        workflow = self.workflow()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError),
            self.env.cr.savepoint(),
        ):
            workflow.stage_ids[1].code = "a"
            workflow.flush_recordset()

    def test_every_shipped_workflow_is_published_and_without_fault(self):
        shipped = self.env["kentro.workflow"].search([("company_id", "=", False)])
        self.assertGreaterEqual(
            set(shipped.mapped("code")), {"intake", "case", "assessment", "referral", "followup"}
        )
        for workflow in shipped:
            self.assertEqual((workflow.state, workflow._faults()), ("published", []), workflow.name)
