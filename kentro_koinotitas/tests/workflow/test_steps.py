from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger


class StepsCommon(CasesCommon):
    """A case and a process of our own making whose step asks the field that its rule speaks of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls.env["ir.model"]._get("kentro.case")
        cls.topic = cls.env["kentro.topic"].search([], limit=1)
        cls.rule_asked = cls.rule("The history says why.", "[('summary', 'ilike', 'why')]")
        cls.rule_topic = cls.rule("A topic is missing.", "[('topic_ids', '!=', False)]")
        cls.process(1)
        cls.step("finish", cls.rule_asked | cls.rule_topic, ["summary"], "group_case_worker")
        cls.step("approve", cls.rule_topic, [], "group_coordinator")
        cls.workflow.action_publish()
        cls.case = cls.new_case()

    @classmethod
    def rule(cls, name, must):
        return cls.env["kentro.rule"].create({"name": name, "model_id": cls.model.id, "must_domain": must})

    @classmethod
    def process(cls, version):
        """Begin a process of cases, the municipality's own: from «Begin» to «End»."""
        cls.workflow = cls.env["kentro.workflow"].create(
            {
                "name": "Trial",
                "code": "trial",
                "version": version,
                "model_id": cls.model.id,
                "company_id": cls.company.id,
            }
        )
        cls.begin, cls.end = cls.env["kentro.stage"].create(
            [
                {"workflow_id": cls.workflow.id, "name": "Begin", "code": "begin", "kind": "new", "initial": True},
                {"workflow_id": cls.workflow.id, "name": "End", "code": "end", "kind": "done"},
            ]
        )

    @classmethod
    def step(cls, code, rules, asked, group, **vals):
        fields = cls.env["ir.model.fields"]
        return cls.env["kentro.transition"].create(
            {
                "workflow_id": cls.workflow.id,
                "name": code.title(),
                "code": code,
                "source_ids": [Command.set(cls.begin.ids)],
                "target_id": cls.end.id,
                "group_ids": [Command.set(cls.env.ref(f"kentro_koinotitas.{group}").ids)],
                "rule_ids": [Command.set(rules.ids)],
                "field_line_ids": [
                    Command.create({"field_id": fields._get(cls.workflow.model, name).id}) for name in asked
                ],
                **vals,
            }
        )

    def setUp(self):
        super().setUp()
        for name in ("model", "workflow", "begin", "end"):  # a test may begin another process
            self.addCleanup(setattr, type(self), name, getattr(self, name))

    def steps(self, user, case=None):
        return {step["code"]: step for step in (case or self.case).with_user(user).steps or []}


@tagged("post_install", "-at_install")
class TestSteps(StepsCommon):
    """Buttons: what is possible, what hinders it, and whose turn it is."""

    def test_a_rule_on_what_the_step_asks_is_no_hindrance_before_it_is_asked(self):
        self.assertEqual(self.steps(self.worker)["finish"]["hindrances"], ["A topic is missing."])
        self.case.topic_ids = self.topic
        self.env.invalidate_all()  # the form asks anew after each save
        self.assertEqual(self.steps(self.worker)["finish"]["hindrances"], [])

    def test_a_rule_on_what_is_computed_from_what_the_step_asks_waits_too(self):
        type(self).model = self.env["ir.model"]._get("kentro.referral")
        rule = self.rule("May be shared.", "[('may_share', '=', True)]")
        self.process(2)
        self.assertFalse(self.step("asks", rule, ["consent_id"], "group_case_worker")._rules_before_dialog())
        self.assertEqual(self.step("asks_not", rule, ["answer"], "group_case_worker")._rules_before_dialog(), rule)

    def test_every_reason_is_told_at_once(self):
        second = self.rule("There is no social history.", "[('summary', '!=', False)]")
        self.process(2)
        self.step("finish", self.rule_topic | second, [], "group_case_worker")
        self.workflow.action_publish()
        case = self.new_case()
        self.assertEqual(
            set(self.steps(self.worker, case)["finish"]["hindrances"]), {self.rule_topic.name, second.name}
        )

    def test_a_step_of_somebody_else_is_no_button_but_the_form_says_whose_it_is(self):
        self.assertEqual(set(self.steps(self.worker)), {"finish"})
        self.assertFalse(self.case.with_user(self.worker).waits_for)
        self.process(2)
        self.step("approve", self.env["kentro.rule"], [], "group_coordinator")
        self.workflow.action_publish()
        case = self.new_case()
        self.assertEqual(self.steps(self.worker, case), {})
        self.assertEqual(case.with_user(self.worker).waits_for, "Coordinator")
        self.assertEqual(set(self.steps(self.coordinator, case)), {"approve"})
        self.assertFalse(case.with_user(self.coordinator).waits_for)

    def test_steps_of_many_records_cost_no_query_per_row(self):
        def cost(number):
            cases = self.env["kentro.case"].with_user(self.worker).create(
                [{"beneficiary_id": self.beneficiary.id, "structure_id": self.structure.id} for _i in range(number)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            cases.mapped("steps")
            return self.env.cr.sql_log_count - before

        cost(1)
        self.assertEqual(cost(3), cost(60))

    def test_a_refused_drag_names_the_steps_that_are_possible(self):
        with self.assertRaisesRegex(UserError, r"From here you may take: Finish \(to «End»\)"):
            self.case.with_user(self.worker).stage_id = self.env.ref("kentro_koinotitas.case_stage_plan")


@tagged("post_install", "-at_install")
class TestStepsOverHttp(HttpCase, StepsCommon):
    """Answers and move are one call: both stand, or neither."""

    def take(self, **answers):
        self.env.flush_all()
        kwargs = {"values": answers, "reason": False, "seen_stage_id": self.case.stage_id.id, "request_id": "click"}
        params = {"model": "kentro.case", "method": "take_step", "args": [self.case.ids, "finish"], "kwargs": kwargs}
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/web/dataset/call_kw", json={"jsonrpc": "2.0", "method": "call", "id": 0, "params": params}
            ).json()
        self.env.invalidate_all()
        return answer.get("error", {}).get("data", {}).get("message")

    def test_answers_and_move_stand_or_fall_together(self):
        self.authenticate(self.worker.login, self.worker.login)
        self.assertIn("A topic is missing", self.take(summary="This is why"))
        self.assertFalse(self.case.summary)
        self.case.topic_ids = self.topic
        self.assertIn("The history says why", self.take(summary="Because"))
        self.assertFalse(self.case.summary)
        self.assertEqual(self.case.stage_id, self.begin)
        self.assertIsNone(self.take(summary="This is why"))
        self.assertEqual((self.case.summary, self.case.stage_id), ("This is why", self.end))
