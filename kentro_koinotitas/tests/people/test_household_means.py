from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .test_household_life import HouseholdCommon

HALF_YEAR = ("2025-12-01", "2026-05-31")


class MeansCommon(HouseholdCommon):
    def _income(self, person=None, amount=0, kind="wage", user=None, **values):
        vals = {
            "beneficiary_id": person and person.id,
            "kind_id": self.env.ref(f"kentro_koinotitas.income_kind_{kind}").id,
            "amount": amount,
            "date_from": "2025-01-01",
            **values,
        }
        return self.env["kentro.income"].with_user(user or self.reception).create(vals)

    def _sum(self, household=None, user=None, days=HALF_YEAR):
        household = (household or self.home).with_user(user or self.reception)
        return household._incomes(*days)[household]


@tagged("post_install", "-at_install")
class TestIncome(MeansCommon):
    def test_what_nobody_declared_is_not_known_and_not_zero(self):
        told = self._sum()
        self.assertIsNone(told.amount)
        self.assertEqual(told.silent, self.maria | self.anna, "adults have to say; the minor need not")

    def test_it_rests_on_a_paper_of_the_person_or_of_who_lives_with_her(self):
        kind = self.env["kentro.document.kind"].search([("is_special", "=", False)], limit=1)

        def paper(**owner):
            return self.env["kentro.document"].create({"kind_id": kind.id, **owner})

        stranger = self._beneficiary("Ξένος", "Πέτρος")
        hers, whole = self._income(self.anna, 100), self._income(amount=50, household_id=self.home.id)
        for good in (paper(beneficiary_id=self.maria.id), paper(household_id=self.home.id)):
            (hers | whole).document_id = good
        with self.assertRaisesRegex(ValidationError, "belongs to somebody else"):
            hers.document_id = paper(beneficiary_id=stranger.id)
        own = self._income(stranger, 100, document_id=paper(beneficiary_id=stranger.id).id)
        with self.assertRaisesRegex(ValidationError, "belongs to somebody else"):
            own.document_id = paper(household_id=self.home.id)

    def test_no_income_is_a_declaration(self):
        self._income(self.maria, 600)
        self.assertIsNone(self._sum().amount)
        self._income(self.anna, kind="none")
        told = self._sum()
        self.assertEqual(told.amount, 3600.0)
        self.assertEqual(told.by_nature, {"work": 3600.0, "none": 0.0})
        self.assertFalse(told.silent)

    def test_every_day_of_the_time_has_to_be_declared(self):
        self._income(self.anna, kind="none")
        first = self._income(self.maria, 600, date_to="2026-03-31")
        self.assertIsNone(self._sum().amount)
        self.assertEqual(self._sum().told, 2400.0)
        self._income(self.maria, kind="none", date_from="2026-04-01")
        self.assertEqual(self._sum().amount, 2400.0)
        first.date_to = "2026-03-30"
        self.assertIsNone(self._sum().amount, "31 March is missing")

    def test_months_years_and_sums_of_a_period(self):
        self._income(self.anna, kind="none")
        self._income(self.maria, 1200, period="year")
        self.assertEqual(self._sum().amount, 600.0)
        self._income(self.maria, 730, period="total", date_from="2025-01-01", date_to="2025-12-31")
        self.assertEqual(self._sum().amount, 662.0, "31 of its 365 days are in the half-year")
        self._income(self.nikos, 50, kind="child_benefit", date_from="2026-05-01")
        self.assertEqual(self._sum().by_kind["child_benefit"], 50.0)

    def test_a_declaration_of_the_household_speaks_for_all(self):
        self._income(household_id=self.home.id, amount=300, kind="gmi")
        self.assertEqual(self._sum().amount, 1800.0)
        self._income(self.maria, 100)
        self.assertEqual(self._sum().amount, 2400.0)

    def test_who_left_counts_no_more_and_who_came_counts(self):
        self._income(self.maria, 600)
        self._income(self.anna, 400)
        self._member(self.anna).date_to = "2026-03-31"
        self.assertEqual(self._sum().amount, 3600.0)
        self.assertEqual(self._sum(days=("2025-10-01", "2026-03-31")).amount, 6000.0)

    def test_a_row_entered_in_error_counts_for_nothing(self):
        income = self._income(self.maria, 600)
        self._income(self.anna, kind="none")
        with self.assertRaises(AccessError):
            income.unlink()
        with Form(income.with_user(self.reception)) as form:
            form.active = False
        self.assertIsNone(self._sum().amount)
        self.assertIn(income, self.maria.income_ids, "it stays on file")
        self.assertNotIn("600", str(self.home.timeline))

    def test_an_income_of_somebody_served_elsewhere_is_not_known(self):
        self._income(self.maria, 600)
        self._income(self.anna, kind="none")
        self.env["kentro.household.member"].create(
            {
                "household_id": self.home.id,
                "beneficiary_id": self.eleni.id,
                "relation": "parent",
                "date_from": "2026-01-01",
            }
        )
        self._income(self.eleni, 800, user=self.worker2)
        self.assertEqual(self._sum(user=self.env.user).amount, 8400.0)
        self.assertIsNone(self._sum(user=self.worker).amount)
        self.assertIn(self.eleni.number, self.home.with_user(self.worker).income_told)
        self.assertNotIn("Ξενάκη", self.home.with_user(self.worker).income_told)

    def test_the_sentence_of_incomes_says_why_nobody_has_declared(self):
        home = self._household((self.giorgos, "applicant", "2026-06-10"))
        self.assertRegex(home.income_told, "Nobody belonged to the household on .*31.*since .*10")
        home.member_ids.date_from = False
        self.assertIn("Not declared for all the time: Ιωάννου Γιώργος", home.income_told)
        empty = self._household()
        self.assertIn("Nobody belongs to the household on", empty.income_told)

    def test_what_is_recorded_of_one_is_not_moved_to_another(self):
        income = self._income(self.maria, 600).with_user(self.worker)
        with self.refused("not moved to another", UserError):
            income.beneficiary_id = self.petros
        income.write({"beneficiary_id": self.maria.id})

    def test_incomes_follow_the_person(self):
        income = self._income(self.maria, 600)
        for user in (self.worker2, self.director, self.dpo, self.admin, self.outsider, self.rules):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    income.with_user(user).read(["amount"])
                with self.assertRaises(AccessError):
                    self._income(self.maria, 1, user=user)
        found = income.with_user(self.worker2).search_count([("amount", ">", 0), ("id", "=", income.id)])
        self.assertFalse(found)

    def test_bad_input_gets_a_sentence(self):
        for values, words in (
            ({"amount": 0}, "No income"),
            ({"amount": -5}, "below zero"),
            ({"amount": 5, "kind": "none"}, "no amount"),
            ({"amount": 5, "period": "total"}, "last day"),
            ({"amount": 5, "date_to": "2024-12-31"}, "last day"),
            ({"amount": 5, "date_from": "1985-03-11"}, "born"),
            ({"amount": 5, "declared_on": "2026-06-16"}, "to come"),
        ):
            with self.subTest(values=values), self.refused(words):
                self._income(self.maria, **values)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._income(self.maria, 5, household_id=self.home.id)

    def test_none_and_some_at_once_contradict(self):
        self._income(self.maria, 600, date_to="2026-01-31")
        with self.refused("both"):
            self._income(self.maria, kind="none", date_from="2026-01-31")
        self.assertTrue(self._income(self.maria, kind="none", date_from="2026-02-01"))

    def test_a_kind_in_use_keeps_its_meaning(self):
        self._income(self.maria, 600)
        kind = self.env.ref("kentro_koinotitas.income_kind_wage").with_user(self.coordinator)
        with self.assertRaises(ValidationError):
            kind.nature = "none"
        kind.name = "Μισθοί"
        self.env.ref("kentro_koinotitas.income_kind_interest").with_user(self.coordinator).nature = "support"

    def test_an_income_is_taken_down_in_the_persons_file(self):
        with Form(self.maria.with_user(self.reception)) as form, form.income_ids.new() as line:
            line.kind_id = self.env.ref("kentro_koinotitas.income_kind_pension")
            line.amount = 450
        self.assertEqual(self.maria.income_ids.mapped("amount"), [450])


