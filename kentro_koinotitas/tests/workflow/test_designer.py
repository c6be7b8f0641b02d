from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, TransactionCase, new_test_user, tagged


class Definitions(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = new_test_user(cls.env, "wf_designer", groups="kentro_koinotitas.group_rules_manager")
        cls.env = cls.env(user=cls.rules)
        cls.model = cls.env["ir.model"]._get("kentro.case")
        cls.role = cls.env.ref("kentro_koinotitas.role_responsible")

    def process(self, **step):
        """A sound draft: New → Done, by one step of the responsible worker; ``step`` are other values of it."""
        workflow = self.env["kentro.workflow"].create({"name": "Δοκιμή", "model_id": self.model.id})
        new, done = self.env["kentro.stage"].create([
            {"workflow_id": workflow.id, "name": "Νέα", "kind": "new", "initial": True},
            {"workflow_id": workflow.id, "name": "Τέλος", "kind": "done"},
        ])
        self.env["kentro.transition"].create({
            "workflow_id": workflow.id, "name": "Κλείσε", "source_ids": [Command.link(new.id)],
            "target_id": done.id, "role_ids": [Command.link(self.role.id)], **step,
        })
        return workflow

    def assertFault(self, workflow, *words):
        faults = workflow._faults()
        self.assertTrue([fault for fault in faults if all(word in fault for word in words)], faults)
        with self.assertRaises(UserError):
            workflow.action_publish()

    def rule(self, **values):
        return self.env["kentro.rule"].create({"name": "Φράση", "model_id": self.model.id, **values})


@tagged("post_install", "-at_install")
class TestDesigner(Definitions):
    """The role `rules` makes a process on one screen, and sees at once what it lacks."""

    def test_the_picture_and_the_faults_follow_what_is_not_saved(self):
        form = Form(self.env["kentro.workflow"])
        form.name = "Έλεγχος"
        form.model_id = self.model
        self.assertFalse(form.diagram)
        with form.stage_ids.new() as stage:
            stage.name = "Νέα"
        self.assertIn("Νέα", form.diagram)
        self.assertTrue([fault for fault in form.faults if "no end" in fault])
        with form.stage_ids.new() as stage:
            stage.name = "Τέλος"
            stage.kind = "done"
        self.assertFalse([fault for fault in form.faults if "no end" in fault])
        workflow = form.save()
        self.assertEqual(workflow.stage_ids.mapped("initial"), [True, False])
        self.assertEqual(workflow.stage_ids[0].kind, "new")

    def test_a_step_asks_only_what_a_person_fills_in(self):
        step = self.process().transition_ids
        # as superuser: whoever calls the server may name any field
        fields = self.env["ir.model.fields"].sudo().search([("model", "=", "kentro.case")]).grouped("name")
        for name in ("activity_ids", "message_ids", "message_follower_ids", "stage_kind", "steps"):
            with self.subTest(name), self.assertRaisesRegex(ValidationError, "cannot ask"), self.env.cr.savepoint():
                self.env["kentro.transition.field"].create({"transition_id": step.id, "field_id": fields[name].id})
        self.env["kentro.transition.field"].create({"transition_id": step.id, "field_id": fields["summary"].id})

    def test_steps_not_saved_yet_are_drawn_between_the_stages(self):
        workflow = self.process()
        self.assertFalse(workflow.faults)
        with Form(workflow) as form:
            with form.transition_ids.edit(0) as step:
                step.name = "Ολοκλήρωσε"
            self.assertIn("Ολοκλήρωσε", form.diagram)
            self.assertFalse(form.faults)
            with form.stage_ids.edit(0) as stage:
                stage.name = "Αρχή"
            self.assertIn("Ολοκλήρωσε: Αρχή → Τέλος", form.diagram)
            with form.transition_ids.edit(0) as step:
                step.role_ids.clear()
            self.assertTrue([fault for fault in form.faults if "«Ολοκλήρωσε» has no role" in fault])
            with form.transition_ids.edit(0) as step:
                step.role_ids.add(self.role)

    def test_nobody_has_to_type_a_code(self):
        workflow = self.process()
        self.assertEqual(workflow.code, "dokimi")
        self.assertEqual(workflow.stage_ids.mapped("code"), ["nea", "telos"])
        again = self.process()
        self.assertEqual(again.code, "dokimi_2")  # another process, no version of the first
        stages = self.env["kentro.stage"].create(
            [{"workflow_id": workflow.id, "name": name} for name in ("Νέα", "Νέα", "2 μήνες", "!")]
        )
        self.assertEqual(stages.mapped("code"), ["nea_2", "nea_3", "stage_2_mines", "stage"])
        workflow.write({"code": ""})
        self.assertEqual(workflow.code, "dokimi")

    def test_a_published_picture_stays_and_says_no_faults(self):
        workflow = self.process()
        workflow.action_publish()
        self.assertFalse(workflow.faults)
        self.assertIn("Κλείσε", workflow.diagram)
        workflow.stage_ids[0].color = 9
        self.assertIn("#ee2f8a", workflow.diagram)

    def test_the_picture_says_how_long_a_record_may_stand(self):
        workflow = self.process()
        workflow.stage_ids[0].write({"deadline_unit": "working_days", "deadline_count": 5})
        self.assertIn("5 working days", workflow.diagram)

    def test_only_records_with_stages_can_be_a_process(self):
        offered = self.env["kentro.workflow"]._process_models()
        self.assertIn("kentro.case", offered)
        self.assertNotIn("kentro.stage", offered)


@tagged("post_install", "-at_install")
class TestFaults(Definitions):
    """One test a fault: each is a sentence that names stage and step, and stops the publishing."""

    def test_a_sound_draft_has_no_fault(self):
        self.assertEqual(self.process()._faults(), [])

    def test_a_model_without_stages(self):
        workflow = self.process()
        workflow.model_id = self.env["ir.model"]._get("kentro.role")
        self.assertFault(workflow, "no kind of record that has a process")

    def test_a_stage_that_no_role_can_leave(self):
        workflow = self.process()
        # a role that says something of an assessment only
        workflow.transition_ids.role_ids = self.env.ref("kentro_koinotitas.role_approver")
        self.assertFault(workflow, "Stage «Νέα» can be left by no role")
        self.assertFault(workflow, "«Κλείσε»", "says nothing of records of")

    def test_a_stage_left_only_where_a_rule_holds_at_the_deadline(self):
        rule = self.rule(must_domain="[('summary', '!=', False)]")
        workflow = self.process(trigger="deadline", role_ids=[Command.clear()], rule_ids=[Command.link(rule.id)])
        self.assertFault(workflow, "Stage «Νέα» can be left by no role")

    def test_a_rule_that_has_ended(self):
        workflow = self.process(rule_ids=[Command.link(self.rule(valid_to="2020-01-01").id)])
        self.assertFault(workflow, "«Κλείσε»", "«Φράση»", "no longer in force")

    def test_a_rule_that_is_archived(self):
        rule = self.rule()
        workflow = self.process(rule_ids=[Command.link(rule.id)])
        rule.active = False
        self.assertFault(workflow, "«Κλείσε»", "«Φράση»", "no longer in force")

    def test_a_rule_that_names_a_field_which_is_gone(self):
        rule = self.rule()
        workflow = self.process(rule_ids=[Command.link(rule.id)])
        self.env.flush_all()
        self.env.cr.execute("UPDATE kentro_rule SET must_domain = %s WHERE id = %s", ["[('gone', '=', 1)]", rule.id])
        self.env.invalidate_all()
        self.assertFault(workflow, "«Κλείσε»", "«Φράση»", "cannot be read any more", "gone")

    def test_a_step_asks_a_field_that_nobody_fills_in(self):
        field = self.env["ir.model.fields"].sudo()._get("kentro.case", "stage_since")
        workflow = self.process(field_line_ids=[Command.create({"field_id": field.id})])
        self.assertFault(workflow, "«Κλείσε» asks", field.field_description)

    def test_a_step_to_a_stage_of_another_workflow(self):
        workflow = self.process()
        workflow.transition_ids.target_id = self.process().stage_ids[1]
        self.assertFault(workflow, "«Κλείσε» names a stage of another workflow: Τέλος")

    def test_a_step_from_nowhere(self):
        workflow = self.process()
        workflow.transition_ids.source_ids = False
        self.assertFault(workflow, "«Κλείσε» starts from no stage")

    def test_every_role_that_a_model_says_it_knows_is_answered(self):
        for name in self.env["kentro.workflow"]._process_models():
            Model = self.env[name].sudo()
            record = Model.search([], limit=1)
            for code in Model._role_codes if record else ():
                with self.subTest(model=name, code=code):
                    self.assertIn(record, record._get_role_users(code))


@tagged("post_install", "-at_install")
class TestBadInput(CasesCommon):
    """What cannot be done gets a sentence, and nothing is half-saved."""

    def refused(self, words, *arguments, **named):
        stage = self.case.stage_id
        logged = self.env["kentro.transition.log"].sudo().search_count([])
        with self.assertRaisesRegex((UserError, ValidationError), words), self.env.cr.savepoint():
            self.case.with_user(self.worker).take_step(*arguments, **named)
        self.env.invalidate_all()
        self.assertEqual(self.case.stage_id, stage)
        self.assertEqual(self.env["kentro.transition.log"].sudo().search_count([]), logged)

    def test_an_unknown_step(self):
        for code in ("nonsense", "", False, 7):
            self.refused("has no step", code)

    def test_a_step_of_another_workflow(self):
        self.refused("has no step", "accept")

    def test_a_step_from_another_stage(self):
        self.refused("there is no step", "follow_up")

    def test_an_answer_that_was_not_asked(self):
        self.refused("does not ask for", "assess", values={"user_id": self.worker2.id})

    def test_a_stage_that_is_no_more(self):
        draft = self.env["kentro.workflow"].create(
            {"name": "x", "model_id": self.env["ir.model"]._get_id("kentro.case"),
             "stage_ids": [Command.create({"name": "a"}), Command.create({"name": "b"})]}
        )
        gone, foreign = draft.stage_ids
        gone.unlink()
        for stage_id in (gone.id, foreign.id):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.case.with_user(self.worker).write({"stage_id": stage_id})

    def test_an_empty_definition_is_not_published(self):
        draft = self.env["kentro.workflow"].create(
            {"name": "x", "model_id": self.env["ir.model"]._get_id("kentro.case")}
        )
        with self.assertRaisesRegex(UserError, "It has no stage"):
            draft.action_publish()
        self.assertEqual(draft.state, "draft")


@tagged("post_install", "-at_install")
class TestDesignerScreen(HttpCase):
    """The screen in a browser, with no other role than `rules`."""

    def test_a_process_is_built_from_nothing_and_published(self):
        new_test_user(self.env, "wf_builder", groups="kentro_koinotitas.group_rules_manager")
        action = "/odoo/action-kentro_koinotitas.kentro_workflow_action"
        self.start_tour(action, "kentro_process_from_nothing", login="wf_builder")
        workflow = self.env["kentro.workflow"].search([("code", "=", "tour")])
        self.assertEqual(workflow.state, "published")
        self.assertEqual(workflow.stage_ids.mapped("initial"), [True, False])
        self.assertEqual(workflow.transition_ids.code, "finish")
