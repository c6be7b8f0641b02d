from datetime import date
from decimal import Decimal

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ...tools.standing.rows import Answer, Asset, Household, Income, Member
from ..common import MODULE, KentroCommon

ANNA = Household(
    members=(Member("Άννα", "applicant", date(1986, 5, 2), employment="unemployed"),),
    incomes=(Income("Άννα", "none", "none", Decimal(0), "month", date(2015, 1, 1)),),
    assets=tuple(Asset("Άννα", kind, Decimal(0), date(2015, 1, 1)) for kind in ("property", "vehicle", "deposits")),
    answers=(Answer("Άννα", "legal_residence", True), Answer(None, "luxury", False)),
)


class LawCommon(KentroCommon):
    """The shipped rules, in the hands of the keeper of rules."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.rules, context=dict(cls.env.context, lang="en_US"))
        cls.gmi = cls._shipped("ruleset_gmi")
        cls.base = cls._shipped("param_gmi_base")
        cls.work = cls._shipped("rule_gmi_work")

    @classmethod
    def _shipped(cls, name):
        return cls.env.ref(f"{MODULE}.{name}")

    def _answer(self, on, household=ANNA):
        """What the rules in force on a day say of a household for GMI: result and euros."""
        rulesets = self.env["kentro.ruleset"]._in_force(on, self.gmi.programme_id)
        ((_ruleset, _person, found),) = rulesets._check(household, on)
        return found.holds, found.amount and found.amount.euros

    def _follow(self, day, **values):
        return self.env["kentro.law.follow"].create({"date_from": day, **values}).action_follow()


@tagged("post_install", "-at_install")
@freeze_time("2026-11-10")
class TestLawFollow(LawCommon):
    """What holds is closed and followed, and a day that has passed is judged as it was."""

    def test_a_new_value_closes_the_last_the_day_before(self):
        with Form(self.env["kentro.law.follow"].with_context(default_parameter_id=self.base.id)) as form:
            self.assertIn("216", form.current_value)
            form.date_from, form.value, form.source = "2027-01-01", 230, "ΦΕΚ Β΄ 1"
        form.record.action_follow()
        values = self.base.value_ids.sorted("date_from")
        self.assertEqual(values.mapped("value"), [200, 216, 230])
        self.assertEqual(values[1].date_to, date(2026, 12, 31))
        self.assertEqual([self._answer(date(2026, 12, 31)), self._answer(date(2027, 1, 1))], [(True, 216), (True, 230)])

    def test_a_value_may_begin_on_a_day_that_has_passed(self):
        self._follow("2026-11-01", parameter_id=self.base.id, value=230)
        self.assertEqual(
            [self._answer(date(2026, 10, 31)), self._answer(date(2026, 11, 1))], [(True, 216), (True, 230)]
        )

    def test_a_value_begins_after_the_last_and_leaves_no_day_without(self):
        self._follow("2027-01-01", parameter_id=self.base.id, value=230)
        with self.assertRaisesRegex(UserError, "GMI: single person» has a value from .* already: 230"):
            self._follow("2027-01-01", parameter_id=self.base.id, value=240)
        self.base.value_ids.sorted("date_from")[-1].date_to = "2027-06-30"
        with self.assertRaisesRegex(UserError, "no value from .*. Let the next value begin on"):
            self._follow("2027-09-01", parameter_id=self.base.id, value=240)
        self._follow("2027-07-01", parameter_id=self.base.id, value=240)

    def test_rules_are_followed_by_a_draft_and_closed_when_it_is_published(self):
        action = self._follow("2027-01-01", ruleset_id=self.gmi.id)
        draft = self.env["kentro.ruleset"].browse(action["res_id"])
        self.assertEqual(
            (draft.state, draft.follows_id, draft.date_to, self.gmi.date_to), ("draft", self.gmi, False, False)
        )
        self.assertRegex(draft.display_name, r"Income \(draft, from 0?1/0?1/2027\)")
        self.assertEqual(len(draft.criterion_ids), len(self.gmi.criterion_ids))
        self.assertEqual(self._follow("2027-01-01", ruleset_id=self.gmi.id)["res_id"], draft.id, "prepared once")
        draft.criterion_ids.filtered(lambda criterion: criterion.rule_id == self.work).unlink()
        with self.assertRaisesRegex(ValidationError, "Example «Without work and not registered with ΔΥΠΑ» on"):
            draft.action_publish()
        draft.example_ids.filtered(lambda example: "not registered" in example.name).unlink()
        draft.action_publish()
        self.assertEqual(self.gmi.date_to, date(2026, 12, 31))
        idle = ANNA._replace(members=(ANNA.members[0]._replace(employment="unemployed_unregistered"),))
        self.assertEqual(self._answer(date(2026, 12, 31), idle)[0], False)
        self.assertEqual(self._answer(date(2027, 1, 1), idle), (True, 216))

    def test_rules_that_cannot_be_published_close_nothing(self):
        draft = self.gmi._follow(date(2027, 1, 1))
        draft.criterion_ids.unlink()
        draft.paper_rule_ids = False
        with self.assertRaisesRegex(ValidationError, "asks nothing"):
            draft.action_publish()
        self.assertFalse(self.gmi.date_to)

    def test_rules_do_not_begin_before_others_that_are_published(self):
        self.gmi._follow(date(2027, 1, 1)).action_publish()
        late = self.gmi.copy({"date_from": "2026-12-01"})
        with self.assertRaisesRegex(ValidationError, "same programme is in force from .*. Let these rules begin later"):
            late.action_publish()

    def test_a_rule_is_followed_in_drafts_of_its_programmes_and_closed_with_them(self):
        action = self._follow("2027-01-01", rule_id=self.work.id)
        successor = self.env["kentro.rule"].browse(action["res_id"])
        draft = self.gmi.search([("follows_id", "=", self.gmi.id)])
        electricity = self.gmi.search([("follows_id", "=", self._shipped("ruleset_electricity").id)])
        for rules in (draft.criterion_ids.rule_id, electricity.tier_ids[0].rule_ids):
            self.assertIn(successor, rules)
            self.assertNotIn(self.work, rules)
        self.assertEqual((successor.valid_from, self.work.valid_to), (date(2027, 1, 1), False))
        successor.must_domain = "[('member_ids', 'not any', [('employment', '=', 'unemployed_unregistered')])]"
        draft.example_ids.unlink()  # of minors nobody was asked for their employment
        draft.action_publish()
        self.assertFalse(self.work.valid_to, "the rules of the other programme rest on it")
        electricity.action_publish()
        self.assertEqual(self.work.valid_to, date(2026, 12, 31))

    def test_a_rule_that_nothing_rests_on_ends_at_once(self):
        rule = self.work.copy()
        self.assertEqual(rule._follow(date(2027, 1, 1))[1], self.env["kentro.ruleset"])
        self.assertEqual(rule.valid_to, date(2026, 12, 31))

    def test_rules_are_not_published_with_a_rule_that_has_ended(self):
        rule = self.work.copy({"valid_to": "2026-11-30"})
        draft = self.gmi._follow(date(2027, 1, 1))
        draft._replace(self.work, rule)
        with self.assertRaisesRegex(ValidationError, "is not in force on .*: name the one that is"):
            draft.action_publish()

    # --- as of a day that has passed --------------------------------------------------------

    def test_as_of_a_past_day_both_values_and_rules_of_that_day_answer(self):
        days = [date(2023, 11, 30), date(2023, 12, 1), date(2026, 10, 15)]
        before = [self._answer(day) for day in days]
        self.assertEqual(before, [(True, 200), (True, 216), (True, 216)])
        self._follow("2026-12-01", parameter_id=self.base.id, value=250)
        successor, draft = self.work._follow(date(2027, 2, 1))
        successor.must_domain = "[('member_ids', 'not any', [('age', '>=', 18)])]"
        draft.example_ids.unlink()  # they show what held until then
        draft.action_publish()
        with freeze_time("2027-03-01"):
            self.assertEqual([self._answer(day) for day in days], before)
            self.assertEqual(self._answer(date(2027, 1, 31)), (True, 250))
            self.assertEqual(self._answer(date(2027, 2, 1))[0], False)

    def test_what_published_rules_rest_on_is_not_rewritten(self):
        scale = self._shipped("scale_gmi")
        line = scale.line_ids[0]
        measure = self._shipped("measure_gmi_income")
        adult = self._shipped("count_adult")
        for part, values in (
            (self.work, {"must_domain": "[]"}),
            (self.work, {"active": False}),
            (scale, {"factor": 2}),
            (scale, {"cap_id": False}),
            (scale, {"line_ids": [Command.create({"name": "Δώρο", "number": 5})]}),
            (line, {"first": 2}),
            (adult, {"domain": "[('age', '>=', 21)]"}),
            (measure, {"window_count": 12}),
            (measure.share_ids[0], {"percent": 5, "parameter_id": False}),
            (measure, {"share_ids": [Command.create({"nature": "benefit", "percent": 0})]}),
            (self.gmi, {"date_to": "2026-10-31"}),
            (self.gmi, {"criterion_ids": [Command.clear()]}),
        ):
            with self.subTest(part=part, values=values), self.assertRaisesRegex(UserError, "published"):
                part.write(values)
        for part in (line, measure.share_ids[0], self.gmi, self.gmi.criterion_ids[0]):
            with self.subTest(part=part), self.assertRaises(UserError):
                part.unlink()
        self.work.name = "Κάθε ενήλικος χωρίς εργασία είναι γραμμένος στη ΔΥΠΑ."  # worded better: the same law

    def test_rules_that_have_ended_do_not_come_back(self):
        self.gmi.date_to = "2026-11-10"
        with freeze_time("2026-12-01"), self.assertRaisesRegex(UserError, "published"):
            self.gmi.date_to = False

    def test_only_the_keeper_of_rules_follows(self):
        for user in (self.coordinator, self.worker, self.director):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.env["kentro.law.follow"].with_user(user).create({"parameter_id": self.base.id})
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.base.with_user(user)._follow(date(2027, 1, 1), value=1)