@tagged("post_install", "-at_install")
class TestAsset(MeansCommon):
    def _asset(self, person, kind, value, user=None, **values):
        return (
            self.env["kentro.asset"]
            .with_user(user or self.reception)
            .create({"beneficiary_id": person.id, "kind": kind, "value": value, "date_from": "2020-01-01", **values})
        )

    def test_atak_is_of_real_estate_and_has_eleven_digits(self):
        for kind, atak in (("vehicle", "12345678901"), ("property", "1234567890")):
            with self.subTest(kind=kind), self.assertRaises(ValidationError):
                self._asset(self.maria, kind, 1, atak=atak)
        self.assertTrue(self._asset(self.maria, "property", 1, atak="12345678901"))

    def test_assets_follow_the_person(self):
        asset = self._asset(self.maria, "vehicle", 1)
        for user in (self.worker2, self.admin, self.director):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                asset.with_user(user).read(["value"])
        with self.assertRaises(AccessError):
            self._asset(self.eleni, "vehicle", 1)


@tagged("post_install", "-at_install")
class TestHousing(MeansCommon):
    def _housing(self, kind="rent", user=None, **values):
        vals = {"household_id": self.home.id, "kind": kind, "date_from": "2020-01-01", **values}
        return self.env["kentro.housing"].with_user(user or self.reception).create(vals)

    def test_ethos_says_the_class_of_exclusion(self):
        for kind, inadequate, ethos in (
            ("owner", False, False),
            ("rent", True, "inadequate"),
            ("hosted", False, "insecure"),
            ("hosted", True, "insecure"),
            ("shelter", False, "houseless"),
            ("roofless", False, "roofless"),
            ("makeshift", False, "inadequate"),
        ):
            with self.subTest(kind=kind):
                row = self._housing(kind, is_inadequate=inadequate)
                self.assertEqual(row.ethos, ethos)
                row.active = False

    def test_one_way_of_living_at_a_time_and_history_stays(self):
        first = self._housing()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._housing("roofless", date_from="2026-01-01")
        first.date_to = "2025-12-31"
        second = self._housing("roofless", date_from="2026-01-01")
        self.assertEqual(self.home.housing_ids, (first | second).with_env(self.env))

    def test_the_supply_number_has_nine_digits(self):
        self.assertEqual(self._housing(supply_number="1 2345 6789").supply_number, "123456789")
        for number in ("12345678", "1234567890", "12345678a"):
            with self.subTest(number=number), self.assertRaises(ValidationError):
                self._housing(supply_number=number, date_from="2010-01-01", date_to="2010-12-31")

    def test_a_rent_is_of_a_rented_home_and_a_lease_ends_after_it_began(self):
        with self.refused("rent"):
            self._housing("owner", rent=100)
        with self.refused("lease"):
            self._housing(rent=100, contract_until="2019-01-01")

    def test_housing_follows_the_household(self):
        row = self._housing()
        for user in (self.worker2, self.admin, self.director):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                row.with_user(user).read(["kind"])
        with self.assertRaises(AccessError):
            self._housing(contract_holder_id=self.eleni.id, date_from="2010-01-01", date_to="2010-12-31")


