from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Date
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..common import MODULE
from .common import MeansCommon

DAY = "2026-10-15"
PROGRAMME = "elderly_day_care"


@tagged("post_install", "-at_install")
@freeze_time("2026-10-20")
class TestPoints(MeansCommon):
    """Μαρία is old, needs help and has carers who work: points by her income."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maria.birth_date = "1940-03-12"
        # that she needs help is for the team of her case to read
        cls.env["kentro.case"].create(
            {"beneficiary_id": cls.maria.id, "structure_id": cls.structure.id, "user_id": cls.worker.id}
        )
        cls._answers({"beneficiary_id": cls.maria.id}, needs_help=True, carers_unable=True)
        cls.programme = cls.shipped(f"programme_{PROGRAMME}")
        cls.ruleset = cls.shipped(f"ruleset_{PROGRAMME}")
        cls.score = cls.shipped("rule_kifi_points")

    @classmethod
    def shipped(cls, name):
        return cls.env.ref(f"{MODULE}.{name}")

    def rule(self, about="household", parts=(("rule_lives_alone", 10),), **values):
        facts = self.env["ir.model"]._get_id(f"kentro.{about}.facts")
        lines = [Command.create({"part_id": self.shipped(name).id, "points": points}) for name, points in parts]
        return self.env["kentro.rule"].create(
            {"name": "Δείγμα", "kind": "points", "model_id": facts, "point_ids": lines, **values}
        )

    def card(self, user=None):
        check = self.env["kentro.eligibility.check"].with_user(user or self.worker).create(
            {"household_id": self.home.id, "on_date": DAY}
        )  # fmt: skip
        return next(card for card in check.cards["cards"] if card["ruleset_id"] == self.ruleset.id)

    def pension(self, amount):
        self.env["kentro.income"].search([("beneficiary_id", "=", self.maria.id)]).active = False
        kind = self.env["kentro.income.kind"].search([("nature", "=", "pension")], limit=1)
        self.env["kentro.income"].create(
            {"beneficiary_id": self.maria.id, "kind_id": kind.id, "amount": amount, "period": "year",
             "date_from": "2025-01-01"}
        )  # fmt: skip

    # --- bad rules --------------------------------------------------------------------------------

    def test_a_household_gets_no_points_for_what_is_said_of_a_member(self):
        with self.assertRaisesRegex(ValidationError, "speak of one"):
            self.rule(parts=[("rule_needs_help", 10)])

    def test_points_are_given_for_conditions_and_means_tests_alone(self):
        for name in ("paper_tax", "rule_kifi_points"):
            with self.subTest(name), self.assertRaisesRegex(ValidationError, "conditions and means tests"):
                self.rule("person", parts=[(name, 10)])

    def test_points_are_more_than_none_and_given_once(self):
        for parts in ([("rule_lives_alone", 0)], [("rule_lives_alone", -5)], [("rule_lives_alone", 5)] * 2):
            with self.subTest(parts), mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
                self.rule(parts=parts)

    def test_what_must_hold_besides_is_a_rule_of_its_own(self):
        with self.assertRaisesRegex(ValidationError, "rule of its own"):
            self.rule(must_domain="[('people', '>', 1)]")

    def test_rules_of_a_score_without_points_are_not_published(self):
        programme = self.env["kentro.programme"].create({"name": "Δείγμα", "code": "sample"})
        ruleset = self.env["kentro.ruleset"].create(
            {"name": "Δείγμα", "programme_id": programme.id,
             "criterion_ids": [Command.create({"rule_id": self.rule(parts=()).id})]}
        )  # fmt: skip
        with self.assertRaisesRegex(ValidationError, "gives no points"):
            ruleset.action_publish()

    # --- in force ---------------------------------------------------------------------------------

    def test_points_in_force_are_not_rewritten(self):
        line, other = self.score.point_ids[0], self.rule()
        for attempt in (
            lambda: line.write({"points": 50}),
            lambda: line.write({"part_id": self.shipped("rule_lives_alone").id}),
            lambda: line.unlink(),
            lambda: self.score.write({"point_ids": [Command.clear()]}),
            lambda: other.point_ids.write({"rule_id": self.score.id}),
            lambda: line.copy({"part_id": self.shipped("rule_lives_alone").id}),
            lambda: line.part_id.write({"compare": "<"}),
            lambda: line.part_id.write({"active": False}),
        ):
            with self.assertRaisesRegex(UserError, "published"), self.env.cr.savepoint():
                attempt()

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_does_not_keep_the_rules_gives_no_points(self):
        for user in (self.reception, self.worker, self.coordinator, self.director, self.admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.rule().point_ids.with_user(user).points = 1

    def test_a_rule_that_gives_points_is_followed_with_its_score(self):
        part = self.score.point_ids[0].part_id
        successor, drafts = part.with_user(self.rules)._follow(Date.to_date("2027-01-01"))
        self.assertEqual((drafts.follows_id, drafts.state), (self.ruleset, "draft"))
        next_score = drafts.criterion_ids.rule_id.filtered(lambda rule: rule.kind == "points")
        self.assertEqual(next_score.follows_id, self.score)
        self.assertEqual(next_score.point_ids.part_id, (self.score.point_ids.part_id - part) | successor)
        self.assertIn(part, self.score.point_ids.part_id)
        drafts.action_publish()
        self.assertEqual(self.ruleset.date_to.isoformat(), "2026-12-31")

    # --- what is found ----------------------------------------------------------------------------

    def test_a_card_says_how_many_points_and_for_what(self):
        card = self.card()
        figures = next(finding["figures"] for finding in card["findings"] if finding["figures"])
        self.assertEqual((card["result"], figures["told"], figures["limit"]), ("met", "15 points", None))
        self.assertEqual([(part["points"], part["result"]) for part in figures["parts"]], [("+15", "met")])

    def test_what_is_not_known_is_told_apart(self):
        self.env["kentro.income"].search([("beneficiary_id", "=", self.maria.id)]).active = False
        figures = next(finding["figures"] for finding in self.card()["findings"] if finding["figures"])
        self.assertEqual(figures["told"], "0 to 15 points")
        self.assertEqual({part["result"] for part in figures["parts"]}, {"unknown"})

    def test_whom_a_rule_does_not_speak_of_it_gives_no_points(self):
        rule = self.env["kentro.rule"].create(
            {"name": "Δείγμα", "model_id": self.env["ir.model"]._get_id("kentro.household.facts"),
             "when_domain": "[('people', '>', 1)]", "must_domain": "[('people', '<', 9)]"}
        )  # fmt: skip
        score = self.env["kentro.rule"].create(
            {"name": "Δείγμα", "kind": "points", "model_id": rule.model_id.id,
             "point_ids": [Command.create({"part_id": rule.id, "points": 5})]}
        )  # fmt: skip
        test = score._test(score._parameters()._reader(Date.to_date(DAY)))
        self.assertEqual(test.points.parts[0].test.when, [])
        self.assertEqual(test.points.parts[0].test.must, [("people", ">", 1), ("people", "<", 9)])

    def test_a_kept_check_is_worked_out_again_with_its_points(self):
        check = self.env["kentro.eligibility.check"].with_user(self.worker).create(
            {"household_id": self.home.id, "on_date": DAY}
        )  # fmt: skip
        check.action_keep()
        kept = self.env["kentro.eligibility"].search([("ruleset_id", "=", self.ruleset.id)])
        verdict, same_law = kept._again()
        self.assertTrue(same_law and kept._is_as_kept(verdict))
        self.assertIn("15 points", kept.with_user(self.worker).explanation)

    def test_the_desk_knows_of_no_answer_on_health(self):
        card = self.card(self.reception)
        self.assertEqual(card["result"], "unknown")
        self.assertIn("the case team", str(card["findings"]))

    # --- of an application ------------------------------------------------------------------------

    def application(self, **values):
        return self.env["kentro.application"].with_user(self.worker).create(
            {"programme_id": self.programme.id, "beneficiary_id": self.maria.id, **values}
        )  # fmt: skip

    def test_an_application_has_points_that_follow_what_is_declared(self):
        application = self.application()
        self.assertEqual((application.is_scored, application.points), (True, 15))
        self.pension(9000)
        application.action_refresh_papers()
        self.assertEqual(application.points, 10)

    def test_other_programmes_give_no_points(self):
        application = self.application(programme_id=self.gmi.id)
        self.assertEqual((application.is_scored, application.points), (False, 0))

    def test_nobody_writes_points(self):
        with self.assertRaisesRegex(UserError, "Points"):
            self.application().write({"points": 99})
        self.assertEqual(self.application(points=99).points, 15)
        made = self.env["kentro.application"].with_user(self.worker).with_context(default_points=99).create(
            {"programme_id": self.programme.id, "beneficiary_id": self.maria.id}
        )  # fmt: skip
        self.assertEqual(made.points, 15)
        self.assertEqual(made.with_context(default_points=99).copy({"points": 99}).points, 15)
