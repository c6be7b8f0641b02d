from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import CasesCommon


@tagged("post_install", "-at_install")
class TestFollowup(CasesCommon):
    def in_follow_up(self, recurrence):
        """Bring the case to follow-up under ``recurrence`` today; return its first follow-up."""
        case = self.case.with_user(self.worker)
        case.take_step("assess")
        self.approved_assessment(case)
        case.take_step("plan")
        self.env["kentro.goal"].with_user(self.worker).create(
            {"case_id": case.id, "name": "Find work"}
        )
        case.take_step("support")
        case.take_step(
            "follow_up",
            values={"recurrence_id": self.env.ref(f"kentro_koinotitas.{recurrence}").id},
        )
        return case.followup_ids

    def series(self, recurrence, number):
        """Do ``number`` follow-ups, each on its planned day; return the days planned."""
        followup = self.in_follow_up(recurrence)
        days = []
        for _i in range(number):
            days.append(followup.planned_on)
            with freeze_time(followup.planned_on):
                followup.take_step("done", values={"done_on": followup.planned_on, "note": "Well"})
            followup = self.case.followup_ids.filtered(lambda f: f.stage_kind == "new")
        return days

    @freeze_time("2026-03-02")
    def test_a_step_that_leaves_the_next_day_as_it_is_does_not_write_the_case(self):
        followup = self.in_follow_up("recurrence_monthly")
        self.env.flush_all()
        self.env.invalidate_all()
        written = []
        plain = type(self.case)._write_multi
        self.patch(type(self.case), "_write_multi", lambda case, vals: written.extend(vals) or plain(case, vals))
        followup.with_user(self.coordinator).take_step("due")
        self.env.flush_all()
        self.assertEqual(followup.stage_id.code, "due")
        self.assertEqual(written, [])

    @freeze_time("2026-04-06")
    def test_the_dates_skip_easter(self):
        # Monday 6 April; Good Friday is the 10th, Easter Monday the 13th
        self.assertEqual(
            self.series("recurrence_close", 4),
            [date(2026, 4, 8), date(2026, 4, 14), date(2026, 4, 16), date(2026, 4, 23)],
        )

    @freeze_time("2026-03-02")
    def test_the_next_is_counted_from_the_day_it_was_really_done(self):
        first = self.in_follow_up("recurrence_monthly")
        self.assertEqual(first.planned_on, date(2026, 4, 2))
        with freeze_time("2026-04-16"):
            first.take_step("done", values={"done_on": "2026-04-16", "note": "Late"})
        self.assertEqual(
            self.case.followup_ids.sorted("planned_on")[-1].planned_on, date(2026, 5, 18)
        )

    @freeze_time("2026-03-02")
    def test_a_series_ends(self):
        self.series("recurrence_quarter", 3)
        self.assertEqual(set(self.case.followup_ids.mapped("stage_kind")), {"done"})
        self.assertEqual(len(self.case.followup_ids), 3)

    @freeze_time("2026-03-02")
    def test_it_was_not_done_on_a_day_to_come(self):
        followup = self.in_follow_up("recurrence_monthly")
        with self.assertRaisesRegex(UserError, "day to come"):
            followup.take_step("done", values={"done_on": "2026-03-03", "note": "x"})

    @freeze_time("2026-03-02")
    def test_its_day_comes_by_itself_and_once(self):
        followup = self.in_follow_up("recurrence_monthly")
        job = self.env["kentro.workflow"].sudo()
        job._run_deadlines()
        self.assertEqual(followup.stage_id.code, "planned")
        with freeze_time("2026-04-02"):
            for _run in range(3):
                job._run_deadlines()
        self.assertEqual(followup.stage_id.code, "due")
        logs = self.env["kentro.transition.log"].search(
            [("model", "=", "kentro.followup"), ("res_id", "=", followup.id)]
        )
        self.assertEqual(sorted(logs.mapped("origin")), ["create", "system"])

    @freeze_time("2026-03-02")
    def test_missed_is_planned_again(self):
        followup = self.in_follow_up("recurrence_monthly")
        followup.take_step("missed")
        followup.take_step("replan", values={"planned_on": "2026-03-20"})
        self.assertEqual(
            (followup.stage_id.code, followup.planned_on), ("planned", date(2026, 3, 20))
        )