@tagged("post_install", "-at_install")
class TestTimeline(MeansCommon):
    def test_it_tells_newest_first_what_changed(self):
        self._income(self.maria, 600, date_from="2026-02-01", date_to="2026-04-30")
        self.env["kentro.housing"].create({"household_id": self.home.id, "kind": "rent", "date_from": "2024-05-01"})
        self.env["kentro.household.away"].create(
            {"beneficiary_id": self.anna.id, "reason": "studies", "date_from": "2025-09-01"}
        )
        changes = self.home._changes()[self.home]
        self.assertEqual(
            [change.kind for change in changes],
            ["income_end", "income", "away", "housing", "born", "came", "came"],
        )
        days = [change.date for change in changes]
        self.assertEqual(days, sorted(days, reverse=True))
        self.assertIn("Νίκος", changes[4].text)

    def test_what_happened_elsewhere_is_not_told(self):
        self._income(self.petros, 900, date_from="2026-01-01")
        self.env["kentro.household.move"].with_user(self.worker).create(
            {"household_id": self.other.id, "mode": "merge", "target_id": self.home.id, "date": "2026-06-01"}
        ).action_move()
        self.assertFalse([change for change in self.home._changes()[self.home] if "900" in change.text])
        self.assertTrue([change for change in self.other._changes()[self.other] if "900" in change.text])

    def test_a_day_to_come_is_no_change_yet(self):
        self._member(self.anna).date_to = "2026-06-15"
        self.assertNotIn("left", [change.kind for change in self.home._changes()[self.home]])
        with freeze_time("2026-06-16"):
            self.assertIn("left", [change.kind for change in self.home._changes()[self.home]])

    def test_text_is_text(self):
        self.anna.first_name = "<script>x</script>"
        self.assertNotIn("<script>", str(self.home.timeline))
