from datetime import date, timedelta

from freezegun import freeze_time

from .common import CentreCommon


@freeze_time("2026-02-10 10:00")
class TestOpenDays(CentreCommon):
    def close(self, start, end, **values):
        return self.env["resource.calendar.leaves"].create(
            {"name": "Κλειστά", "calendar_id": self.hours.id, "date_from": start, "date_to": end, **values}
        )

    def test_next_open_day_skips_easter(self):
        self.assertEqual(self.structure._next_open_day(date(2026, 4, 10)), date(2026, 4, 14))
        self.assertEqual(self.structure._next_open_day(date(2026, 4, 9)), date(2026, 4, 9))

    def test_years_without_leaves_have_their_holidays(self):
        self.assertEqual(self.structure._next_open_day(date(2045, 4, 7)), date(2045, 4, 11))

    def test_without_hours_it_is_open_from_monday_to_friday(self):
        self.assertFalse(self.annex.calendar_id)
        week = self.annex._open_days(date(2026, 2, 9), date(2026, 2, 15))[self.annex]
        self.assertEqual(week, [date(2026, 2, day) for day in (9, 10, 11, 12, 13)])

    def test_days_of_the_week_follow_the_hours(self):
        self.structure.calendar_id = self._hours("Σάββατο", 9, 13, weekdays="135")
        week = self.structure._open_days(date(2026, 2, 9), date(2026, 2, 15))[self.structure]
        self.assertEqual(week, [date(2026, 2, day) for day in (10, 12, 14)])

    def test_day_closed_by_hand_is_not_open_but_an_hour_off_is_no_closing(self):
        self.close("2026-03-02 22:00", "2026-03-03 21:59:59")
        self.close("2026-03-04 08:00", "2026-03-04 09:00")
        self.assertFalse(self.structure._is_open(date(2026, 3, 3)))
        self.assertTrue(self.structure._is_open(date(2026, 3, 4)))

    def test_leave_from_midday_to_midday_closes_the_days_between(self):
        self.close("2026-03-03 10:00", "2026-03-06 10:00")
        found = self.structure._open_days(date(2026, 3, 3), date(2026, 3, 6))[self.structure]
        self.assertEqual(found, [date(2026, 3, 3), date(2026, 3, 6)])

    def test_closing_of_the_whole_municipality_counts(self):
        self.close("2026-03-02 22:00", "2026-03-03 21:59:59", calendar_id=False)
        self.assertFalse(self.structure._is_open(date(2026, 3, 3)))

    def test_leave_of_a_person_closes_nothing(self):
        resource = self.env["resource.resource"].create({"name": "Υπάλληλος", "calendar_id": self.hours.id})
        self.close("2026-03-02 22:00", "2026-03-03 21:59:59", resource_id=resource.id)
        self.assertTrue(self.structure._is_open(date(2026, 3, 3)))

    def test_every_other_week_is_known(self):
        calendar = self._hours("Εναλλάξ", 8, 16)
        calendar.switch_calendar_type()
        second = calendar.attendance_ids.filtered(lambda line: line.week_type == "1" and line.dayofweek)
        second.filtered(lambda line: not line.display_type).unlink()
        self.structure.calendar_id = calendar
        weeks = [
            len(self.structure._open_days(day, day + timedelta(days=6))[self.structure])
            for day in (date(2026, 2, 2), date(2026, 2, 9))
        ]
        self.assertEqual(sorted(weeks), [0, 5])

    def test_structure_that_never_opens_answers_with_the_day_itself(self):
        self.structure.calendar_id = self._hours("Ποτέ", 8, 16, weekdays="0")
        self.structure.calendar_id.attendance_ids.unlink()
        self.assertEqual(self.structure._next_open_day(date(2026, 3, 3)), date(2026, 3, 3))

    def test_long_closing_is_looked_past(self):
        self.close("2026-03-01 22:00", "2026-08-31 20:59:59")
        self.assertEqual(self.structure._next_open_day(date(2026, 3, 3)), date(2026, 9, 1))

    def test_anybody_may_ask(self):
        for user in (self.reception, self.dpo, self.outsider):
            self.assertTrue(self.structure.with_user(user)._is_open(date(2026, 2, 11)))

    def test_many_dates_and_structures_need_a_constant_number_of_queries(self):
        both = self.structure | self.annex
        dates = [date(2026, 1, 1) + timedelta(days=3 * n) for n in range(200)]
        both._open_days(date(2026, 1, 1), date(2026, 1, 2))
        with self.assertQueryCount(4):
            both._open_days(date(2026, 1, 1), date(2029, 12, 31))
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            found = self.structure._next_open_days(dates)
        self.assertEqual(len(found), 200)
