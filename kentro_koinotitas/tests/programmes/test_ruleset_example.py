from datetime import date

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ...tools.standing import paper
from .test_law_follow import ANNA, LawCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-10")
class TestRulesetExample(LawCommon):
    """Rules carry households on paper, and are published once all of them come out right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.gmi._follow(date(2027, 3, 1))
        cls.anna = cls.draft.example_ids[0]

    def _example(self, household=ANNA, **values):
        values = {"ruleset_id": self.draft.id, "name": "Άννα", "on_date": "2027-03-01", **values}
        return self.env["kentro.ruleset.example"].create({"household": paper.write(household), **values})

    def test_all_that_are_shipped_come_out_right(self):
        published = self.env["kentro.ruleset"].search([("state", "=", "published")])
        for ruleset in published.filtered(lambda ruleset: ruleset._is_check(ruleset.date_from)):
            self.assertGreaterEqual(len(ruleset.example_ids), 2, ruleset.name)
            for example in ruleset.example_ids:
                self.assertTrue(example.passes, example._fault())

    def test_what_is_expected_and_what_came_is_told_and_nothing_is_published(self):
        self._example(has_amount=True, expected_amount=300)
        self._example(name="Χωρίς δικαίωμα", expected="not_met")
        with self.assertRaises(ValidationError) as caught:
            self.draft.action_publish()
        told = str(caught.exception)
        self.assertRegex(told, "Example «Άννα» on .*2027: expected Qualifies, 300.00 €, and came Qualifies, 216.00 €.")
        self.assertRegex(told, "«Χωρίς δικαίωμα» on .*: expected Does not qualify, and came Qualifies, 216.00 €.")
        self.assertEqual((self.draft.state, self.gmi.date_to), ("draft", False))

    def test_examples_that_come_out_right_hinder_nothing(self):
        self._example(has_amount=True, expected_amount=216)
        self.draft.action_publish()
        self.assertEqual(self.draft.state, "published")

    def test_examples_are_moved_with_the_rules_that_follow(self):
        before = self.gmi.example_ids[0]
        self.assertEqual((before.on_date, self.anna.on_date), (date(2026, 10, 15), date(2027, 10, 15)))
        born = [paper.read(example.household).members[0].birth_date for example in (before, self.anna)]
        self.assertEqual(born[1].year - born[0].year, 1)
        self.assertTrue(all(example.passes for example in self.draft.example_ids))

    def test_a_new_value_shows_in_the_examples_of_what_follows(self):
        self.base._follow(date(2027, 3, 1), value=300)
        self.anna.invalidate_recordset()
        self.assertEqual((self.anna.found_amount, self.anna.passes), (300, False))
        with self.assertRaisesRegex(ValidationError, "expected Qualifies, 216.00 €, and came Qualifies, 300.00 €"):
            self.draft.action_publish()

    def test_it_answers_before_anything_is_saved(self):
        with Form(self.anna) as form:
            self.assertEqual((form.found, form.passes), ("met", True))
            household = form.household
            form.household = {
                **household,
                "answers": [row for row in household["answers"] if row["question"] != "luxury"],
            }
            self.assertEqual((form.found, form.passes), ("unknown", False))
            (card,) = form.cards["cards"]
            self.assertTrue(any(finding["lacking"] for finding in card["findings"]))
            form.household = household

    def test_it_answers_anew_when_a_criterion_goes(self):
        idle = ANNA._replace(members=(ANNA.members[0]._replace(employment="unemployed_unregistered"),))
        example = self._example(idle, expected="not_met")
        self.assertTrue(example.passes)
        self.draft.criterion_ids.filtered(lambda criterion: criterion.rule_id == self.work).unlink()
        self.assertEqual((example.found, example.passes), ("met", False))

    def test_of_rules_about_a_person_it_says_whom(self):
        birth = self._shipped("ruleset_birth")
        example = birth.example_ids[0]
        self.assertEqual(example.about, "Ζωή")
        other = example.copy({"about": "Άννα"})
        self.assertEqual((other.found, other.passes), (False, False))
        self.assertIn("do not look at «Άννα»", other.fault)
        with self.assertRaisesRegex(ValidationError, "«Κανείς» is none of the members"):
            example.copy({"about": "Κανείς"})

    def test_what_cannot_be_on_paper_is_refused_with_its_place(self):
        written = paper.write(ANNA)
        income, asset = written["incomes"][0], written["assets"][0]
        for wrong, told in (
            ({"members": [], "incomes": [], "assets": [], "answers": []}, "Example «Άννα»: nobody belongs"),
            (
                {"members": [{"person": "Άννα", "relation": "boss"}]},
                "Members, row 1: «Relation.*» is no choice. Put it right",
            ),
            ({"members": [{"person": "Άννα"}]}, "Members, row 1: «Relation.*» cannot be read, or is missing"),
            ({"members": written["members"] * 2}, "Members, row 2: «Called» each member has a name of her own"),
            ({"incomes": [{**income, "amount": "-300"}]}, r"Incomes, row 1: «Amount \(€\)» is below zero"),
            ({"incomes": [income, {**income, "person": "Νίκος"}]}, "Incomes, row 2: «Whose» is none of the members"),
            ({"assets": [{**asset, "value": ""}]}, r"Belongings, row 1: «Worth \(€\)» cannot be read"),
            ({"answers": [{"question": "x", "yes": True}]}, "Answers, row 1: «Question» is no choice"),
            ({"housing": {"kind": "rent", "rent": "-1"}}, "Housing, row 1: .* is below zero"),
        ):
            with self.subTest(told=told), self.assertRaisesRegex(ValidationError, told):
                self.env["kentro.ruleset.example"].create(
                    {"ruleset_id": self.draft.id, "name": "Άννα", "household": {**written, **wrong}}
                )

    def test_everybody_reads_and_the_keeper_of_rules_writes(self):
        self.assertTrue(self.anna.with_user(self.reception).read(["name", "found"]))
        for user in (self.reception, self.coordinator, self.director):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.anna.with_user(user).write({"expected": "unknown"})
        self.draft.write({"example_ids": [Command.delete(self.anna.id)]})
