import doctest
from datetime import date
from itertools import pairwise

from odoo.addons.kentro_koinotitas.tools.greek_numbers import amka_fits_birth, amka_sex, clean_afm, clean_amka
from odoo.tests import BaseCase, tagged

from ..tools import days, names, numbers, places, population
from ..tools.days import Days
from ..tools.stories import stories

TODAY = date(2026, 3, 17)


@tagged("post_install", "-at_install")
class TestInventedPeople(BaseCase):
    """Who they are, before any database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.households = population.households(2026, TODAY, places.Places("9054"))
        cls.people = [person for household in cls.households for person in household.people]

    def test_the_same_seed_makes_the_same_people_and_another_seed_others(self):
        self.assertEqual(population.households(2026, TODAY, places.Places("9054")), self.households)
        self.assertNotEqual(population.households(1, TODAY, places.Places("9054")), self.households)

    def test_there_are_60_households_of_1_to_8_with_150_people(self):
        self.assertEqual((len(self.households), len(self.people)), (60, 150))
        self.assertEqual({len(household.people) for household in self.households}, set(range(1, 9)))

    def test_numbers_pass_every_check_and_belong_to_one_person_each(self):
        for kind, clean in (("afm", clean_afm), ("amka", clean_amka)):
            given = [person.values[kind] for person in self.people if person.values.get(kind)]
            self.assertEqual([clean(number) for number in given], given)
            self.assertEqual(len(set(given)), len(given))
        for person in self.people:
            if amka := person.values.get("amka"):
                self.assertTrue(amka_fits_birth(amka, person.birth_date))
                self.assertEqual(amka_sex(amka), person.sex)

    def test_some_have_no_numbers_some_need_an_interpreter_some_a_safe_contact(self):
        adults = [person for person in self.people if person.age(TODAY) >= 18]
        self.assertTrue(any("afm" not in person.values for person in adults))
        self.assertTrue(any("amka" not in person.values for person in adults))
        self.assertTrue(any(person.values["interpreter_needed"] for person in adults))
        self.assertEqual(sum(person.values["safe_contact_only"] for person in self.people), 4)

    def test_children_are_younger_than_who_brings_them_up_and_a_year_apart(self):
        for household in self.households:
            first = household.people[0].birth_date
            born = sorted(person.birth_date for person in household.people if person.role == "child")
            self.assertTrue(all(17 <= (child - first).days / 365.25 <= 46 for child in born))
            self.assertTrue(all((later - one).days > 300 for one, later in pairwise(born)))

    def test_the_tools_do_as_their_examples_say(self):
        for module in (days, names, numbers, places):
            self.assertFalse(doctest.testmod(module).failed, module.__name__)

    def test_on_whatever_day_it_is_told_the_order_of_things_holds(self):
        for ordinal in range(TODAY.toordinal(), TODAY.toordinal() + 370, 23):
            today = date.fromordinal(ordinal)
            around = map(date.fromordinal, range(ordinal - 380, ordinal + 100))
            opened = Days([day for day in around if day.weekday() < 5], today)
            for story in stories(ordinal, population.households(ordinal, today), opened):
                dates = [one["date"] for one in story.assessments + story.referrals]
                dates += [one["since"] for one in story.referrals] + [one["planned_on"] for one in story.followups]
                self.assertTrue(all(story.opened <= day for day in [*dates, story.since]))
                self.assertTrue(all(day <= story.closed_on for day in dates if story.closed_on))
