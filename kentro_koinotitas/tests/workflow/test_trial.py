from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .effects_common import EffectsCommon

SHIPPED = ("intake", "case", "assessment", "referral", "followup")


@tagged("post_install", "-at_install")
class TestTrial(EffectsCommon):
    """A draft is walked with an invented record, of which nothing stays."""

    def everything(self):
        """Return the number of rows of each table, and the last number of each sequence."""
        self.env.flush_all()
        self.env.cr.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in self.env.cr.fetchall()]
        union = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables)
        self.env.cr.execute(union)
        rows = dict(self.env.cr.fetchall())
        self.env.cr.execute("SELECT sequencename, last_value FROM pg_sequences")
        return rows, dict(self.env.cr.fetchall())

    def walk(self, workflow, *moves):
        """Take steps with facts given before each; return the codes of the stages come to."""
        workflow, facts, stage, path = workflow.with_user(self.rules), {}, None, []
        stage = workflow.trial()["stage"]
        for code, supposed in moves:
            facts |= supposed
            stage = workflow.trial_step(stage, code, facts)["stage"]
            path.append(self.env["kentro.stage"].browse(stage).code)
        return path

    def step(self, run, code):
        return next(step for step in run["steps"] if step["code"] == code)

    def facts(self, workflow):
        """Return facts with which every rule of ``workflow`` and every question is satisfied, as far as that goes."""
        values = {"boolean": True, "filled": True, "date": "2026-01-01", "datetime": "2026-01-01 10:00:00"}
        return {
            fact["key"]: fact["choices"][0][0] if fact["choices"] else values.get(fact["type"], "1")
            for fact in workflow.with_user(self.rules).trial()["facts"]
        }

    # -- nothing stays

    def test_nothing_stays_of_a_test_run(self):
        self.webhook()
        self.effect("activity", summary="Look", role_id=self.env.ref("kentro_koinotitas.role_team").id)
        self.effect("mail", template_id=self.letter().id, role_id=self.env.ref("kentro_koinotitas.role_responsible").id)
        self.effect("webhook", webhook_id=self.env["kentro.webhook"].search([], limit=1).id)
        before = self.everything()
        self.workflow.with_user(self.rules).action_trial()
        self.assertEqual(self.walk(self.workflow, ("go", {})), ["end"])
        for code in SHIPPED:
            workflow = self.env.ref(f"kentro_koinotitas.workflow_{code}").with_user(self.rules)
            facts = self.facts(workflow)
            for stage in workflow.stage_ids:
                for step in workflow.trial(stage.id, facts)["steps"]:
                    if not step["hindrances"]:
                        workflow.trial_step(stage.id, step["code"], facts)
        self.assertEqual(self.everything(), before)

    def test_every_step_of_every_shipped_process_can_be_walked(self):
        for code in SHIPPED:
            workflow = self.env.ref(f"kentro_koinotitas.workflow_{code}").with_user(self.rules)
            facts = self.facts(workflow)
            for stage in workflow.stage_ids:
                for step in workflow.trial(stage.id, facts)["steps"]:
                    with self.subTest(workflow=code, step=step["code"]):
                        self.assertEqual(step["hindrances"], [])

    # -- what is said

    def test_it_begins_in_the_initial_stage_and_goes_where_the_steps_lead(self):
        workflow = self.env.ref("kentro_koinotitas.workflow_followup")
        run = workflow.with_user(self.rules).trial()
        self.assertEqual(run["stage"], workflow._initial_stage().id)
        self.assertEqual(
            {step["code"] for step in run["steps"]},
            {t.code for t in workflow.transition_ids if workflow._initial_stage() in t.source_ids},
        )
        due = self.step(run, "due")
        self.assertTrue(due["who"])
        self.assertTrue(next(stage for stage in run["stages"] if stage["id"] == run["stage"])["deadline"])

    @freeze_time("2026-05-05")
    def test_rules_are_asked_of_the_facts(self):
        workflow = self.env.ref("kentro_koinotitas.workflow_followup").with_user(self.rules)
        stage = workflow.stage_ids.filtered(lambda s: s.code == "due")
        for day, hindered in (("2026-05-04", False), ("2026-05-05", False), ("2026-05-06", True)):
            facts = {**self.facts(workflow), "done_on": day}
            step = self.step(workflow.trial(stage.id, facts), "done")
            self.assertEqual(bool(step["hindrances"]), hindered, (day, step["hindrances"]))
        with self.assertRaisesRegex(UserError, "a day to come"):
            workflow.trial_step(stage.id, "done", {**self.facts(workflow), "done_on": "2026-05-06"})

    def test_what_is_asked_has_to_be_given(self):
        self.go.field_line_ids = [Command.create({"field_id": self.field("summary")})]
        stage = self.workflow._initial_stage().id
        with self.assertRaisesRegex(UserError, "Missing: "):
            self.workflow.with_user(self.rules).trial_step(stage, "go", {})
        self.assertEqual(self.walk(self.workflow, ("go", {"summary": "x"})), ["end"])

    def test_effects_are_said_not_done(self):
        self.effect("activity", summary="Call", role_id=self.env.ref("kentro_koinotitas.role_team").id)
        done = self.workflow.with_user(self.rules).trial_step(self.workflow._initial_stage().id, "go")
        self.assertIn("Call", done["effects"][0])

    def rule(self, must, when="[]"):
        return (
            self.env["kentro.rule"]
            .with_user(self.rules)
            .create({"name": "Trial", "model_id": self.workflow.model_id.id, "must_domain": must, "when_domain": when})
        )

    def test_conditions_of_every_kind(self):
        for must, facts, holds in (
            ("[('summary', '=', False)]", {}, True),
            ("[('summary', '!=', False)]", {"summary": "x"}, True),
            ("[('summary', 'ilike', 'ΑΒ')]", {"summary": "γαβγ"}, True),
            ("[('summary', 'not ilike', 'x')]", {"summary": "axb"}, False),
            ("[('opened_on', '<=', 'today')]", {"opened_on": "2020-01-01"}, True),
            ("[('opened_on', '<=', 'today')]", {}, False),
            ("[('opened_on', '>', '2020-01-01')]", {"opened_on": "2020-01-02"}, True),
            ("[('stage_kind', '=', 'new')]", {}, True),
            ("[('stage_kind', 'in', ['done'])]", {"stage_kind": "done"}, False),
            ("[('user_id', '!=', False)]", {"user_id": True}, True),
            ("[('user_id', '=', False)]", {"user_id": True}, False),
            ("[('team_ids', '!=', False)]", {}, False),
            ("['|', ('summary', '=', 'a'), ('user_id', '!=', False)]", {"summary": "a"}, True),
            ("['!', ('summary', '=', 'a')]", {"summary": "a"}, False),
            ("[('beneficiary_id.birth_date', '!=', False)]", {"beneficiary_id.birth_date": "1990-01-01"}, True),
            ("[(1, '=', 1)]", {}, True),
            ("[(0, '=', 1)]", {}, False),
        ):
            with self.subTest(must=must, facts=facts):
                self.go.rule_ids = self.rule(must)
                step = self.step(self.workflow.with_user(self.rules).trial(facts=facts), "go")
                self.assertEqual(not step["hindrances"], holds)

    def test_what_cannot_be_supposed_simply_is_asked_as_it_is(self):
        for must in (
            "[('user_id', 'in', [1, 2])]",
            "[('assessment_ids.stage_kind', '=', 'done')]",
            "[('referral_ids', 'not any', [('stage_kind', '=', 'done')])]",
            "[('user_id', 'ilike', 'x')]",
            "[('structure_id', 'child_of', 1)]",
        ):
            with self.subTest(must=must):
                self.go.rule_ids = self.rule(must)
                run = self.workflow.with_user(self.rules).trial()
                fact = run["facts"][0]
                self.assertEqual((len(run["facts"]), fact["type"]), (1, "boolean"))
                self.assertIn("Trial", fact["label"])
                self.assertTrue(self.step(run, "go")["hindrances"])
                run = self.workflow.with_user(self.rules).trial(facts={fact["key"]: True})
                self.assertFalse(self.step(run, "go")["hindrances"])

    def test_a_rule_that_does_not_speak_of_the_record_holds(self):
        self.go.rule_ids = self.rule("[('summary', '!=', False)]", "[('user_id', '!=', False)]")
        run = self.workflow.with_user(self.rules).trial()
        self.assertFalse(self.step(run, "go")["hindrances"])
        run = self.workflow.with_user(self.rules).trial(facts={"user_id": True})
        self.assertEqual(self.step(run, "go")["hindrances"], ["Trial"])

    def test_an_incomplete_draft_is_walked_as_far_as_it_goes(self):
        empty = (
            self.env["kentro.workflow"]
            .with_user(self.rules)
            .create({"name": "x", "code": "x", "model_id": self.workflow.model_id.id})
        )
        run = empty.trial()
        self.assertEqual((run["stage"], run["steps"]), (False, []))
        self.assertTrue(run["faults"])

    # -- attacks

    def test_only_the_role_runs_tests(self):
        stage = self.workflow._initial_stage().id
        for user in (self.worker, self.coordinator, self.director, self.dpo, self.admin):
            workflow = self.workflow.with_user(user)
            for attempt in (workflow.action_trial, workflow.trial, lambda w=workflow: w.trial_step(stage, "go")):
                with self.assertRaises(AccessError):
                    attempt()

    def test_stages_and_steps_of_others_are_refused(self):
        workflow = self.workflow.with_user(self.rules)
        other = self.env.ref("kentro_koinotitas.workflow_referral").stage_ids[0]
        for attempt in (lambda: workflow.trial(other.id), lambda: workflow.trial_step(other.id, "go")):
            with self.assertRaisesRegex(UserError, "is not one of"):
                attempt()
        with self.assertRaisesRegex(UserError, "there is no step"):
            workflow.trial_step(workflow._initial_stage().id, "nonsense")
        foreign = self.workflow.sudo().copy({"company_id": self.env["res.company"].create({"name": "Another"}).id})
        with self.assertRaises(AccessError):
            foreign.with_user(self.rules).trial()

    def test_a_fact_is_never_a_record(self):
        """An id supposed for a person reads nothing of her: only whether one is there."""
        self.go.rule_ids = self.rule("[('beneficiary_id.last_name', '=', 'Παπαδοπούλου')]")
        run = self.workflow.with_user(self.rules).trial(facts={"beneficiary_id": self.maria.id})
        self.assertTrue(self.step(run, "go")["hindrances"])

    def test_what_is_no_value_is_said(self):
        self.go.rule_ids = self.rule("[('opened_on', '<=', 'today')]")
        for value in ("soon", 7, ["x"], {"a": 1}):
            with self.assertRaisesRegex(UserError, "is no value for"):
                self.workflow.with_user(self.rules).trial(facts={"opened_on": value})
