import base64
import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .effects_common import EffectsCommon

SHIPPED = ("intake", "case", "assessment", "referral", "followup")


@tagged("post_install", "-at_install")
class TestDefinitionFile(EffectsCommon):
    """A process travels as a file; a broken file is told in sentences and leaves nothing behind."""

    def read(self, text, user=None):
        content = text if isinstance(text, bytes) else text.encode()
        window = (
            self.env["kentro.workflow.import"]
            .with_user(user or self.rules)
            .create({"file": base64.b64encode(content), "filename": "process.json"})
        )
        return self.env["kentro.workflow"].with_user(user or self.rules).browse(window.action_import()["res_id"])

    def shipped(self, code="case"):
        return self.env.ref(f"kentro_koinotitas.workflow_{code}")

    def data(self, code="case"):
        return json.loads(self.shipped(code)._definition_text())

    # -- there and back

    def test_what_is_read_says_what_was_written(self):
        self.env["res.lang"]._activate_lang("el_GR")
        self.shipped().stage_ids[0].with_context(lang="el_GR").name = "Δικό μας"
        for code in SHIPPED:
            text = self.shipped(code)._definition_text()
            draft = self.read(text)
            self.assertEqual(draft._definition_text(), text)
            self.assertEqual((draft.state, draft.company_id), ("draft", self.company))
            self.assertEqual(draft._faults(), [])

    def test_rules_that_are_there_are_not_made_again(self):
        before = self.env["kentro.rule"].search_count([])
        for code in SHIPPED:
            self.read(self.shipped(code)._definition_text())
        self.assertEqual(self.env["kentro.rule"].search_count([]), before)

    def test_rules_that_are_not_there_are_made(self):
        data = self.data("followup")
        data["rules"][0]["name"]["en_US"] = "Another sentence."
        draft = self.read(json.dumps(data))
        rule = draft.transition_ids.rule_ids.filtered(lambda r: r.name == "Another sentence.")
        self.assertEqual(rule.must_domain, data["rules"][0]["must_domain"])

    def test_effects_travel_along(self):
        self.webhook()
        self.effect("activity", summary="Look", role_id=self.env.ref("kentro_koinotitas.role_team").id, days=3)
        self.effect("webhook", webhook_id=self.env["kentro.webhook"].search([], limit=1).id)
        self.effect(
            "value", value_ids=[Command.create({"field_id": self.field("summary"), "source": "constant", "text": "x"})]
        )
        text = self.workflow._definition_text()
        self.assertIn('"effect"', text)
        draft = self.read(text)
        self.assertEqual(draft._definition_text(), text)
        self.assertEqual(draft.transition_ids.effect_ids.mapped("sentence"), self.go.effect_ids.mapped("sentence"))

    def test_the_file_holds_no_ids_and_speaks_of_everything(self):
        data = self.data("referral")
        self.assertEqual(
            set(data) - {"asked"}, {"format", "format_version", "code", "model", "name", "stages", "steps", "rules"}
        )
        step = next(step for step in data["steps"] if step.get("asked"))
        self.assertTrue(all(name.startswith("kentro_koinotitas.") for name in step.get("group_ids", [])))
        self.assertIsInstance(step["asked"][0]["field_id"], str)
        self.assertEqual(self.shipped("referral")._definition_text(), self.shipped("referral")._definition_text())

    def test_the_file_is_downloaded_by_the_role(self):
        action = self.shipped().with_user(self.rules).action_definition_file()
        self.assertIn("definition_file?download=true", action["url"])
        text = base64.b64decode(self.shipped().with_user(self.rules).definition_file).decode()
        self.assertEqual(text, self.shipped()._definition_text())
        with self.assertRaises(AccessError):
            self.shipped().with_user(self.worker).read(["definition_file"])

    def test_the_file_of_another_municipality_is_not_read(self):
        foreign = self.shipped().copy({"company_id": self.env["res.company"].create({"name": "Another"}).id})
        with self.assertRaises(AccessError):
            foreign.with_user(self.rules).read(["definition_file"])

    # -- who

    def test_only_the_role_reads_a_file(self):
        text = self.shipped()._definition_text()
        for user in (self.worker, self.coordinator, self.director, self.dpo, self.admin):
            with self.assertRaises(AccessError):
                self.read(text, user)

    # -- broken files

    def assertBroken(self, text, *sentences):
        counts = {
            model: self.env[model].search_count([])
            for model in ("kentro.workflow", "kentro.stage", "kentro.transition", "kentro.rule", "kentro.effect")
        }
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            self.read(text)
        said = str(caught.exception)
        for sentence in sentences:
            self.assertIn(sentence, said)
        for model, count in counts.items():
            self.assertEqual(self.env[model].search_count([]), count, f"something of {model} was saved")
        return said

    def assertFault(self, change, *sentences, code="case"):
        data = self.data(code)
        change(data)
        return self.assertBroken(json.dumps(data), *sentences)

    def test_what_is_no_file_of_ours(self):
        for text in (b"\xff\xfe\x00", b"PK\x03\x04", "{", "[" * 100000, '{"a": 1,}', "stages: []"):
            said = self.assertBroken(text, "is no JSON text")
            self.assertNotRegex(said, "codec|Expecting|recursion|char ")
        self.assertBroken('{\n  "a": 1,\n  b\n}', "from line 3, column 3 on")
        for text in ("[]", "1", "null", '{"format": "other"}', '"kentro.workflow"'):
            self.assertBroken(text, "no definition of a process")
        self.assertBroken('{"format": "kentro.workflow", "format_version": 9}', "format_version: This file is from")
        self.assertBroken(" " * 1_000_001, "is too large")
        with self.assertRaisesRegex(UserError, "Choose a definition file"):
            self.env["kentro.workflow.import"].with_user(self.rules).create({}).action_import()

    def test_the_same_said_twice(self):
        text = self.shipped()._definition_text()
        self.assertBroken(text.replace('"code": "case",', '"code": "case", "code": "other",', 1), "twice: code")

    def test_an_unknown_model(self):
        for model in ("kentro.nonsense", "res.partner", "kentro.workflow.mixin", None, 7, ["kentro.case"]):
            self.assertFault(lambda data, m=model: data.update(model=m), "model: «", "kentro.case")

    def test_unknown_fields_groups_roles_and_rules(self):
        def step(data):
            return next(step for step in data["steps"] if step.get("asked"))

        self.assertFault(
            lambda d: step(d)["asked"][0].update(field_id="nonsense"),
            "].asked[0].field_id: «nonsense» is not known here",
            code="referral",
        )
        self.assertFault(
            lambda d: d["steps"][1].update(group_ids=["kentro_koinotitas.group_nonsense"]),
            "steps[1].group_ids: «kentro_koinotitas.group_nonsense» is not known here",
        )
        self.assertFault(lambda d: d["steps"][1].update(group_ids=["base.main_company"]), "steps[1].group_ids: «base.")
        self.assertFault(lambda d: d["steps"][0].update(role_ids=["captain"]), "steps[0].role_ids: «captain» is not")
        for number in (99, 0, -1, True, "1", None):
            self.assertFault(lambda d, n=number: d["steps"][0].update(rule_ids=[n]), "steps[0].rule_ids: There is no")

    def test_a_rule_that_cannot_be_read(self):
        for domain in ("[('nonsense', '=', 1)]", "__import__('os')", "[(", "(" * 5000, "[1]"):
            self.assertFault(
                lambda d, text=domain: d["rules"][0].update(must_domain=text),
                "rules[0].must_domain: The condition cannot be read",
            )
        self.assertFault(lambda d: d["rules"][0].update(model_id="res.nonsense"), "rules[0].model_id: «res.nonsense»")

    def test_duplicate_codes(self):
        self.assertFault(lambda d: d["stages"][1].update(code=d["stages"][0]["code"]), "stages[1].code: The code «")
        self.assertFault(lambda d: d["steps"][2].update(code=d["steps"][0]["code"]), "steps[2].code: The code «")

    def test_a_step_to_a_stage_that_is_not_there(self):
        self.assertFault(
            lambda d: d["steps"][0].update(target_id="moon"),
            "steps[0].target_id: There is no «moon» in this file: it is one of intake",
        )
        self.assertFault(lambda d: d["steps"][0].update(source_ids=["intake", "moon"]), "steps[0].source_ids: There")
        self.assertFault(lambda d: d["steps"][0].update(target_id=False), "steps[0].target_id: This is missing")
        self.assertFault(lambda d: d["steps"][0].pop("target_id"), "steps[0].target_id: This is missing")

    def test_what_does_not_fit(self):
        for change, sentence in (
            (lambda d: d["stages"][0].update(kind="resting"), "stages[0].kind: «resting» is not one of new, ongoing"),
            (lambda d: d["stages"][0].update(sequence="first"), "stages[0].sequence: «first» does not fit"),
            (lambda d: d["stages"][0].update(initial=1), "stages[0].initial: «1» does not fit"),
            (lambda d: d["stages"][0].update(code=["a"]), "stages[0].code"),
            (lambda d: d["stages"][0].update(name="Intake"), "stages[0].name: Here texts by language"),
            (lambda d: d["stages"][0].update(name={"el_GR": "Α"}), "stages[0].name: The text in English"),
            (lambda d: d["stages"][0].pop("name"), "stages[0].name: This is missing"),
            (lambda d: d["stages"][0].update(colour=1), "stages[0].colour: There is no such entry"),
            (lambda d: d.update(surprise=[]), "surprise: There is no such entry"),
            (lambda d: d.update(stages={}), "stages: Here a list"),
            (lambda d: d.update(stages=[1]), "stages[0]: Here an object"),
            (lambda d: d.update(steps=None), "steps: Here a list"),
            (lambda d: d.update(rules=[None]), "rules[0]: Here an object"),
            (lambda d: d.update(code=""), "code: The process has no code"),
            (lambda d: d.update(name=None), "name: Here texts"),
            (lambda d: d["rules"][0].update(valid_from="soon"), "rules[0].valid_from: «soon» is no date"),
            (lambda d: d["steps"][0].update(group_ids="x"), "steps[0].group_ids: Here a list"),
            (lambda d: d["steps"][0].update(group_ids=[7]), "steps[0].group_ids: «7» is not known"),
        ):
            with self.subTest(sentence=sentence):
                self.assertFault(change, sentence)

    def test_every_fault_is_told_at_once(self):
        def change(data):
            data["stages"][0]["kind"] = "x"
            data["steps"][0]["target_id"] = "y"

        self.assertFault(change, "stages[0].kind", "steps[0].target_id", "process.json")

    def test_what_the_parts_themselves_refuse_leaves_nothing(self):
        def asking(name):
            def change(data):
                step = next(step for step in data["steps"] if step.get("asked"))
                step["asked"][0]["field_id"] = name

            return change

        for name in ("stage_id", "activity_ids", "message_ids", "history"):
            with self.subTest(name):
                self.assertFault(asking(name), "cannot ask")

    def test_signs_that_no_text_here_can_hold(self):
        self.assertFault(lambda data: data.update(code="a\x00b"), "NUL")
        said = self.assertFault(lambda data: data["name"].update(en_US="a\x00b"), "Unicode")
        self.assertNotIn("LINE", said)
