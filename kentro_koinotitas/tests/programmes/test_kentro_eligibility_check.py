from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import formatLang

from ..people.test_household_means import MeansCommon

GMI = "kentro_koinotitas.programme_gmi"


@tagged("post_install", "-at_install")
class TestEligibilityCheck(MeansCommon):
    """Μαρία and her children, one of them grown up, say what they have."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = date(2026, 6, 15)
        cls.people = cls.home._members_on("2026-06-15").beneficiary_id
        questions = {
            code: cls.env.ref(f"kentro_koinotitas.question_{code}")
            for code in ("legal_residence", "luxury", "in_school")
        }
        Answer = cls.env["kentro.answer"]
        for person in cls.people:
            for code in ("legal_residence", "in_school"):
                Answer.create(
                    {
                        "beneficiary_id": person.id,
                        "question_id": questions[code].id,
                        "answer": "yes",
                        "date_from": "2020-01-01",
                    }
                )
            for kind in ("property", "vehicle", "deposits"):
                cls.env["kentro.asset"].create(
                    {"beneficiary_id": person.id, "kind": kind, "value": 0, "date_from": "2020-01-01"}
                )
        Answer.create(
            {
                "household_id": cls.home.id,
                "question_id": questions["luxury"].id,
                "answer": "no",
                "date_from": "2020-01-01",
            }
        )
        cls.people.write({"employment": "unemployed"})

    def _declared(self):
        for person in self.people:
            self._income(person, kind="none")

    def _card(self, check, programme=GMI):
        name = self.env.ref(programme).name
        return next(card for card in check.cards["cards"] if card["programme"] == name)

    def _check(self, user=None):
        action = self.home.with_user(user or self.reception).action_entitlements()
        return self.env[action["res_model"]].with_user(user or self.reception).browse(action["res_id"])

    def test_what_nobody_said_is_asked_for(self):
        card = self._card(self._check())
        self.assertEqual(card["result"], "unknown")
        asked = {lacking["what"] for finding in card["findings"] for lacking in finding["lacking"]}
        self.assertIn("Incomes, or that there are none", asked)

    def test_a_birth_is_supposed_and_nothing_is_stored(self):
        self._declared()
        people = self.env["kentro.beneficiary"].search_count([])
        with Form(self._check()) as form:
            before = form.cards
            with form.supposed_ids.new() as line:
                line.what = "born"
            after = form.cards
        gmi = self.env.ref(GMI).name
        (was,) = (card for card in before["cards"] if card["programme"] == gmi)
        (now,) = (card for card in after["cards"] if card["programme"] == gmi)
        self.assertEqual((was["result"], now["result"]), ("met", "met"))
        self.assertEqual(now["was"], {"result": "met", "euros": was["amount"]["euros"]})
        self.assertNotEqual(was["amount"]["euros"], now["amount"]["euros"])
        self.assertEqual(self.env["kentro.beneficiary"].search_count([]), people)
        self.assertEqual(len(self.home._members_on("2026-06-15")), len(self.people))

    def test_a_job_lost_shows_when_the_months_have_passed(self):
        for person in self.people[1:]:
            self._income(person, kind="none")
        wage = self._income(self.people[0], 2000)
        check = self._check()
        self.assertEqual(self._card(check)["result"], "not_met")
        lost = {"what": "job_lost", "beneficiary_id": self.people[0].id, "date_from": "2026-06-15"}
        check.write({"supposed_ids": [(0, 0, lost)]})
        self.assertEqual(self._card(check)["result"], "not_met", "the wages of the last months still count")
        check.on_date = "2026-12-15"
        card = self._card(check)
        self.assertEqual((card["result"], card["was"]["result"]), ("met", "not_met"))
        self.assertFalse(wage.date_to)

    def test_whoever_moves_out_is_no_longer_counted(self):
        self._declared()
        check = self._check()
        whole = self._card(check)["amount"]["euros"]
        check.write({"supposed_ids": [(0, 0, {"what": "leaves", "beneficiary_id": self.people[-1].id})]})
        self.assertNotEqual(self._card(check)["amount"]["euros"], whole)

    def test_all_the_others_change_the_cards(self):
        self._declared()
        kind = self.env.ref("kentro_koinotitas.income_kind_wage")
        question = self.env.ref("kentro_koinotitas.question_luxury")
        for vals, programme in (
            (
                {"what": "earns", "beneficiary_id": self.people[0].id, "kind_id": kind.id, "amount": 90000},
                "programme_housing",
            ),
            ({"what": "says", "question_id": question.id, "answer": "yes"}, "programme_gmi"),
            ({"what": "moves", "housing": "owner"}, "programme_housing"),
            ({"what": "comes", "relation": "cohabitant", "birth_date": "1990-01-01"}, "programme_gmi"),
        ):
            check = self._check()
            with self.subTest(vals["what"]):
                day = "2024-01-01"
                check.write({"supposed_ids": [(0, 0, {**vals, "date_from": day})]})
                card = self._card(check, f"kentro_koinotitas.{programme}")
                self.assertTrue(card["was"], card)
                self.assertTrue(check.supposed_ids.sentence)

    def test_the_law_is_read_in_few_queries_after_it_has_changed(self):
        self._declared()
        check = self._check(self.worker)
        for looked_at, most in ((False, 105), (True, 60)):
            self.env.flush_all()
            self.env.registry.clear_all_caches()
            self.env.invalidate_all()
            if looked_at:  # what the server reads of her rights once, for whatever screen comes first
                self._look_at_the_household(check)
                self.env.invalidate_all()
            with self.subTest(looked_at=looked_at), self.assertQueryCount(most):
                self.assertGreater(len(check.cards["cards"]), 15)
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            self.assertGreater(len(check.cards["cards"]), 15)

    def _look_at_the_household(self, check):
        home = check.household_id
        formatLang(check.env, 1)
        check.supposed_ids.read(["what"])
        home._recorded(self.day)
        home._members_on(self.day).beneficiary_id._called()
        home.check_access("read")
        of_household = ("kentro.household", "kentro.document", "kentro.application")
        for model in (*of_household, "kentro.ruleset", "kentro.programme", "res.lang"):
            check.env[model].search([], limit=1)
        home._filtered_access("write")  # whether what is lacking may be taken down here
        home._members_on(self.day).beneficiary_id._filtered_access("write")
        check.env["kentro.answer"].has_access("create")

    def test_reception_learns_the_same_of_one_and_of_all(self):
        self._declared()
        rulesets = self.env["kentro.ruleset"].with_user(self.reception)._in_force(self.day)
        home = self.home.with_user(self.reception)
        recorded = home._recorded(self.day)[home]
        for ruleset in rulesets:
            one = {(home.id, person): found.holds for _ruleset, person, found in ruleset._check(recorded, self.day)}
            self.assertEqual(one, ruleset._screen(self.day, home.ids), ruleset.name)

    def test_the_degree_of_disability_is_said_to_the_case_team_alone(self):
        asked = str(self._check().cards)
        self.assertIn("Degree of disability (%) (the case team may know)", asked)
        self.assertNotIn("the case team may know", str(self._check(self.worker).cards))

    def test_a_household_of_another_structure_is_told_nothing_of(self):
        check = self.env["kentro.eligibility.check"].with_user(self.worker2)
        with self.assertRaises(AccessError):
            check.create({"household_id": self.home.id}).read(["cards"])
        with self.assertRaises(AccessError):
            check.onchange({"household_id": self.home.id, "on_date": "2026-06-15"}, ["household_id"], {"cards": {}})

    def test_somebody_without_a_household_is_led_to_begin_one(self):
        alone = self._beneficiary("Μόνος", "Πέτρος")
        with self.assertRaisesRegex(UserError, "belongs to no household"):
            alone.with_user(self.reception).action_entitlements()

    def test_an_empty_cell_is_no_worth_of_nothing(self):
        row = {"beneficiary_id": self.people[0].id, "kind": "vehicle", "date_from": "2020-01-01"}
        Asset = self.env["kentro.asset"].with_user(self.reception)
        for value in ({}, {"value": False}, {"value": None}):
            with self.assertRaisesRegex(ValidationError, "what it is worth"):
                Asset.create({**row, **value})
        asset = Asset.create({**row, "value": 0})
        with self.assertRaisesRegex(ValidationError, "what it is worth"):
            asset.write({"value": False})
        loaded = Asset.load(["beneficiary_id/.id", "kind", "date_from", "value"],
                            [[str(self.people[0].id), "vehicle", "2020-01-01", ""]])
        self.assertFalse(loaded["ids"])

    def test_nothing_is_supposed_in_the_check_of_a_colleague(self):
        theirs = self._check(self.worker)
        with self.assertRaises(AccessError):
            self.env["kentro.eligibility.supposed"].with_user(self.reception).create(
                {"check_id": theirs.id, "what": "born", "date_from": self.day}
            )
