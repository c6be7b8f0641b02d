"""Over HTTP, as every role: no stage changes but along a step, no log is written, no definition is changed."""

from odoo.tests import tagged
from rpc import FORGED, RpcCase

PROCESSES = (
    "kentro.request", "kentro.case", "kentro.assessment", "kentro.referral", "kentro.followup", "kentro.data.request",
    "kentro.application",
)  # fmt: skip
ENDED = "done"


@tagged("post_install", "-at_install")
class TestStagesByRpc(RpcCase):
    COUNTED = "attacks on stages, log and definitions"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        mine = cls.env(user=cls.worker)
        body = cls.env["res.partner"].create({"name": "Φορέας", "is_kentro_body": True})
        case = {"case_id": cls.case.id}
        cls.gmi = cls.env["kentro.programme"].search([], limit=1)
        home = {"structure_id": cls.structure.id, "member_ids": [[0, 0, {"beneficiary_id": cls.maria.id}]]}
        cls.env["kentro.household"].create(home)
        cls.values = {
            "kentro.request": {"structure_id": cls.structure.id},
            "kentro.case": {"beneficiary_id": cls.maria.id, "structure_id": cls.structure.id},
            "kentro.assessment": case,
            "kentro.referral": {**case, "body_id": body.id, "purpose": "x"},
            "kentro.followup": {**case, "planned_on": "2026-12-01"},
            "kentro.data.request": {"beneficiary_id": cls.maria.id},
            "kentro.application": {"programme_id": cls.gmi.id, "beneficiary_id": cls.maria.id, "case_id": cls.case.id},
        }
        cls.records = {model: mine[model].create(dict(values)) for model, values in cls.values.items()}
        # from where these begin, a step leads everywhere: ones that have ended
        cls.records["kentro.request"].take_step("withdraw", reason="x")
        cls.records["kentro.followup"].take_step("close", reason="x")
        cls.records["kentro.case"] = cls.case
        cls.env["kentro.opening"].with_user(cls.rules).create({})
        cls.everybody = (
            cls.reception, cls.worker, cls.psychologist, cls.coordinator, cls.worker2, cls.mediator, cls.director,
            cls.volunteers, cls.dpo, cls.rules, cls.outsider, cls.admin, cls.portal,
        )  # fmt: skip

    def forbidden_stage(self, record):
        """A stage to which no step leads from where ``record`` stands, an end if there is one."""
        workflow = record.workflow_id
        reached = workflow.transition_ids.filtered(lambda t: record.stage_id in t.source_ids).target_id
        far = workflow.stage_ids.filtered(lambda stage: not stage.initial) - reached - record.stage_id
        return far.filtered(lambda stage: stage.kind == ENDED)[:1] or far[:1]

    def stage_attacks(self, model):
        """Yield (what, call) for each way to put a record where no step leads."""
        record, values = self.records[model], self.values[model]
        target = self.forbidden_stage(record)
        self.assertTrue(target, model)
        there, id_ = {"stage_id": target.id}, [record.id]
        yield "write", lambda: self.call(model, "write", id_, there)
        yield "write, forged context", lambda: self.call(model, "write", id_, there, context=FORGED)
        button = {"model": model, "method": "write", "args": [id_, there], "kwargs": {}}
        yield "call_button", lambda: self.post("/web/dataset/call_button", button)
        yield "kanban drag", lambda: self.call(model, "web_save", id_, there, specification={"stage_id": {}})
        yield "several at once", lambda: self.call(model, "web_save_multi", id_, [there], specification={"id": {}})
        order = {"specification": {"id": {}}, "field_name": "stage_id", "offset": target.id}
        yield "resequence", lambda: self.call(model, "web_resequence", id_, **order)
        for name, value in (
            ("stage_kind", ENDED), ("stage_since", "2020-01-01 00:00:00"), ("workflow_id", target.workflow_id.id),
        ):  # fmt: skip
            yield f"write {name}", lambda n=name, v=value: self.call(model, "write", id_, {n: v}, context=FORGED)
        yield "create", lambda: self.call(model, "create", {**values, **there})
        yield "create, forged context", lambda: self.call(model, "create", {**values, **there}, context=FORGED)
        new = {**values, **there}
        yield "create by web_save", lambda: self.call(model, "web_save", [], new, specification={"id": {}})
        yield "copy", lambda: self.call(model, "copy", id_, there, context=FORGED)
        yield "step of another name", lambda: self.call(model, "take_step", id_, target.code)
        yield "step with a stage", lambda: self.call(model, "take_step", id_, "x", values=there)
        yield "step of the system", lambda: self.call(model, "_take_system_step", id_, "x")
        yield "the engine's own write", lambda: self.call(model, "_write_stage", id_, True, target.id, False)
        yield "the engine's own log", lambda: self.call(model, "_log_moves", id_, {}, None, "user")
        yield "delete", lambda: self.call(model, "unlink", id_)

    def test_no_role_puts_a_record_where_no_step_leads(self):
        for user in self.everybody:
            self.log_in(user)
            for model in PROCESSES:
                target, record = self.forbidden_stage(self.records[model]), self.records[model]
                stage, kind = record.stage_id, record.stage_kind
                standing = self.env[model].search_count([("stage_id", "=", target.id)])
                for what, attack in self.stage_attacks(model):
                    with self.subTest(user=user.login, model=model, what=what):
                        self.assert_refused(attack(), what)
                        self.assertEqual((record.stage_id, record.stage_kind), (stage, kind))
                        self.assertEqual(self.env[model].search_count([("stage_id", "=", target.id)]), standing)

    def test_no_role_imports_a_record_where_no_step_leads(self):
        for user in self.everybody:
            self.log_in(user)
            for model in PROCESSES:
                record = self.records[model]
                target = self.forbidden_stage(record)
                for columns, row in (
                    ([".id", "stage_id/.id"], [str(record.id), str(target.id)]),
                    (["stage_id/.id", *self.values[model]], [str(target.id), *map(str, self.values[model].values())]),
                ):
                    columns = [f"{c}/.id" if c.endswith("_id") else c for c in columns]
                    with self.subTest(user=user.login, model=model, columns=columns):
                        answer = self.call(model, "load", columns, [row], context=FORGED)
                        if "error" in answer:
                            self.assert_refused(answer, "load")
                        else:
                            self.assertFalse(answer["result"]["ids"])
                            self.assertGreater(len(answer["result"]["messages"][0]["message"].split()), 3)
                        self.assertFalse(self.env[model].search([("stage_id", "=", target.id)]))

    def test_defaults_do_not_choose_the_first_stage(self):
        self.log_in(self.worker)
        for model in PROCESSES:
            target = self.forbidden_stage(self.records[model])
            forged = {
                "default_stage_id": target.id, "default_stage_kind": ENDED, **FORGED,
                "default_stage_since": "2020-01-01 00:00:00", "default_workflow_id": target.workflow_id.id,
            }  # fmt: skip
            answer = self.call(model, "create", self.values[model], context=forged)
            made = self.env[model].browse(answer["result"])
            initial = target.workflow_id.stage_ids.filtered("initial")
            self.assertEqual((made.stage_id, made.stage_kind), (initial, initial.kind), model)
            self.assertGreater(str(made.stage_since), "2025")

    def test_a_child_is_not_moved_through_its_parent(self):
        children = {
            "assessment_ids": "kentro.assessment", "referral_ids": "kentro.referral",
            "followup_ids": "kentro.followup", "request_ids": "kentro.request", "application_ids": "kentro.application",
        }  # fmt: skip
        for user in self.everybody:
            self.log_in(user)
            for name, model in children.items():
                record = self.records[model]
                line = [1, record.id, {"stage_id": self.forbidden_stage(record).id}]
                with self.subTest(user=user.login, model=model):
                    self.assert_refused(self.call("kentro.case", "write", [self.case.id], {name: [line]}), name)

    def test_a_step_is_taken_by_its_role_only(self):
        """The worker submits, the coordinator approves; nobody else does either."""
        assessment = self.records["kentro.assessment"]
        may = {"start": self.worker, "submit": self.worker, "approve": self.coordinator}
        for line in assessment.score_ids:
            line.score = 7
        for code, holder in may.items():
            for user in set(self.everybody) - {holder}:
                if code != "approve" and user == self.coordinator:
                    continue
                self.log_in(user)
                with self.subTest(user=user.login, step=code):
                    self.assert_refused(self.call("kentro.assessment", "take_step", assessment.ids, code), code)
            self.log_in(holder)
            self.assertTrue(self.call("kentro.assessment", "take_step", assessment.ids, code).get("result"))

    def test_the_opening_import_is_for_one_role_and_once(self):
        stages = {model: self.forbidden_stage(self.records[model]).code for model in PROCESSES}
        for user in set(self.everybody) - {self.rules}:
            self.log_in(user)
            for model in PROCESSES:
                row = {**self.values[model], "stage": stages[model], "since": "2025-01-01 00:00:00"}
                with self.subTest(user=user.login, model=model):
                    self.assert_refused(self.call(model, "opening_import", [row], context=FORGED), "opening_import")
        self.log_in(self.rules)
        opening = self.env["kentro.opening"].search([])
        self.assert_refused(self.call("kentro.opening", "create", {}), "a second opening")
        self.assertTrue(self.call("kentro.opening", "action_close", opening.ids).get("result", True))
        for what, answer in {
            "open again": self.call("kentro.opening", "write", opening.ids, {"state": "open"}, context=FORGED),
            "delete": self.call("kentro.opening", "unlink", opening.ids),
            "import": self.call("kentro.case", "opening_import", [{"stage": "x", "since": "2025-01-01"}]),
        }.items():
            self.assert_refused(answer, what)

    def test_nobody_writes_the_log(self):
        log = self.env["kentro.transition.log"].search([("model", "=", "kentro.case")], limit=1)
        row = {"model": "kentro.case", "res_id": self.case.id, "user_id": self.admin.id, "origin": "user",
               "target_id": log.target_id.id, "date": "2020-01-01 00:00:00"}  # fmt: skip
        for user in self.everybody:
            self.log_in(user)
            model = log._name
            for what, answer in {
                "create": self.call(model, "create", row, context=FORGED),
                "write": self.call(model, "write", log.ids, {"reason": "x"}, context=FORGED),
                "web_save": self.call(model, "web_save", log.ids, {"user_id": 1}, specification={"id": {}}),
                "unlink": self.call(model, "unlink", log.ids, context=FORGED),
                "copy": self.call(model, "copy", log.ids),
            }.items():
                with self.subTest(user=user.login, what=what):
                    self.assert_refused(answer, what)
            if user != self.dpo:
                self.assert_refused(self.call(model, "search_read", [], ["res_id"]), "read the log")
        self.log_in(self.dpo)
        self.assertTrue(self.call("kentro.transition.log", "search_read", [], ["res_id"])["result"])
        self.assert_refused(self.call("kentro.transition.log", "read", log.ids, ["reason"]), "its reasons")

    def test_a_published_definition_is_nobody_s_to_change(self):
        workflow = self.case.workflow_id
        stage, transition = workflow.stage_ids[0], workflow.transition_ids[0]
        everybody = self.env.ref("base.group_user").id
        step = {"workflow_id": workflow.id, "name": "x", "code": "x", "target_id": stage.id,
                "group_ids": [[6, 0, [everybody]]]}  # fmt: skip
        for user in self.everybody:
            self.log_in(user)
            for what, answer in {
                "unpublish": self.call("kentro.workflow", "write", workflow.ids, {"state": "draft"}, context=FORGED),
                "new published": self.call("kentro.workflow", "create", {
                    "name": "x", "code": "x", "model_id": workflow.model_id.id, "state": "published"}),
                "kind of stage": self.call("kentro.stage", "write", stage.ids, {"kind": ENDED}, context=FORGED),
                "initial stage": self.call("kentro.stage", "write", stage.ids, {"initial": False}),
                "new stage": self.call("kentro.stage", "create", {
                    "workflow_id": workflow.id, "name": "x", "code": "x"}),
                "roles of a step": self.call("kentro.transition", "write", transition.ids, {
                    "group_ids": [[6, 0, [everybody]]]}, context=FORGED),
                "rules of a step": self.call("kentro.transition", "write", transition.ids, {"rule_ids": [[6, 0, []]]}),
                "new step": self.call("kentro.transition", "create", step),
                "new step inside": self.call("kentro.workflow", "write", workflow.ids, {
                    "transition_ids": [[0, 0, step]]}),
                "delete step": self.call("kentro.transition", "unlink", transition.ids),
                "delete": self.call("kentro.workflow", "unlink", workflow.ids),
            }.items():  # fmt: skip
                with self.subTest(user=user.login, what=what):
                    self.assert_refused(answer, what)
            if user != self.rules:
                self.assert_refused(self.call("kentro.workflow", "action_retire", workflow.ids), "retire")
                rule = self.env["kentro.rule"].search([], limit=1)
                self.assert_refused(self.call("kentro.rule", "write", rule.ids, {"must_domain": "[]"}), "a rule")
