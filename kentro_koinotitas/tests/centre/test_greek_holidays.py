import doctest
from datetime import date

from odoo.tests import BaseCase, tagged

from ...tools import greek_holidays, opening_hours


@tagged("post_install", "-at_install")
class TestGreekHolidays(BaseCase):
    def test_examples_in_the_tools_hold(self):
        for module in (greek_holidays, opening_hours):
            self.assertEqual(doctest.testmod(module).failed, 0, module.__name__)

    def test_every_year_has_twelve_holidays(self):
        for year in range(2000, 2100):
            self.assertEqual(len(greek_holidays.greek_holidays(year)), 12, year)

    def test_movable_feasts_fall_on_their_weekday(self):
        weekdays = {"clean_monday": 0, "good_friday": 4, "easter_monday": 0, "holy_spirit": 0}
        for year in range(2000, 2100):
            for day, code in greek_holidays.greek_holidays(year).items():
                if code in weekdays:
                    self.assertEqual(day.weekday(), weekdays[code], (year, code))

    def test_days_of_known_years(self):
        known = {
            2024: (date(2024, 3, 18), date(2024, 5, 3), date(2024, 5, 6), date(2024, 5, 7), date(2024, 6, 24)),
            2025: (date(2025, 3, 3), date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 1), date(2025, 6, 9)),
            2027: (date(2027, 3, 15), date(2027, 4, 30), date(2027, 5, 3), date(2027, 5, 4), date(2027, 6, 21)),
        }
        movable = ("clean_monday", "good_friday", "easter_monday", "labour_day", "holy_spirit")
        for year, days in known.items():
            found = {code: day for day, code in greek_holidays.greek_holidays(year).items()}
            self.assertEqual(tuple(found[code] for code in movable), days)

    def test_labour_day_is_always_a_working_day_of_the_week(self):
        for year in range(2000, 2100):
            self.assertLess(greek_holidays.labour_day(year).weekday(), 5, year)
