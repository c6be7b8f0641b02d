from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .effects_common import EffectsCommon


@tagged("post_install", "-at_install")
class TestEffects(EffectsCommon):
    """What a step sets off, inside the database."""

    def role(self, code):
        return self.env.ref(f"kentro_koinotitas.role_{code}").id

    def activities(self, records):
        return self.env["mail.activity"].search([("res_model", "=", records._name), ("res_id", "in", records.ids)])

    # -- activities

    @freeze_time("2026-03-02 09:00:00")
    def test_an_activity_is_planned_for_the_responsible_worker(self):
        effect = self.effect("activity", summary="Call back", role_id=self.role("responsible"), days=3)
        self.assertEqual(effect.display_name, "Plans an activity «Call back» for «Responsible worker», in 3 days")
        case = self.published()
        case.take_step("go")
        activity = self.activities(case)
        self.assertEqual(
            (activity.user_id, activity.summary, str(activity.date_deadline), activity.create_uid),
            (self.worker, "Call back", "2026-03-05", self.worker),
        )

    def test_nobody_is_mailed_because_of_an_activity(self):
        self.effect("activity", summary="Look", role_id=self.role("team"))
        case = self.published(team_ids=[Command.set(self.colleague.ids)])
        before = self.env["mail.mail"].search_count([])
        case.take_step("go")
        self.assertEqual(self.activities(case).user_id, self.worker | self.colleague)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_whoever_may_not_read_the_record_is_given_no_activity_and_it_stays_on_the_record(self):
        self.effect("activity", summary="Look", user_field_id=self.field("user_id"))
        case = self.published()
        case.sudo().user_id = self.director
        case.sudo().take_step("go")
        activity = self.activities(case)
        self.assertEqual((len(activity), activity.user_id.id), (1, False))

    # -- fields

    @freeze_time("2026-03-02 09:00:00")
    def test_fields_are_set_to_constants_days_users_and_nothing(self):
        self.effect(
            "value",
            value_ids=[
                Command.create({"field_id": self.field("closed_on"), "source": "today", "days": 2}),
                Command.create({"field_id": self.field("summary"), "source": "constant", "text": "Fixed"}),
                Command.create({"field_id": self.field("recurrence_id"), "source": "empty"}),
            ],
        )
        case = self.published(recurrence_id=self.env.ref("kentro_koinotitas.recurrence_monthly").id)
        case.sudo().opened_on = "2026-03-01"
        case.take_step("go")
        self.assertEqual((str(case.closed_on), case.summary, case.recurrence_id.id), ("2026-03-04", "Fixed", False))

    def test_an_effect_sets_neither_stage_nor_place_nor_people(self):
        names = ("stage_id", "workflow_id", "stage_since", "company_id", "structure_id", "user_id", "team_ids")
        for name in (*names, "beneficiary_id", "name", "coordinator_id", "next_followup_on", "create_uid", "id"):
            for source in ("constant", "user", "empty", "today", "field"):
                vals = {
                    "field_id": self.field(name),
                    "source": source,
                    "text": "1",
                    "source_field_id": self.field(name),
                }
                with self.subTest(field=name, source=source), self.assertRaises(ValidationError):
                    self.effect("value", value_ids=[Command.create(vals)])

    def test_a_draft_is_no_way_round_the_check(self):
        """Neither an effect that changes its kind later, nor a value that moves to another effect."""
        child = self.effect("child", child_field_id=self.field("case_id", "kentro.goal"))
        line = Command.create(
            {
                "field_id": self.field("user_id", "kentro.goal"),
                "source": "field",
                "source_field_id": self.field("user_id"),
            }
        )
        child.value_ids = [line]
        with self.assertRaisesRegex(ValidationError, "an effect cannot set"):
            child.kind = "value"
        with self.assertRaisesRegex(ValidationError, "an effect cannot set"):
            child.value_ids.effect_id = self.effect("value")

    def test_a_constant_must_be_a_value_of_its_field(self):
        for name, text in (("closed_on", "soon"), ("summary", ""), ("recurrence_id", "1"), ("closed_on", "2026-02-31")):
            with self.subTest(field=name), self.assertRaisesRegex(ValidationError, "is no value for"):
                self.effect("value", value_ids=[Command.create({"field_id": self.field(name), "text": text})])

    def test_a_value_is_copied_only_between_fields_of_one_kind(self):
        with self.assertRaisesRegex(ValidationError, "another kind of value"):
            vals = {"field_id": self.field("closed_on"), "source": "field", "source_field_id": self.field("summary")}
            self.effect("value", value_ids=[Command.create(vals)])

    # -- new records

    def goal_effect(self, **vals):
        return self.effect(
            "child",
            child_field_id=self.field("case_id", "kentro.goal"),
            value_ids=[
                Command.create({"field_id": self.field("name", "kentro.goal"), "text": "Look again"}),
                Command.create({"field_id": self.field("target_date", "kentro.goal"), "source": "today", "days": 30}),
                Command.create(
                    {
                        "field_id": self.field("user_id", "kentro.goal"),
                        "source": "field",
                        "source_field_id": self.field("user_id"),
                    }
                ),
            ],
            **vals,
        )

    def test_a_record_is_made_with_fixed_and_copied_values(self):
        self.goal_effect()
        case = self.published()
        case.take_step("go")
        goal = case.goal_ids
        self.assertEqual((goal.name, goal.user_id, goal.create_uid), ("Look again", self.worker, self.worker))
        self.assertEqual(goal.target_date, fields.Date.add(fields.Date.context_today(goal), days=30))

    def test_what_the_readers_of_a_case_know_is_copied_into_nothing_that_others_read(self):
        def copied(name, source):
            line = {"field_id": self.field(name, "kentro.request"), "source": "field"}
            return Command.create({**line, "source_field_id": self.field(source)})

        with self.assertRaisesRegex(ValidationError, "would be shown to people"):
            self.effect(
                "child",
                child_field_id=self.field("case_id", "kentro.request"),
                value_ids=[copied("structure_id", "structure_id"), copied("description", "summary")],
            )

    def test_the_system_of_another_municipality_is_told_nothing(self):
        system = self.webhook()
        system.sudo().company_id = self.env["res.company"].create({"name": "Another"})
        with self.assertRaisesRegex(ValidationError, "the system of one municipality"):
            self.effect("webhook", webhook_id=system.id)

    def test_what_is_made_begins_in_its_own_first_stage(self):
        self.effect("child", child_field_id=self.field("case_id", "kentro.assessment"))
        case = self.published()
        case.take_step("go")
        self.assertEqual(case.assessment_ids.stage_kind, "new")

    def test_an_effect_makes_nothing_but_parts_of_the_work(self):
        for model, name in (("kentro.request", "beneficiary_id"), ("mail.followers", "partner_id")):
            with self.subTest(model=model), self.assertRaisesRegex(ValidationError, "cannot make records"):
                self.effect("child", child_field_id=self.field(name, model))

    def test_a_new_record_without_what_it_needs_is_a_fault(self):
        self.effect("child", child_field_id=self.field("case_id", "kentro.goal"))
        with self.assertRaisesRegex(UserError, "a new record needs Goal"):
            self.workflow.action_publish()

    def test_a_follow_up_is_planned_on_an_open_day(self):
        effect = self.effect("followup", days=7)
        self.assertEqual(effect.sentence, "Plans a follow-up of the case, in 7 days")
        case = self.published()
        case.take_step("go")
        followup = case.followup_ids
        self.assertEqual((followup.user_id, followup.stage_kind), (self.worker, "new"))
        date = fields.Date.add(fields.Date.context_today(case), days=7)
        self.assertEqual(followup.planned_on, self.structure._next_open_days({date})[date])

    # -- steps on other records

    def followups(self, case, number=2):
        return (
            self.env["kentro.followup"]
            .with_user(self.worker)
            .create([{"case_id": case.id, "planned_on": "2026-03-02"}] * number)
        )

    def test_a_step_is_taken_on_the_records_that_stand_where_it_begins(self):
        effect = self.effect("step", path="followup_ids", step_code="close")
        self.assertEqual(effect.sentence, "Takes the step «Close without contact» on «Follow-ups»")
        case = self.published()
        one, two = self.followups(case)
        one.take_step("done", values={"done_on": "2026-03-02", "note": "Well", "is_last": True})
        case.take_step("go")
        self.assertEqual((one.stage_id.code, two.stage_id.code), ("done", "closed"))
        log = self.env["kentro.transition.log"].search([("model", "=", two._name), ("res_id", "=", two.id)], limit=1)
        self.assertEqual((log.origin, log.user_id), ("effect", self.worker))
        self.assertEqual(log.reason, f"By the step «Go» of {case.name}")

    def test_of_many_records_that_move_at_once_the_history_of_one_names_no_other(self):
        self.effect("step", path="followup_ids", step_code="close")
        cases = self.published(2)
        followup = self.followups(cases[0], 1)
        cases.take_step("go")
        self.assertEqual(followup.history[0]["reason"], "By the step «Go» of another record")

    def test_a_path_that_leads_nowhere_is_refused(self):
        for path in ("nothing", "summary", "beneficiary_id", "followup_ids.note", "followup_ids.", "message_ids"):
            with self.subTest(path=path), self.assertRaisesRegex(ValidationError, "does not lead"):
                self.effect("step", path=path, step_code="close")

    def test_a_step_that_does_not_exist_or_asks_is_a_fault(self):
        for code, sentence in (("fly", "no published process has a step «fly»"), ("replan", "asks for Planned on")):
            effect = self.effect("step", path="followup_ids", step_code=code)
            with self.subTest(step=code), self.assertRaisesRegex(UserError, sentence):
                self.workflow.action_publish()
            effect.unlink()

    def requests(self, **vals):
        """Return a draft of requests with a step «Answer», code go, that has an effect of ``vals``."""
        requests = self.draft("requests", "kentro.request")
        requests.transition_ids.name = "Answer"
        if vals:
            self.effect("step", requests.transition_ids, **vals)
        return requests

    def test_a_circle_along_definitions_names_its_steps(self):
        self.publish(self.workflow)
        self.publish(self.requests(path="case_id", step_code="go"))
        second = self.draft("second")
        self.effect("step", second.transition_ids, path="request_ids", step_code="go")
        with self.assertRaisesRegex(UserError, "in a circle: «Go» → «Answer» → «Go»"):
            second.action_publish()

    def test_a_circle_at_run_time_takes_back_the_move(self):
        requests = self.requests()
        for workflow in (self.workflow, requests):
            workflow.transition_ids.source_ids = workflow.stage_ids
        self.publish(requests)
        self.effect("step", path="request_ids", step_code="go")
        case = self.published()
        request = self.env["kentro.request"].with_user(self.worker).create({"structure_id": self.structure.id})
        request.sudo().case_id = case
        with patch.object(self.env.registry["kentro.workflow"], "_refuse_if_frozen"):
            self.effect("step", requests.transition_ids, path="case_id", step_code="go")
        with self.assertRaisesRegex(UserError, "round in a circle"), self.env.cr.savepoint():
            case.take_step("go")
        self.assertEqual((case.stage_id.code, request.stage_id.code), ("begin", "begin"))

    # -- failure

    def test_an_effect_that_fails_takes_back_the_whole_move_and_says_why(self):
        self.effect("activity", sequence=1, summary="Look", role_id=self.role("responsible"))
        effect = self.effect(
            "value",
            sequence=2,
            value_ids=[Command.create({"field_id": self.field("closed_on"), "text": "2001-01-01"})],
        )
        case = self.published()
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            case.take_step("go")
        for part in (case.name, "«Go»", effect.sentence, "cannot be closed on a day before"):
            self.assertIn(part, str(caught.exception))
        self.env.invalidate_all()
        self.assertEqual((case.stage_id.code, len(self.activities(case))), ("begin", 0))

    def test_what_the_program_did_not_expect_is_told_without_its_words(self):
        self.effect("activity", summary="Look", role_id=self.role("responsible"))
        case = self.published()
        path = "odoo.addons.kentro_koinotitas.models.workflow.effects.kentro_effect_run"
        with (
            patch(f"{path}.KentroEffect._run_activity", side_effect=ValueError("Παπαδοπούλου Μαρία")),
            self.assertLogs(path, "ERROR") as logs,
            self.assertRaisesRegex(UserError, "unexpected") as caught,
            self.env.cr.savepoint(),
        ):
            case.take_step("go")
        self.assertNotIn("Παπαδοπούλου", str(caught.exception) + str(logs.output))
        self.assertEqual(case.stage_id.code, "begin")

    @mute_logger("odoo.sql_db")
    def test_what_the_database_refuses_is_told_too(self):
        self.effect("activity", summary="Look", role_id=self.role("responsible"))
        case = self.published()
        path = "odoo.addons.kentro_koinotitas.models.workflow.effects.kentro_effect_run"
        refused = patch(
            f"{path}.KentroEffect._run_activity", lambda effect, records: effect.env.cr.execute("SELECT 1 / 0")
        )
        with refused, mute_logger(path), self.assertRaisesRegex(UserError, "«Go»"), self.env.cr.savepoint():
            case.take_step("go")
        self.assertEqual(case.stage_id.code, "begin")

    # -- set-wise

    def count(self, number):
        cases = self.published(number)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        cases.take_step("go")
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_a_hundred_records_take_as_many_queries_as_ten(self):
        webhook = self.webhook()
        for kind, vals in (
            ("activity", {"summary": "Look", "role_id": self.role("responsible")}),
            ("value", {"value_ids": [Command.create({"field_id": self.field("closed_on"), "source": "today"})]}),
            ("webhook", {"webhook_id": webhook.id}),
            ("mail", {"template_id": self.letter().id, "role_id": self.role("responsible")}),
        ):
            self.effect(kind, **vals)
        self.goal_effect()
        self.effect("followup", sequence=20, days=1)
        self.effect("step", sequence=21, path="followup_ids", step_code="close")
        self.count(2)
        few, many = self.count(10), self.count(90)
        self.assertLessEqual(many - few, 2, f"{few} and {many}")

    def test_a_step_without_effects_asks_nothing_more(self):
        self.count(1)
        path = "odoo.addons.kentro_koinotitas.models.workflow.effects.kentro_workflow_effects"
        with patch(f"{path}.KentroWorkflowMixin._run_effects"):
            without = self.count(1)
        self.assertEqual(self.count(1), without)

    # -- attacks

    def test_only_the_rules_manager_builds_effects(self):
        effect = self.effect("activity", summary="Look", role_id=self.role("responsible"))
        for user in (self.worker, self.coordinator, self.director, self.dpo, self.admin, self.outsider):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.env["kentro.effect"].with_user(user).create({"transition_id": self.go.id})
                with self.assertRaises(AccessError):
                    effect.with_user(user).days = 1
                with self.assertRaises(AccessError):
                    effect.with_user(user).unlink()
                with self.assertRaises(AccessError):
                    self.go.with_user(user).effect_ids = [Command.clear()]

    def test_effects_of_a_published_step_are_frozen(self):
        effect = self.goal_effect()
        self.published()
        for vals in (
            {"days": 1},
            {"kind": "value"},
            {"sequence": 1},
            {"path": "goal_ids"},
            {"value_ids": [Command.clear()]},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "Make a new version"):
                effect.write(vals)
        with self.assertRaisesRegex(UserError, "Make a new version"):
            effect.value_ids[0].text = "other"
        with self.assertRaisesRegex(UserError, "Make a new version"):
            self.effect("activity", summary="Look", role_id=self.role("team"))
        with self.assertRaisesRegex(UserError, "Make a new version"):
            effect.unlink()

    def test_a_new_version_has_the_effects_of_the_one_before(self):
        self.goal_effect()
        self.effect("activity", summary="Look", role_id=self.role("team"))
        self.published()
        self.workflow.action_new_version()
        second = self.env["kentro.workflow"].search([("code", "=", "trial"), ("version", "=", 2)])
        effects = second.transition_ids.effect_ids
        self.assertEqual(effects.mapped("sentence"), self.go.effect_ids.mapped("sentence"))
        self.assertEqual(len(effects.value_ids), 3)

    def test_a_letter_that_its_author_could_change_is_refused(self):
        own = (
            self.env["mail.template"]
            .with_user(self.worker)
            .create({"name": "Own", "model_id": self.env["ir.model"]._get_id("kentro.case"), "body_html": "<p>x</p>"})
        )
        other = self.letter(model_id=self.env["ir.model"]._get_id("kentro.request"))
        for letter in (own, other):
            with self.subTest(letter=letter.name), self.assertRaisesRegex(ValidationError, "the letter"):
                self.effect("mail", template_id=letter.id, role_id=self.role("responsible"))

    def test_an_incomplete_effect_is_a_fault_that_names_what_is_missing(self):
        for kind, missing in (
            ("activity", "For the role / Or for the user in"),
            ("mail", "Letter"),
            ("child", "New record, linked by"),
            ("value", "Values"),
            ("step", "On"),
            ("webhook", "System"),
        ):
            effect = self.effect(kind)
            with self.subTest(kind=kind), self.assertRaisesRegex(UserError, f"missing: {missing}"):
                self.workflow.action_publish()
            effect.unlink()
