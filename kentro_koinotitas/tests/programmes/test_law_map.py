from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .test_law_follow import LawCommon


@tagged("post_install", "-at_install")
class TestLawMap(LawCommon):
    """A rule and a scale answer while they are written, and say what rests on them."""

    def _rows(self, part, example):
        return [row for row in part.trial["rows"] if row["example"] == example.name]

    def test_a_rule_answers_before_it_is_saved(self):
        rule = self.work.copy()
        single = self.gmi.example_ids[0]
        with Form(rule) as form:
            form.must_domain = "[('people', '>=', 2)]"
            found = {row["example"]: row["result"] for row in form.trial["rows"]}
            self.assertEqual(found[single.name], "not_met")
            form.must_domain = "[('people', '<', 2)]"
            found = {row["example"]: row["result"] for row in form.trial["rows"]}
            self.assertEqual(found[single.name], "met")
        self.assertFalse(rule._rulesets())

    def test_a_rule_says_whom_it_does_not_concern_and_what_is_lacking(self):
        rule = self.work.copy({"when_domain": "[('people', '>=', 3)]", "must_domain": "[('housing', '=', 'rent')]"})
        rows = {row["example"]: row for row in rule.trial["rows"]}
        self.assertFalse(rows[self.gmi.example_ids[0].name]["concerned"])
        rule.when_domain = "[]"
        rows = {row["example"]: row for row in rule.trial["rows"]}
        row = rows[self.gmi.example_ids[0].name]
        self.assertEqual((row["result"], [lack["what"] for lack in row["lacking"]]), ("unknown", ["Lives in"]))

    def test_a_rule_about_members_answers_for_each(self):
        rule = self._shipped("rule_birth_newborn").copy()
        rows = rule.trial["rows"]
        self.assertTrue(rows and all(row["who"] for row in rows))

    def test_a_means_test_answers_with_its_figures(self):
        single = self.gmi.example_ids[0]
        (row,) = self._rows(self._shipped("rule_gmi_income"), single)
        self.assertRegex(row["figures"]["limit"], "1.296.00 €")

    def test_a_condition_that_is_not_whole_says_so_and_breaks_nothing(self):
        rule = self.work.copy()
        with Form(rule) as form:
            for text in ("[('shoes', '=', 42)]", "[('age'", "[('people', '>=', 'x')]"):
                form.must_domain = text
                self.assertTrue(form.trial["fault"], text)
            form.must_domain = "[]"

    def test_a_scale_answers_while_its_lines_are_written(self):
        scale = self._shipped("scale_gmi").copy({"code": "t"})
        with Form(scale) as form:
            form.factor = 2
            amounts = {row["example"]: row["euros"] for row in form.trial["rows"]}
            self.assertRegex(amounts[self.gmi.example_ids[0].name], "432.00 €")

    def test_rules_on_records_are_not_tried_so(self):
        rule = self.env["kentro.rule"].search([("model", "=", "kentro.case")], limit=1)
        self.assertFalse(rule.trial)
        self.assertTrue(rule.step_ids)

    def test_what_rests_on_a_number(self):
        income = self._shipped("rule_gmi_income")
        self.assertIn(self._shipped("scale_gmi"), self.base.scale_ids)
        self.assertIn(income, self.base.rule_ids)
        self.assertLessEqual(self.gmi | self._shipped("ruleset_electricity"), self.base.ruleset_ids)
        self.assertIn(self.base, income.parameter_ids)
        self.assertEqual((income.is_in_force, income.copy().is_in_force), (True, False))
        self.assertIn(income, self._shipped("scale_gmi").rule_ids)

    def test_a_condition_being_written_is_judged_for_the_keeper_of_rules_alone(self):
        Rule = self.env["kentro.rule"]
        self.assertFalse(Rule.condition_fault("kentro.household.facts", "[('people', '>=', 2)]"))
        self.assertIn("no fact", Rule.condition_fault("kentro.household.facts", "[('shoes', '=', 2)]"))
        self.assertTrue(Rule.condition_fault("kentro.case", "[('nothing', '=', 2)]"))
        self.assertIn(
            "special categories", Rule.condition_fault("kentro.special.answer", "[('answer', '=', 'declares')]")
        )
        with self.assertRaises(AccessError):
            Rule.with_user(self.worker).condition_fault("kentro.household.facts", "[]")

    def test_only_facts_are_offered(self):
        offered = set(self.env["kentro.person.facts"].fields_get())
        self.assertIn("age", offered)
        self.assertFalse(offered & {"id", "display_name", "create_uid"})

    def test_shipped_lines_and_tiers_can_be_translated(self):
        for parts in (self._shipped("scale_gmi").line_ids, self.gmi.tier_ids):
            self.assertTrue(all(parts.sudo().get_external_id().values()))
        line = self.env.ref("kentro_koinotitas.scale_gmi_line_1")
        self.assertEqual((line.scale_id, line.sequence), (self._shipped("scale_gmi"), 1))
