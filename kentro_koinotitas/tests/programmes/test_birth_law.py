from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import MODULE
from .common import MeansCommon


@tagged("post_install", "-at_install")
class TestLawOfTheBirth(MeansCommon):
    """The amount of a grant that is paid for a birth is that of the day of the birth, whenever one looks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maria.sex = "female"
        cls.rules_ = cls.env.ref(f"{MODULE}.ruleset_birth")
        greek = {"nationality": cls.env.ref("base.gr").id}
        cls.born = [cls._beneficiary("Δείγμα", name, birth_date=day, **greek) for name, day in
                    (("Ζωή", "2022-12-31"), ("Λέων", "2023-01-01"), ("Ίρις", "2023-01-01"))]  # fmt: skip
        for child in cls.born:
            member = {"household_id": cls.home.id, "beneficiary_id": child.id, "relation": "child"}
            cls.env["kentro.household.member"].create(member)
            cls._answers({"beneficiary_id": child.id}, legal_residence=True)

    def found(self, on, **how):
        recorded = self.home._recorded(on)[self.home]
        return {person: verdict for _rules, person, verdict in self.rules_._check(recorded, on, **how)}

    def test_each_birth_is_paid_by_its_own_day_and_place(self):
        for on in (date(2023, 1, 1), date(2023, 3, 20)):
            found = self.found(on)
            self.assertEqual([found[child.id].euros for child in self.born], [2000, 2700, 3000])
            many = self.rules_._screen_amounts(on, self.home.ids)
            self.assertEqual([many[self.home.id, child.id][1] for child in self.born], [2000, 2700, 3000])

    def test_what_was_found_under_the_law_of_the_birth_is_found_again(self):
        check = self.env["kentro.eligibility.check"].with_user(self.worker)
        check.create({"household_id": self.home.id, "on_date": "2023-03-20"}).action_keep()
        kept = self.env["kentro.eligibility"].search([("ruleset_id", "=", self.rules_.id)])
        kept = {row.beneficiary_id: row.with_user(self.worker) for row in kept}
        self.assertEqual([kept[child].euros for child in self.born], [2000, 2700, 3000])
        first = self.env.ref(f"{MODULE}.param_birth_first").id
        for child, value in zip(self.born, ("2000.0", "2400.0", "2400.0"), strict=True):
            self.assertIn([first, value], [[row[0], row[2]] for row in kept[child].sudo().law["values"]])
            verdict, same_law = kept[child]._again()
            self.assertTrue(same_law and kept[child]._is_as_kept(verdict))

    def test_a_value_that_begins_tomorrow_changes_nothing_for_who_is_born(self):
        third = self.env.ref(f"{MODULE}.param_birth_third")
        third._follow(date(2023, 1, 2), value=9000, confidence="m")
        self.assertEqual(self.found(date(2023, 3, 20))[self.born[2].id].euros, 3000)

    def test_nobody_is_born_in_rules_about_the_household(self):
        for values in ({"law_of": "birth"}, {"tier_ids": [Command.create({"name": "Δείγμα", "by_place": True})]}):
            draft = self.env.ref(f"{MODULE}.ruleset_gmi").copy({"date_from": "2030-01-01", "example_ids": [], **values})
            with self.assertRaisesRegex(ValidationError, "nobody's birth or place can decide the amount"):
                draft.action_publish()
