import base64
import json
from unittest.mock import patch

from freezegun import freeze_time
from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import MODULE, KentroCommon

LOGGERS = ("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
NEAR = ("reception", "psychologist", "coordinator", "worker2", "director", "dpo", "rules", "admin", "outsider")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestSpecialCategories(KentroCommon):
    """Residence, disability, what people declare: the team of an open case, and nobody else by any door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.special = cls._user("special_categories", cls.structure, login="special")
        cls.case = cls.env["kentro.case"].with_user(cls.special).create({"beneficiary_id": cls.maria.id})
        cls.title = cls.env["kentro.residence.title"].with_user(cls.special).create(
            {"beneficiary_id": cls.maria.id, "kind": "asylum_applicant", "number": "UID-5", "date_to": "2026-07-01"}
        )
        cls.disability = cls.env["kentro.disability"].with_user(cls.special).create(
            {"beneficiary_id": cls.maria.id, "degree": 67, "is_indefinite": True}
        )
        cls.answer = cls._answer()
        cls.all = (cls.title, cls.disability, cls.answer)
        cls.env.flush_all()

    @classmethod
    def _answer(cls, user=None, person=None, **values):
        vals = {"beneficiary_id": (person or cls.maria).id, "subject": "ethnic", "answer": "declares", "basis": "law"}
        return cls.env["kentro.special.answer"].with_user(user or cls.special).create({**vals, **values})

    # --- who sees it ------------------------------------------------------------------------

    def test_the_team_of_the_open_case_reads_it(self):
        for record in self.all:
            self.assertTrue(record.with_user(self.special).read())
        self.assertTrue(self.maria.with_user(self.special).in_team)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_nobody_else_reaches_it_by_any_door(self):
        for name in NEAR:
            user = getattr(self, name)
            for record in self.all:
                Model = record.browse().with_user(user)
                named = [("beneficiary_id", "=", self.maria.id)]
                with self.subTest(user=name, model=record._name):
                    for method, *args in (
                        ("read", ["beneficiary_id"]),
                        ("export_data", ["beneficiary_id/id"]),
                        ("write", {"beneficiary_id": self.giorgos.id}),
                        ("copy",),
                        ("unlink",),
                    ):
                        with self.assertRaises(UserError):  # a lack of rights is one too
                            getattr(record.with_user(user), method)(*args)
                    if Model.has_access("read"):
                        self.assertFalse(Model.search(named))
                        self.assertFalse(Model.search_count(named))
                        self.assertFalse(Model.formatted_read_group(named, ["beneficiary_id"], ["__count"]))
                        self.assertFalse(Model.name_search("", named))
                        self.assertFalse(Model.with_context(active_test=False).search(named))
                    else:
                        for method in (Model.search, Model.search_count):
                            with self.assertRaises(AccessError):
                                method(named)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_nobody_else_finds_the_person_by_it(self):
        for name in ("reception", "psychologist", "coordinator"):
            Person = self.env["kentro.beneficiary"].with_user(getattr(self, name))
            for domain in (
                [("residence_title_ids", "!=", False)],
                [("residence_title_ids.kind", "=", "asylum_applicant")],
                [("disability_ids", "any", [("degree", ">", 50)])],
                [("residence_title_ids", "in", self.title.ids)],
                [("residence_title_ids", "child_of", self.title.ids)],
                ["!", ("residence_title_ids", "=", False)],
                [("residence_title_ids", "not in", [False])],
                [("disability_ids", "ilike", "")],
                [("disability_ids", "not =ilike", False)],
                [("disability_ids", "=", "Disability certificate")],
                [("disability_ids", "ilike", "certificate")],
                [("case_ids", "!=", False)],
            ):
                with self.subTest(user=name, domain=domain):
                    try:
                        self.assertNotIn(self.maria, Person.search(domain))
                        self.assertFalse(Person.search_count(Domain(domain) & Domain("id", "=", self.maria.id)))
                    except AccessError:
                        pass  # as good

    def test_nothing_points_from_a_file_to_the_answers(self):
        """So no template, formula, export or condition on other records comes upon them."""
        for name, model in self.env.registry.items():
            for field in model._fields.values():
                if field.comodel_name == "kentro.special.answer":
                    self.assertEqual(name, "kentro.special.answer", f"{name}.{field.name}")

    def test_a_case_worker_without_the_role_asks_nothing(self):
        self.case.team_ids = [Command.link(self.worker.id)]
        self.assertTrue(self.title.with_user(self.worker).read(["kind"]))
        with self.assertRaises(AccessError):
            self.answer.with_user(self.worker).read(["answer"])
        with self.assertRaises(AccessError):
            self._answer(self.worker)

    def test_who_may_ask_may_not_ask_about_everybody(self):
        for person in (self.giorgos, self.eleni):
            with self.assertRaises(AccessError):
                self._answer(person=person)
            with self.assertRaises(AccessError):
                self.env["kentro.disability"].with_user(self.special).create(
                    {"beneficiary_id": person.id, "degree": 67, "is_indefinite": True}
                )

    def test_it_is_closed_with_the_case_and_to_who_leaves_the_structure(self):
        post = self.env["kentro.post"].search([("user_id", "=", self.special.id)])
        post.user_id = self.worker
        with self.assertRaises(AccessError):
            self.answer.with_user(self.special).read(["answer"])
        post.user_id = self.special
        self.assertTrue(self.answer.with_user(self.special).read(["answer"]))
        reason = self.env["kentro.close.reason"].search([], limit=1)
        done = self.case.workflow_id.stage_ids.filtered(lambda stage: stage.kind == "done")[:1]
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE kentro_case SET stage_id = %s, stage_kind = 'done', close_reason_id = %s WHERE id = %s",
            [done.id, reason.id, self.case.id],
        )
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.answer.with_user(self.special).read(["answer"])
        self.assertFalse(self.maria.with_user(self.special).in_team)

    def test_no_name_says_it(self):
        for record in self.all:
            self.assertNotRegex(record.display_name, "(?i)asylum|ethnic|67|UID")
        self.assertNotIn("thread", " ".join(name for record in self.all for name in record._inherit_module))
        for record in self.all:
            self.assertNotIn("message_ids", record._fields)

    # --- answers ----------------------------------------------------------------------------

    def test_an_answer_is_never_rewritten_and_the_history_stays(self):
        answer = self.answer.with_user(self.special)
        for values in ({"answer": "declines"}, {"revoked_on": False}, {"beneficiary_id": self.maria.id}):
            with self.assertRaises(UserError):
                answer.write(values)
        with self.assertRaises(UserError):
            self._answer(revoked_on="2026-06-01")
        with self.assertRaises(UserError):
            answer.unlink()
        later = self._answer(answer="declines", basis=False)
        self.env.invalidate_all()
        self.assertEqual((answer.is_current, later.is_current), (False, True))

    def test_an_answer_is_revoked_once_and_counts_no_more(self):
        answer = self.answer.with_user(self.special)
        answer.action_revoke()
        self.assertFalse(answer.is_current)
        self.assertEqual(answer.revoked_by_id, self.special)
        with self.assertRaises(UserError):
            answer.action_revoke()
        with self.assertRaises(AccessError):
            self._answer().with_user(self.psychologist).action_revoke()

    def test_what_is_declared_needs_a_basis_and_a_day_that_has_come(self):
        with self.assertRaises(ValidationError):
            self._answer(basis=False)
        with self.assertRaises(ValidationError):
            self._answer(date="2026-06-16")
        self._answer(answer="not_asked", basis=False)

    def test_a_disability_holds_to_a_day_or_indefinitely(self):
        for values in ({}, {"is_indefinite": True, "date_to": "2027-01-01"}):
            with self.assertRaises(ValidationError):
                self.disability.create({"beneficiary_id": self.maria.id, "degree": 67, **values})

    def test_the_role_is_given_by_name(self):
        """It comes with no other role: not with the coordinator's, the psychologist's or an administrator's."""
        group = self.env.ref(f"{MODULE}.group_special_categories")
        everyone = self.reception | self.worker | self.psychologist | self.coordinator | self.director | self.admin
        self.assertFalse(everyone & group.all_user_ids)
        self.assertIn(self.special, group.all_user_ids)

@tagged("post_install", "-at_install")
class TestQuestionsOfTheCaseTeam(KentroCommon):
    """A question marked so is answered to the team of an open case alone, whatever rests on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env["kentro.household"].create(
            {"structure_id": cls.structure.id,
             "member_ids": [Command.create({"beneficiary_id": cls.maria.id, "date_from": "2010-01-01"})]}
        )  # fmt: skip
        cls.case = cls.env["kentro.case"].with_user(cls.worker).create({"beneficiary_id": cls.maria.id})
        cls.question = cls.env.ref(f"{MODULE}.question_mechanical_support")
        cls.values = {"household_id": cls.home.id, "question_id": cls.question.id, "answer": "yes"}
        cls.values["date_from"] = "2020-01-01"

    def test_the_team_alone_takes_it_down_and_reads_it(self):
        answer = self.env["kentro.answer"].with_user(self.worker).create(self.values)
        self.env.flush_all()
        self.assertTrue(self.question.is_special)
        for user in (self.reception, self.psychologist, self.coordinator, self.worker2, self.admin):
            Answer = self.env["kentro.answer"].with_user(user)
            with self.subTest(user=user.login), mute_logger(*LOGGERS):
                self.assertFalse(answer.with_user(user).has_access("read"))
                with self.assertRaises(AccessError):
                    Answer.create({**self.values, "date_from": "2019-01-01", "date_to": "2019-12-31"})
                if user not in (self.admin, self.worker2):
                    with self.assertRaisesRegex(AccessError, "alone"):  # not that there is an answer
                        Answer.with_context(lang="en_US").create(self.values)
                    homes = self.env["kentro.household"].with_user(user)
                    self.assertFalse(homes.search([("answer_ids.answer", "=", "yes")]))
                    self.assertFalse(homes.search([("answer_ids", "!=", False)]))
                    facts = self.home.with_user(user)._recorded(fields.Date.today())[self.home]
                    self.assertFalse(facts.answers)
        self.assertTrue(answer.with_user(self.worker).has_access("read"))
        plain = self.env.ref(f"{MODULE}.question_luxury")
        self.env["kentro.answer"].with_user(self.reception).create({**self.values, "question_id": plain.id})

    def test_one_about_a_person_is_for_the_team_of_her_case(self):
        asked = self.env["kentro.question"].create({"name": "Δείγμα", "code": "sample", "is_special": True})
        values = {"beneficiary_id": self.maria.id, "question_id": asked.id, "answer": "no"}
        with self.assertRaises(AccessError):
            self.env["kentro.answer"].with_user(self.reception).create(values)
        self.assertTrue(self.env["kentro.answer"].with_user(self.worker).create(values).is_special)
        with self.assertRaises(AccessError):
            self.env["kentro.answer"].with_user(self.worker).create({**values, "beneficiary_id": self.giorgos.id})

    def test_what_was_told_to_the_team_alone_is_not_opened_afterwards(self):
        self.env["kentro.answer"].with_user(self.worker).create(self.values)
        with self.assertRaises(UserError):
            self.question.with_user(self.rules).is_special = False

    def test_a_pre_check_that_rests_on_it_is_told_to_the_team_alone(self):
        self.env["kentro.answer"].with_user(self.worker).create(self.values)
        check = self.env["kentro.eligibility.check"].with_user(self.worker).create({"household_id": self.home.id})
        check.action_keep()
        kept = self.env["kentro.eligibility"].search([("household_id", "=", self.home.id)])
        asks = kept.filtered(lambda one: "mechanical_support" in str(one.sudo().facts))
        self.assertEqual(asks.programme_id, self.env.ref(f"{MODULE}.programme_electricity"))
        self.assertEqual(asks.with_user(self.worker).mapped("why"), ["open"] * len(asks))
        self.assertEqual(asks.with_user(self.reception).mapped("why"), ["closed"] * len(asks))
        self.assertEqual({*(kept - asks).with_user(self.reception).mapped("why")}, {"open"})


@tagged("post_install", "-at_install")
class TestSpecialCategoriesInProcesses(KentroCommon):
    """Rules and effects reach no answer, not even by fields that an administrator added."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.model.fields"].create(
            {
                "model_id": cls.env["ir.model"]._get_id("kentro.beneficiary"),
                "name": "x_answers",
                "field_description": "Απαντήσεις",
                "state": "manual",
                "ttype": "one2many",
                "relation": "kentro.special.answer",
                "relation_field": "beneficiary_id",
            }
        )

    def _rule(self, model, must):
        return self.env["kentro.rule"].with_user(self.rules).create(
            {"name": "Κανόνας", "model_id": self.env["ir.model"]._get_id(model), "must_domain": must}
        )

    def test_a_rule_that_names_an_answer_is_refused_however_it_says_it(self):
        for model, must in (
            ("kentro.special.answer", "[('answer', '=', 'declares')]"),
            ("kentro.special.answer", "[]"),
            ("kentro.beneficiary", "[('x_answers', '!=', False)]"),
            ("kentro.beneficiary", "[('x_answers.answer', '=', 'declares')]"),
            ("kentro.beneficiary", "[('x_answers', 'any', [('answer', '=', 'declares')])]"),
            ("kentro.case", "[('beneficiary_id.x_answers.subject', '=', 'ethnic')]"),
            ("kentro.case", "[('beneficiary_id', 'any', [('x_answers', 'not any', [('subject', '=', 'x')])])]"),
            ("kentro.case", "['!', '|', ('id', '=', 1), ('beneficiary_id.x_answers', '=', False)]"),
        ):
            with self.subTest(must=must), self.assertRaisesRegex(ValidationError, "used by no rule"):
                self._rule(model, must)
        with self.assertRaisesRegex(ValidationError, "used by no rule"):
            self._rule("kentro.case", "[]").must_domain = "[('beneficiary_id.x_answers.subject', '=', 'ethnic')]"
        with self.assertRaisesRegex(ValidationError, "used by no rule"):
            self._rule("kentro.case", "[]").model_id = self.env["ir.model"]._get_id("kentro.special.answer")
        result = self.env["kentro.rule"].with_user(self.rules).load(
            ["name", "model_id/.id", "must_domain"],
            [["Κανόνας", str(self.env["ir.model"]._get_id("kentro.special.answer")), "[]"]],
        )
        self.assertFalse(result["ids"])

    def test_a_file_of_a_process_that_names_an_answer_is_refused(self):
        data = json.loads(self.env.ref(f"{MODULE}.workflow_followup")._definition_text())
        data["rules"][0]["must_domain"] = "[('case_id.beneficiary_id.x_answers', '!=', False)]"
        window = self.env["kentro.workflow.import"].with_user(self.rules).create(
            {"file": base64.b64encode(json.dumps(data).encode()), "filename": "process.json"}
        )
        with self.assertRaisesRegex(UserError, "used by no rule"):
            window.action_import()

    def test_a_rule_may_ask_for_the_degree_and_the_title(self):
        self._rule("kentro.case", "[('beneficiary_id.disability_ids.degree', '>=', 67)]")
        self._rule("kentro.case", "[('beneficiary_id.residence_title_ids.kind', '=', 'refugee')]")

    def test_an_effect_neither_makes_nor_reaches_answers(self):
        """Shown with referrals, as if they were such answers: an effect could reach those."""
        workflow = self.env["kentro.workflow"].create(
            {"name": "Δοκιμή", "code": "special", "model_id": self.env["ir.model"]._get_id("kentro.case")}
        )
        stage = {"name": "Αρχή", "code": "a", "kind": "new", "workflow_id": workflow.id}
        step = {"name": "Βήμα", "code": "go", "workflow_id": workflow.id}
        step["target_id"] = self.env["kentro.stage"].create(stage).id
        step_id = self.env["kentro.transition"].create(step).id
        link = self.env["ir.model.fields"]._get("kentro.referral", "case_id")
        for values in (
            {"kind": "child", "child_field_id": link.id},
            {"kind": "step", "path": "referral_ids", "step_code": "send"},
        ):
            self.env["kentro.effect"].create({"transition_id": step_id, **values}).unlink()
            special = patch.object(self.registry["kentro.referral"], "_kentro_special", True)
            refused = self.assertRaisesRegex(ValidationError, "special categories")
            with self.subTest(values=values), special, refused:
                self.env["kentro.effect"].create({"transition_id": step_id, **values})
