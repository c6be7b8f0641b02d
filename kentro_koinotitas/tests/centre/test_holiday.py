from datetime import date

import psycopg2
from freezegun import freeze_time
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import CentreCommon


@freeze_time("2026-02-10 10:00")
class TestHoliday(CentreCommon):
    def leaves(self, year, calendar=None):
        return self.env["resource.calendar.leaves"].search(
            [
                ("calendar_id", "=", (calendar or self.hours).id),
                ("kentro_holiday_code", "=like", f"{year}:%"),
            ]
        )

    def holiday(self, **values):
        return self.env["kentro.holiday"].create({"name": "Πολιούχος", **values})

    def test_this_year_and_the_next_are_written_by_themselves(self):
        calendar = self._hours("Νέο", 7, 15)
        self.annex.calendar_id = calendar
        self.assertEqual([len(self.leaves(year, calendar)) for year in (2025, 2026, 2027, 2028)], [0, 12, 12, 0])
        self.assertEqual(len(self.leaves(2026, self.application_hours)), 12)

    def test_leave_covers_the_whole_day_of_the_place(self):
        easter = self.leaves(2026).filtered(lambda leave: leave.kentro_holiday_code == "2026:easter_monday")
        summer = self.leaves(2026).filtered(lambda leave: leave.kentro_holiday_code == "2026:dormition")
        self.assertEqual(str(easter.date_from), "2026-04-12 21:00:00")  # 00:00 in Athens
        self.assertEqual(str(easter.date_to), "2026-04-13 20:59:59")
        self.assertEqual(str(summer.date_from), "2026-08-14 21:00:00")

    def test_writing_again_changes_nothing_and_keeps_what_was_made_by_hand(self):
        by_hand = self.env["resource.calendar.leaves"].create(
            {"name": "Απεργία", "calendar_id": self.hours.id, "date_from": "2026-03-01", "date_to": "2026-03-02"}
        )
        before = self.leaves(2026)
        self.env["kentro.structure"]._cron_write_holidays()
        self.assertEqual(self.leaves(2026), before)
        self.assertTrue(by_hand.exists())

    def test_any_year_can_be_written(self):
        wizard = self.env["kentro.holiday.write"].create({"year_from": 2030, "year_to": 2032})
        wizard.action_write()
        self.assertEqual([len(self.leaves(year)) for year in (2029, 2030, 2031, 2032, 2033)], [0, 12, 12, 12, 0])

    def test_years_in_the_wrong_order_are_refused(self):
        with self.assertRaisesRegex(UserError, "two years in order"):
            self.env["kentro.holiday.write"].create({"year_from": 2031, "year_to": 2030}).action_write()

    def test_leave_that_was_moved_by_hand_goes_back_to_its_day(self):
        leave = self.leaves(2026)[0]
        day = leave.date_from
        leave.write({"date_from": "2026-07-01", "date_to": "2026-07-02"})
        self.structure._write_holidays()
        self.assertEqual(leave.date_from, day)

    def test_local_holiday_comes_and_goes_with_its_leaves(self):
        holiday = self.holiday(day=29, month=6)
        code = f"2026:local:{holiday.id}"
        leave = self.leaves(2026).filtered(lambda leave: leave.kentro_holiday_code == code)
        self.assertEqual((leave.name, str(leave.date_from)), ("Πολιούχος", "2026-06-28 21:00:00"))
        holiday.write({"rule": "once", "date": "2026-07-01"})
        self.assertEqual(str(leave.date_from), "2026-06-30 21:00:00")
        holiday.active = False
        self.assertFalse(leave.exists())

    def test_holiday_of_one_structure_leaves_the_others_open(self):
        self.annex.calendar_id = self._hours("Παραρτήματος", 8, 16)
        self.holiday(day=29, month=6, structure_id=self.annex.id)
        self.assertEqual(len(self.leaves(2026, self.annex.calendar_id)), 13)
        self.assertEqual(len(self.leaves(2026)), 12)
        self.assertFalse(self.annex._is_open(date(2026, 6, 29)))
        self.assertTrue(self.structure._is_open(date(2026, 6, 29)))

    def test_structure_that_shares_its_hours_cannot_close_alone(self):
        self.annex.calendar_id = self.hours
        with self.assertRaisesRegex(ValidationError, "shares its hours"):
            self.holiday(day=29, month=6, structure_id=self.annex.id)

    def test_holiday_may_follow_easter(self):
        holiday = self.holiday(rule="easter", offset=5)
        self.assertEqual(holiday._days_of(2026), [date(2026, 4, 17)])
        self.assertEqual(holiday.next_date, date(2026, 4, 17))

    def test_day_that_is_in_no_calendar_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "no day 31 in month 4"):
            self.holiday(day=31, month=4)
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"):
            self.holiday(day=1, month=13)

    def test_29_february_is_kept_in_leap_years_only(self):
        holiday = self.holiday(day=29, month=2)
        self.assertEqual(holiday._days_of(2027), [])
        self.assertEqual(holiday._days_of(2028), [date(2028, 2, 29)])
