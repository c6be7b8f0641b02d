import doctest
from contextlib import contextmanager
from datetime import date

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ...tools import household_makeup, income_time
from ..common import KentroCommon

TODAY = "2026-06-15"


class HouseholdCommon(KentroCommon):
    """Μαρία lives with her children Νίκος (11) and Άννα (21); Πέτρος is a man of another household."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(freeze_time(TODAY))
        cls.nikos = cls._beneficiary("Παπαδόπουλος", "Νίκος", birth_date="2015-02-01")
        cls.anna = cls._beneficiary("Παπαδοπούλου", "Άννα", birth_date="2005-01-20")
        cls.petros = cls._beneficiary("Παπαδόπουλος", "Πέτρος", birth_date="1980-05-05", phone="6900000001")
        cls.home = cls._household(
            (cls.maria, "applicant", "2010-01-01"),
            (cls.nikos, "child", "2015-02-01"),
            (cls.anna, "child", "2010-01-01"),
        )
        cls.other = cls._household((cls.petros, "applicant", "2012-01-01"))

    @classmethod
    def _household(cls, *people):
        """A household of the central structure: of (person, relation, since)."""
        return cls.env["kentro.household"].create(
            {
                "structure_id": cls.structure.id,
                "member_ids": [
                    Command.create({"beneficiary_id": person.id, "relation": relation, "date_from": since})
                    for person, relation, since in people
                ],
            }
        )

    @contextmanager
    def refused(self, words, error=ValidationError):
        with self.assertRaises(error) as caught:
            yield
        self.assertRegex(str(caught.exception), words)

    @classmethod
    def _member(cls, person):
        return cls.env["kentro.household.member"]._current_of(person)


@tagged("post_install", "-at_install")
class TestComposition(HouseholdCommon):
    def _on(self, day, household=None):
        household = household or self.home
        return household._composition(day)[household]

    def test_the_tools_do_as_their_examples_say(self):
        for module in (household_makeup, income_time):
            done = doctest.testmod(module)
            self.assertTrue(done.attempted)
            self.assertFalse(done.failed, module.__name__)

    def test_adults_and_minors_are_those_of_the_day(self):
        today, before = self._on(TODAY), self._on("2022-12-31")
        self.assertEqual((today.people, today.adults, today.minors), (3, 2, 1))
        self.assertEqual((before.people, before.adults, before.minors), (3, 1, 2))
        self.assertEqual(self._on("2009-01-01").people, 0)
        self.assertEqual(
            (self._on("2023-01-19").minors, self._on("2023-01-20").minors), (2, 1), "the day of coming of age"
        )

    def test_without_a_first_day_somebody_belongs_since_ever_but_not_before_the_birth(self):
        self._member(self.nikos).date_from = False
        self._member(self.maria).date_from = False
        self.assertEqual((self._on("2015-01-31").people, self._on("2015-02-01").people), (2, 3))
        self.assertEqual(self._on("1990-01-01").people, 1)
        self.assertNotIn("Νίκος came", self.home.timeline)
        self.assertIn("Άννα came", self.home.timeline)
        for day, words in (("2026-06-16", "«To» is a day to come"), ("2026-06-15", None)):
            if words:
                with self.refused(words):
                    self._member(self.maria).date_to = day
            else:
                self._member(self.maria).date_to = day

    @mute_logger("odoo.sql_db")
    def test_without_a_first_day_nobody_belongs_to_two_households(self):
        self._member(self.petros).date_from = False
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._household((self.petros, "applicant", "1999-01-01"))

    def test_a_lone_parent_lives_with_children_of_hers_and_nobody_else(self):
        self.assertIs(self._on(TODAY).lone_parent, True)
        self._join(self.petros, "cohabitant")
        self.assertIs(self._on(TODAY).lone_parent, False)
        self.assertIs(self._on("2026-05-31").lone_parent, True)

    def test_what_is_not_known_is_no_answer(self):
        self.nikos.birth_date = False
        made = self._on(TODAY)
        self.assertEqual((made.unknown_age, made.minors), (1, 0))
        self.assertIsNone(made.lone_parent)
        self.assertIn("1", self.home.warnings)

    def test_a_person_served_elsewhere_is_of_unknown_age(self):
        self.eleni.birth_date = "1950-01-01"
        self.env["kentro.household.member"].create(
            {
                "household_id": self.home.id,
                "beneficiary_id": self.eleni.id,
                "relation": "parent",
                "date_from": "2026-01-01",
            }
        )
        self.assertEqual(self._on(TODAY).adults, 3)
        home = self.home.with_user(self.worker)
        made = home._composition(TODAY)[home]
        self.assertEqual((made.adults, made.unknown_age), (2, 1))

    def test_hosted_unprotected_and_away_are_counted(self):
        self._join(self.petros, "hosted", hosted_by_id=self.maria.id)
        self._member(self.nikos).is_unprotected = True
        self.env["kentro.household.away"].create(
            {"beneficiary_id": self.anna.id, "reason": "studies", "date_from": "2025-09-01", "date_to": "2026-06-30"}
        )
        made = self._on(TODAY)
        self.assertEqual((made.hosted, made.unprotected, made.away), (1, 1, {"studies": 1}))
        self.assertEqual(self._on("2025-08-31").away, {})

    def test_who_hosts_is_a_member(self):
        with self.assertRaises(ValidationError):
            self._join(self.petros, "hosted", hosted_by_id=self.giorgos.id)
        with self.assertRaises(ValidationError):
            self._join(self.petros, "relative", hosted_by_id=self.maria.id)

    def test_nobody_is_a_member_before_birth_or_on_a_day_to_come(self):
        with self.refused("born"):
            self._member(self.nikos).date_from = "2015-01-31"
        with self.refused("to come"):
            self._join(self.petros, "relative", date_from="2026-06-16")

    def test_warnings_say_what_does_not_add_up(self):
        self.assertFalse(self.home.warnings)
        self._member(self.maria).relation = "relative"
        self.assertIn("applicant", self.home.warnings)
        self._member(self.maria).date_to = "2026-05-31"
        self._member(self.anna).date_to = "2026-05-31"
        self.assertIn("Minors without an adult", self.home.warnings)
        self._member(self.nikos).date_to = "2026-06-01"
        self.assertIn("Nobody", self.home.warnings)

    def test_the_form_shows_any_day_and_saves_nothing_of_it(self):
        with Form(self.home.with_user(self.reception)) as form:
            self.assertEqual(len(form.member_on_date_ids), 3)
            form.on_date = "2012-06-01"
            self.assertEqual(len(form.member_on_date_ids), 2)
            self.assertIn("2", form.composition)
        self.home.invalidate_recordset()
        self.assertEqual(self.home.on_date, date(2026, 6, 15))

    def test_one_household_and_a_hundred_cost_the_same(self):
        one = self.home.with_user(self.worker)
        people = [self._beneficiary(f"Τάδε{n}", "Α", birth_date="1990-01-01") for n in range(99)]
        ids = [self._household((person, "applicant", "2020-01-01")).id for person in people]
        hundred = one | one.browse(ids)
        self.env.flush_all()
        queries = {}
        hundred._composition(TODAY), hundred._incomes("2025-12-01", "2026-05-31"), hundred._changes()  # rules are known
        for households in (one, hundred):
            with self.subTest(households=len(households)):
                self.env.invalidate_all()
                queries[len(households)] = self._queries(lambda: households._composition(TODAY))  # noqa: B023
                self.env.invalidate_all()
                queries[len(households)] += self._queries(lambda: households._incomes("2025-12-01", "2026-05-31"))  # noqa: B023
        self.assertEqual(queries[1], queries[100])
        self.assertLessEqual(queries[1], 20)
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            hundred._changes()

    def _queries(self, call):
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def _join(self, person, relation, date_from="2026-06-01", **values):
        self._member(person).date_to = "2026-05-31"
        return self.env["kentro.household.member"].create(
            {
                "household_id": self.home.id,
                "beneficiary_id": person.id,
                "relation": relation,
                "date_from": date_from,
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestAwayAndDeath(HouseholdCommon):
    @mute_logger("odoo.sql_db")
    def test_nobody_is_in_two_places(self):
        vals = {"beneficiary_id": self.anna.id, "reason": "studies", "date_from": "2025-09-01"}
        self.env["kentro.household.away"].create(vals)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["kentro.household.away"].create({**vals, "reason": "work", "date_from": "2026-01-01"})

    def test_a_death_ends_membership_incomes_and_custody_on_the_day(self):
        income = self.env["kentro.income"].create(
            {
                "beneficiary_id": self.maria.id,
                "kind_id": self.env.ref("kentro_koinotitas.income_kind_wage").id,
                "amount": 500,
                "date_from": "2026-01-01",
            }
        )
        custody = self.env["kentro.custody"].create(
            {"beneficiary_id": self.nikos.id, "holder_id": self.maria.id, "date_from": "2020-01-01"}
        )
        member = self._member(self.maria)
        self.maria.with_user(self.worker).death_date = "2026-06-10"
        for row in (member, income, custody):
            self.assertEqual(row.date_to, date(2026, 6, 10))
        self.assertIn("died", str(self.home.timeline))
        with self.refused("died"):
            member.date_to = False

    def test_a_death_is_past_and_after_birth(self):
        for day in ("2026-06-16", "1985-03-11"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                self.maria.death_date = day

    def test_a_death_before_a_later_row_is_refused_and_nothing_ends(self):
        member = self._member(self.nikos)
        self.env["kentro.household.away"].create(
            {"beneficiary_id": self.nikos.id, "reason": "other", "date_from": "2026-06-05"}
        )
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.nikos.death_date = "2026-06-01"
        member.invalidate_recordset()
        self.assertFalse(member.date_to)


@tagged("post_install", "-at_install")
class TestCustody(HouseholdCommon):
    def _custody(self, user=None, **values):
        vals = {"beneficiary_id": self.nikos.id, "holder_id": self.maria.id, "date_from": "2020-01-01", **values}
        return self.env["kentro.custody"].with_user(user or self.worker).create(vals)

    def test_the_desk_and_other_structures_learn_nothing_of_custody(self):
        custody = self._custody()
        for user in (self.reception, self.worker2, self.director, self.dpo, self.admin, self.outsider):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    custody.with_user(user).read(["kind"])
                with self.assertRaises(AccessError):
                    self._custody(user)
                if user != self.worker2:
                    with self.assertRaises(AccessError):
                        custody.with_user(user).search_count([])
        self.assertFalse(custody.with_user(self.worker2).search([]))
        self.assertNotIn("custody_ids", self.nikos.with_user(self.reception).fields_get())
        with self.assertRaises(AccessError):
            self.nikos.with_user(self.reception).read(["custody_ids"])
        self.assertEqual(self.nikos.with_user(self.worker).read(["custody_ids"])[0]["custody_ids"], custody.ids)
        self.assertNotIn("Custody", str(self.home.with_user(self.reception).timeline))
        self.assertIn("Custody", str(self.home.with_user(self.worker).timeline))

    def test_one_holder_registered_or_not(self):
        for values in ({"holder_name": "Θείος"}, {"holder_id": False}, {"holder_id": self.nikos.id}):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._custody(**values)
        self.assertTrue(self._custody(holder_id=False, holder_name="Χατζηκυριάκειο", kind="foster"))

    def test_who_has_a_child_alone_has_it_with_nobody_beside(self):
        self._custody(kind="sole")
        for kind in ("joint", "sole", "guardian"):
            with self.subTest(kind=kind), self.assertRaises(ValidationError):
                self._custody(holder_id=self.petros.id, kind=kind, date_from="2024-01-01")
        self.assertTrue(self._custody(holder_id=self.petros.id, kind="authority", date_from="2024-01-01"))

    def test_both_parents_may_have_joint_custody(self):
        rows = self._custody() | self._custody(holder_id=self.petros.id)
        self.assertEqual(self.nikos.custody_ids, rows.with_env(self.env))

    def test_a_decision_has_a_number_and_a_child_is_a_minor(self):
        with self.refused("number"):
            self._custody(basis="court")
        with self.refused("of age"):
            self._custody(beneficiary_id=self.anna.id, date_from="2023-01-20")
        with self.refused("born"):
            self._custody(date_from="2015-01-31")

    def test_nobody_names_a_person_they_may_not_see(self):
        with self.assertRaises(AccessError):
            self._custody(holder_id=self.eleni.id)


@tagged("post_install", "-at_install")
class TestSafeContact(HouseholdCommon):
    """An abused woman is not found through the child, the old household or the custody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maria.write({"safe_contact_only": True, "street": "Κρυφή 7"})
        cls.nikos.write({"phone": "2310 999888", "street": "Κρυφή 7", "city": "Σέρρες"})
        cls.env["kentro.custody"].create(
            [{"beneficiary_id": cls.nikos.id, "holder_id": parent.id, "date_from": "2016-01-01"}
             for parent in (cls.maria, cls.petros)]
        )  # fmt: skip

    def test_who_lives_with_her_has_no_telephone_or_address_on_any_list(self):
        for user in (self.worker, self.reception):
            members = self.home.with_user(user).member_ids
            self.assertFalse(
                [contact for contact in members.mapped("contact") if "Κρυφή" in contact or "999" in contact]
            )
        self.assertTrue(self.nikos.with_user(self.reception).safe_contact_near)
        self.assertFalse(self.petros.safe_contact_near)

    def test_she_is_kept_safe_from_those_too_who_cannot_see_her(self):
        self.maria.sudo().structure_ids = self.annex
        self.env.invalidate_all()
        self.assertTrue(self.nikos.with_user(self.worker).safe_contact_near)

    def test_when_she_leaves_nobody_learns_where_to(self):
        move = self.env["kentro.household.move"].with_user(self.worker)
        move = move.create(
            {"household_id": self.home.id, "mode": "split", "date": "2026-06-10", "housing_kind": "shelter"}
        )
        move.line_ids.filtered(lambda line: line.member_id.beneficiary_id != self.anna).goes = True
        action = move.action_move()
        new = self.env["kentro.household"].browse(action["res_id"])
        told = str(self.home.with_user(self.worker).timeline)
        self.assertIn("left", told)
        self.assertNotIn(new.number, told)
        self.assertNotIn("shelter", told)
        self.assertIn("shelter", str(new.timeline))

    def test_custody_and_housing_have_no_place_for_an_address(self):
        for model in ("kentro.custody", "kentro.housing", "kentro.household", "kentro.household.away"):
            for name in self.env[model]._fields:
                self.assertNotRegex(name, "street|address|city|zip|phone|email|mobile", model)
