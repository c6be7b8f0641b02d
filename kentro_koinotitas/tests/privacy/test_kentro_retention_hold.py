from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .retention_common import RetentionCommon


@tagged("post_install", "-at_install")
class TestRetentionHold(RetentionCommon):
    def hold(self, user=None, **vals):
        return self.env["kentro.retention.hold"].with_user(user or self.dpo).create(
            {"reference": self.maria.number, "reason": "ΑΒΜ 12/2026", **vals})

    def test_numbers_are_suggested_to_who_may_name_the_file_and_no_name(self):
        Hold, number = self.env["kentro.retention.hold"], self.maria.number
        for model in ("kentro.retention.hold", "kentro.lockout"):
            self.assertIn(number, self.env[model].with_user(self.dpo).suggest_numbers(number[3:]))
        self.assertIn(self.case.name, Hold.with_user(self.dpo).suggest_numbers(self.case.name[-5:]))
        self.assertFalse(Hold.with_user(self.dpo).suggest_numbers("Παπαδοπούλου"))
        self.assertFalse(Hold.with_user(self.dpo).suggest_numbers("%"), "at least two signs")
        self.assertLessEqual(len(Hold.with_user(self.dpo).suggest_numbers("20")), 8)
        self.assertIn(number, Hold.with_user(self.coordinator).suggest_numbers(number))
        self.assertFalse(Hold.with_user(self.coordinator).suggest_numbers(self.eleni.number), "not of her structure")
        for user in (self.reception, self.worker, self.director, self.admin, self.outsider):
            self.assertFalse(Hold.with_user(user).suggest_numbers(number), user.login)

    def test_who_set_it_and_the_officer_are_told_once_on_its_day(self):
        hold = self.hold(self.coordinator, review_on="2027-03-01")
        told = [("summary", "ilike", hold.reference), ("user_id", "in", (self.dpo | self.coordinator).ids)]
        Activity = self.env["mail.activity"]
        for day, count in (("2027-02-28", 0), ("2027-03-01", 2), ("2027-03-02", 2)):
            with self.subTest(day=day), freeze_time(f"{day} 10:00:00"):
                self.env["kentro.retention.hold"]._cron_tell()
                self.assertEqual(Activity.search_count(told), count)
        self.assertTrue(hold.active, "nobody lifts it but people")
        hold.with_user(self.coordinator).review_on = "2027-09-01"
        with freeze_time("2027-09-01 10:00:00"):
            self.env["kentro.retention.hold"]._cron_tell()
            self.assertEqual(Activity.search_count(told), 4)
        hold.with_user(self.coordinator).action_lift()
        with freeze_time("2028-09-01 10:00:00"):
            self.env["kentro.retention.hold"]._cron_tell()
        self.assertEqual(Activity.search_count(told), 4)

    def test_the_day_is_changed_and_nothing_else(self):
        hold = self.hold(review_on="2027-03-01")
        hold.write({"review_on": "2028-03-01"})
        for vals in ({"reference": "x"}, {"told_on": "2030-01-01"}, {"user_id": self.worker.id}):
            with self.assertRaises(UserError):
                hold.write(vals)
        with self.assertRaises(AccessError):
            hold.with_user(self.reception).write({"review_on": False})
