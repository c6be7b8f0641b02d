from odoo.addons.kentro_koinotitas.models.workflow.versions.kentro_workflow_definition import definition_fields
from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.addons.kentro_koinotitas.tools.shipped import set_aside
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

SHIPPED = ("intake", "case", "assessment", "referral", "followup")


@tagged("post_install", "-at_install")
class TestVersions(CasesCommon):
    """A new version is a full copy; published, it takes the place of the one before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workflow = cls.env.ref("kentro_koinotitas.workflow_case")

    def new_version(self, workflow=None, button="action_new_version"):
        workflow = workflow or self.workflow
        action = getattr(workflow.with_user(self.rules), button)()
        return self.env["kentro.workflow"].with_user(self.rules).browse(action["res_id"])

    # -- copies

    def test_a_new_version_says_what_the_old_one_says(self):
        for code in SHIPPED:
            workflow = self.env.ref(f"kentro_koinotitas.workflow_{code}")
            draft = self.new_version(workflow)
            self.assertEqual((draft.state, draft.version, draft.previous_id), ("draft", 2, workflow))
            self.assertEqual(draft._definition(), workflow._definition(), code)
            self.assertEqual(draft._differences(workflow), [])

    def test_every_kind_of_part_is_copied_and_none_is_shared(self):
        draft, parts = self.new_version(), self.workflow._parts()
        for model, copies in draft._parts().items():
            self.assertEqual(len(copies), len(parts[model]), model)
            self.assertFalse(copies & parts[model], model)
        self.assertFalse((draft.transition_ids.source_ids | draft.transition_ids.target_id) - draft.stage_ids)

    def test_names_are_copied_in_all_languages(self):
        self.env["res.lang"]._activate_lang("el_GR")
        stage = self.workflow.stage_ids[0]
        stage.with_context(lang="el_GR").name = "Δικό μας όνομα"
        for lang in ("en_US", "el_GR"):
            draft = self.new_version(self.workflow.with_context(lang=lang))
            copy = draft.stage_ids.filtered(lambda s: s.code == stage.code)
            self.assertEqual(copy.with_context(lang="el_GR").name, "Δικό μας όνομα")
            self.assertEqual(copy.with_context(lang="en_US").name, stage.with_context(lang="en_US").name)

    def test_the_draft_is_worked_on_and_the_original_stays(self):
        before, draft = self.workflow._definition(), self.new_version()
        draft.transition_ids.unlink()
        draft.stage_ids[0].unlink()
        self.assertEqual(self.workflow._definition(), before)

    def test_a_number_is_never_given_twice(self):
        self.assertEqual([self.new_version().version, self.new_version().version], [2, 3])
        made = (
            self.env["kentro.workflow"]
            .with_user(self.rules)
            .create(
                [
                    {"name": "x", "code": "x", "model_id": self.workflow.model_id.id, "version": 7, "company_id": False}
                    for _ in range(2)
                ]
            )
        )
        self.assertEqual(made.mapped("version"), [1, 2])
        made[0].code = "case"
        self.assertEqual(made[0].version, 4)
        with self.assertRaisesRegex(UserError, "counted by themselves"):
            made[1].version = 5

    # -- publishing

    def test_new_records_begin_in_the_version_published_last(self):
        draft = self.new_version()
        draft.action_publish()
        self.assertEqual((self.workflow.state, draft.state), ("retired", "published"))
        self.assertEqual(self.new_case().workflow_id, draft)
        self.assertEqual(self.case.workflow_id, self.workflow)
        self.move(self.case, self.worker, "assess")
        self.assertEqual(self.case.stage_id.workflow_id, self.workflow)

    def test_an_earlier_draft_published_later_is_the_one_in_force(self):
        earlier, later = self.new_version(), self.new_version()
        later.action_publish()
        earlier.action_publish()
        self.assertEqual((earlier.state, later.state), ("published", "retired"))
        self.assertEqual(self.new_case().workflow_id, earlier)

    def test_a_retired_version_is_a_start_for_a_new_one(self):
        self.new_version().action_publish()
        draft = self.new_version()
        self.assertEqual((draft.version, draft.previous_id), (3, self.workflow))

    # -- what is frozen, whatever kind of part comes along

    def test_all_that_a_published_version_says_is_frozen_but_names_and_looks(self):
        editable = {"name", "sequence", "color", "fold", "style", "summary"}
        for model in self.env["kentro.workflow.part"]._part_models():
            said = {name for name, _field in definition_fields(self.env[model])}
            self.assertLessEqual(said - editable - self.env[model]._FROZEN, set(), model)
            self.assertLessEqual(self.env[model]._FROZEN, set(self.env[model]._fields), model)

    def test_no_part_of_a_published_version_is_written_made_or_deleted(self):
        for workflow in self.env["kentro.workflow"].search([("state", "=", "published")]):
            for model, parts in workflow._parts().items():
                part = parts[:1].with_user(self.rules)
                if not part:
                    continue
                for name in part._FROZEN:
                    with self.subTest(model=model, field=name), self.assertRaisesRegex(UserError, "is published"):
                        part.write({name: part[name].ids if part._fields[name].relational else part[name]})
                with self.assertRaisesRegex(UserError, "is published"):
                    part.unlink()
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    part.copy({"code": "another"} if "code" in part._fields else {})

    def test_names_and_looks_of_a_published_version_are_edited(self):
        stage, step = self.workflow.stage_ids[0].with_user(self.rules), self.workflow.transition_ids[0]
        stage.write({"name": "Άλλο", "sequence": 3, "fold": True})
        step.with_user(self.rules).write({"name": "Αλλιώς", "sequence": 3, "style": "danger"})
        self.assertEqual((stage.name, step.name), ("Άλλο", "Αλλιώς"))

    def test_the_name_of_a_version_tells_it_from_the_others(self):
        draft = self.new_version()
        self.assertEqual(draft.display_name, f"{self.workflow.name}, version {draft.version}")

    # -- municipalities

    def test_a_municipality_makes_the_process_of_all_its_own(self):
        draft = self.new_version(button="action_own_version")
        self.assertEqual((draft.company_id, draft.version), (self.company, 1))
        draft.action_publish()
        self.assertEqual(self.workflow.state, "published", "the others go on with it")
        self.assertEqual(self.new_case().workflow_id, draft)

    def test_the_columns_are_those_of_ones_own_version(self):
        draft = self.new_version(button="action_own_version")
        draft.action_publish()
        Case = self.env["kentro.case"].with_user(self.worker)
        self.assertEqual(Case._read_group_stages(Case.stage_id, []), draft.stage_ids.sorted())

    def test_nobody_copies_into_or_from_another_municipality(self):
        other = self.env["res.company"].create({"name": "Another"})
        foreign = self.workflow.copy({"company_id": other.id})
        for attempt in (
            lambda: foreign.with_user(self.rules).action_new_version(),
            lambda: self.workflow.with_user(self.rules).copy({"company_id": other.id}),
            lambda: foreign.with_user(self.rules).action_own_version(),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()

    def test_the_process_of_another_municipality_is_not_told_by_a_draft_that_says_it_is_its_copy(self):
        other = self.workflow.copy({"company_id": self.env["res.company"].create({"name": "Another"}).id})
        vals = {"name": "Ours", "code": "ours", "model_id": other.model_id.id, "previous_id": other.id}
        draft = self.env["kentro.workflow"].with_user(self.rules).create(vals)
        self.assertFalse(draft.differences)

    def test_only_the_role_makes_versions(self):
        for user in (self.worker, self.coordinator, self.director, self.dpo, self.admin):
            for button in ("action_new_version", "action_own_version", "copy", "action_decline"):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    getattr(self.workflow.with_user(user), button)()

    # -- differences

    def test_differences_are_told_in_sentences(self):
        draft = self.new_version()
        stages = {stage.code: stage for stage in draft.stage_ids}
        steps = {step.code: step for step in draft.transition_ids}
        stages["support"].name = "Accompanied"
        new = (
            self.env["kentro.stage"]
            .with_user(self.rules)
            .create({"workflow_id": draft.id, "name": "Paused", "code": "paused", "kind": "waiting"})
        )
        steps["assess"].write({"group_ids": [Command.clear()], "reason": "required"})
        steps["reopen"].unlink()
        steps["close"].source_ids |= new
        said = draft._differences(self.workflow)
        for sentence in (
            "Stage «Paused» is new.",
            "is now called «Accompanied».",
            f"Step «{self.workflow.transition_ids.filtered(lambda t: t.code == 'reopen').name}» is gone.",
            f"Step «{steps['assess'].name}», Reason: from «Not asked» to «A reason is required».",
            "Groups that may: from",
            "From stage: from",
        ):
            self.assertTrue(any(sentence in text for text in said), (sentence, said))
        self.assertEqual(len(said), 6, said)
        self.assertIn("• Stage «Paused» is new.", draft.differences)

    # -- shipped

    def upgrade(self, code="followup"):
        """The migration sets the workflow aside, the file makes it anew, and the data say so."""
        from odoo.tools import convert_file

        self.env.flush_all()
        set_aside(self.env.cr, code)
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        for name in (f"workflow_{code}.xml", "workflow_shipped.xml"):
            convert_file(self.env, "kentro_koinotitas", f"data/{name}", {}, "update", noupdate=False)
        return self.env.ref(f"kentro_koinotitas.workflow_{code}")

    def test_an_update_offers_ours_as_a_draft_and_leaves_theirs_alone(self):
        before = self.env.ref("kentro_koinotitas.workflow_followup")
        before.stage_ids[0].name = "Δικό μας"
        definition = before._definition()
        draft = self.upgrade()
        self.assertNotEqual(draft, before)
        self.assertEqual((draft.state, draft.version, draft.offered), ("draft", 2, True))
        self.assertEqual(before.state, "published")
        self.assertEqual(before._definition(), definition)
        self.assertEqual(draft._differences(before), ["Stage «Δικό μας» is now called «Planned»."])
        self.assertEqual(draft.activity_ids.user_id & self.rules, self.rules)
        self.assertEqual(self.env.ref("kentro_koinotitas.v1_workflow_followup"), before)
        self.assertEqual(
            self.env.ref("kentro_koinotitas.v1_followup_rule_past"),
            before.transition_ids.rule_ids.filtered(lambda r: r.must_domain.find("done_on") > 0)[:1],
        )

    def test_a_second_update_offers_nothing_more(self):
        draft = self.upgrade()
        from odoo.tools import convert_file

        count = self.env["kentro.workflow"].search_count([])
        activities = len(draft.activity_ids)
        for name in ("workflow_followup.xml", "workflow_shipped.xml"):
            convert_file(self.env, "kentro_koinotitas", f"data/{name}", {}, "update", noupdate=False)
        self.assertEqual(self.env["kentro.workflow"].search_count([]), count)
        self.assertEqual(len(draft.activity_ids), activities)

    def test_an_offer_is_published_or_declined(self):
        for action, state in (("action_publish", "published"), ("action_decline", "retired")):
            draft = self.upgrade().with_user(self.rules)
            with self.assertRaisesRegex(UserError, "decline it instead"):
                draft.unlink()
            getattr(draft, action)()
            self.assertEqual(draft.state, state)
            self.assertFalse(draft.activity_ids)

    def test_a_process_retired_by_the_municipality_is_not_published_again(self):
        self.env.ref("kentro_koinotitas.workflow_followup").with_user(self.rules).action_retire()
        self.assertEqual(self.upgrade().state, "draft")

    def test_ones_own_draft_is_not_declined_but_deleted(self):
        draft = self.new_version()
        with self.assertRaisesRegex(UserError, "delete your own"):
            draft.action_decline()
        draft.unlink()

    def test_nobody_says_that_a_draft_came_with_an_update(self):
        draft = self.new_version()
        with self.assertRaisesRegex(UserError, "Only an update"):
            draft.offered = True
        made = (
            self.env["kentro.workflow"]
            .with_user(self.rules)
            .with_context(default_offered=True)
            .create({"name": "x", "code": "x", "model_id": self.workflow.model_id.id, "offered": True})
        )
        self.assertFalse(made.offered)
