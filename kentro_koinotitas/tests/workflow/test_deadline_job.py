from datetime import timedelta
from itertools import pairwise
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .test_deadline import DeadlineCommon, days

JOB = "odoo.addons.kentro_koinotitas.models.workflow.deadlines.kentro_workflow_job"
FAILED = "odoo.addons.kentro_koinotitas.models.workflow.deadlines.kentro_workflow_failed_step"


@tagged("post_install", "-at_install")
class TestDeadlineJob(DeadlineCommon):
    """The job: before, at and after the deadline; once, for all, and without those that fail.

    Deadline of stage a: three working days from Monday 8 June 2026 08:00 UTC, so Thursday at noon UTC.
    """

    BEFORE, WARNED, REACHED, PASSED = "2026-06-09 08:00", "2026-06-10 06:00", "2026-06-11 12:00", "2026-06-15 12:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.worker | cls.coordinator).lang = "el_GR"  # each is told in a language of their own

    def told(self, **values):
        return days(
            3,
            warn_before=1,
            warn_role_id=self.roles["responsible"].id,
            escalate_after=2,
            escalate_role_id=self.roles["coordinator"].id,
            **values,
        )

    def start(self, number=1, steps=(), **stages):
        self.publish(self.process(steps=steps, **({"a": self.told()} | stages)))
        with freeze_time("2026-06-08 08:00"):
            return self.record(number)

    def run_at(self, *moments, times=1):
        for moment in moments:
            with freeze_time(moment):
                for _time in range(times):
                    self.job._run_deadlines()

    # -- telling

    def test_before_at_and_after(self):
        record = self.start()
        self.run_at(self.BEFORE)
        self.assertFalse(self.activities(record))
        self.run_at(self.WARNED)
        mine = self.activities(record)
        self.assertEqual((mine.user_id, str(mine.date_deadline)), (self.worker, "2026-06-11"))
        self.assertEqual(mine.summary, "Πλησιάζει η προθεσμία: Στάδιο a")
        self.run_at(self.REACHED)
        self.assertEqual(self.activities(record), mine)
        self.assertEqual(mine.summary, "Έληξε η προθεσμία: Στάδιο a")
        self.run_at(self.PASSED)
        hers = self.activities(record) - mine
        self.assertEqual((hers.user_id, hers.summary), (self.coordinator, "Εκπρόθεσμο: Στάδιο a"))
        self.assertFalse(record.deadline_next)

    def test_three_runs_are_one(self):
        record = self.start()
        self.run_at(self.WARNED, self.REACHED, self.PASSED, "2026-07-01 08:00", times=3)
        self.assertEqual(len(self.activities(record)), 2)

    def test_a_job_that_did_not_run_for_weeks_tells_everybody_once(self):
        record = self.start()
        self.run_at("2026-07-01 08:00", times=3)
        self.assertEqual(
            sorted(self.activities(record).mapped("summary")),
            ["Έληξε η προθεσμία: Στάδιο a", "Εκπρόθεσμο: Στάδιο a"],
        )

    def test_what_was_told_goes_when_the_record_leaves_the_stage(self):
        record = self.start()
        self.run_at(self.PASSED)
        other = record.sudo().activity_schedule("mail.mail_activity_data_todo", user_id=self.worker.id)
        record.take_step("go")
        self.assertEqual(self.activities(record), other)

    def test_who_has_done_her_activity_is_told_again_at_the_next_point_only(self):
        record = self.start()
        self.run_at(self.WARNED)
        self.activities(record).unlink()
        self.run_at(self.WARNED, times=3)
        self.assertFalse(self.activities(record))
        self.run_at(self.REACHED, times=3)
        self.assertEqual(len(self.activities(record)), 1)

    def test_activities_follow_a_strike_and_it_is_told_anew(self):
        record = self.start()
        self.run_at("2026-06-11 13:00")
        with freeze_time("2026-06-11 13:30"):
            self.env["kentro.holiday"].create({"name": "Απεργία", "rule": "once", "date": "2026-06-11"})
            self.env.cr.precommit.run()
            self.assertEqual(str(record.deadline), "2026-06-12 12:00:00")
            self.assertEqual(str(self.activities(record).date_deadline), "2026-06-12")
        self.run_at("2026-06-12 13:00", times=3)
        self.assertEqual(len(self.activities(record)), 1)

    def test_nobody_outside_is_told_and_no_mail_goes_out(self):
        record, before = self.start(), self.env["mail.mail"].sudo().search_count([])
        self.run_at(self.PASSED)
        self.assertFalse(self.activities(record).user_id.filtered("share"))
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), before)

    # -- when those who should be told are not there

    def test_where_the_responsible_may_no_longer_read_it_the_coordinator_is_told(self):
        record = self.start()
        self.worker.sudo().active = False
        self.run_at(self.REACHED)
        self.assertEqual(self.activities(record).user_id, self.coordinator)

    def test_without_a_coordinator_whoever_holds_the_role_there_is_told(self):
        record = self.start()
        self.structure.sudo().coordinator_id = False
        self.run_at(self.PASSED)
        self.assertEqual(self.activities(record).user_id, self.worker | self.coordinator)

    def test_without_anybody_the_directorate_reads_that_a_coordinator_is_missing(self):
        record = self.start(3)
        (self.coordinator | self.worker).sudo().active = False
        self.run_at(self.PASSED, times=3)
        self.assertFalse(self.activities(record))
        said = self.env["mail.activity"].sudo().search([("user_id", "=", self.director.id)])
        self.assertEqual(len(said), 1)
        self.assertIn("nobody to be told", said.summary)
        self.assertFalse(said.res_id)

    # -- steps that take themselves

    def test_a_step_takes_itself_at_the_deadline_and_once(self):
        record = self.start(steps=[("auto", "a", "b", {})])
        self.run_at(self.WARNED, times=3)
        self.assertEqual(record.stage_id.code, "a")
        self.run_at(self.REACHED, times=3)
        self.assertEqual(record.stage_id.code, "b")
        rows = self.env["kentro.transition.log"].sudo().search(
            [("model", "=", record._name), ("res_id", "=", record.id)], order="id"
        )
        self.assertEqual(rows.mapped("origin"), ["create", "system"])
        self.assertFalse(self.activities(record), "what was told of the stage it has left")

    def rule(self, must):
        values = {"name": must, "must_domain": must, "model_id": self.env["ir.model"]._get_id("kentro.assessment")}
        return {"rule_ids": [Command.link(self.env["kentro.rule"].create(values).id)]}

    def test_its_rules_hold_and_of_two_the_one_whose_rules_hold_is_taken(self):
        x, y = (self.rule(f"[('user_id', '=', {user.id})]") for user in (self.worker, self.psychologist))
        records = self.start(3, [("x", "a", "b", x), ("y", "a", "end", y)])
        records[1].user_id, records[2].user_id = self.psychologist, self.coordinator
        self.run_at(self.REACHED, times=3)
        self.assertEqual([record.stage_id.code for record in records], ["b", "end", "a"])
        self.assertEqual(self.activities(records).mapped("res_id"), records[2].ids)
        records[2].user_id = self.psychologist
        self.run_at(self.PASSED)
        self.assertEqual(records[2].stage_id.code, "end")

    # -- many, and those that fail

    def test_one_that_fails_holds_up_nobody(self):
        records = self.start(9)
        bad, put = records[4], type(records)._put_reminders

        def fail(self, user, stage, level):
            if bad.id in self.ids:
                raise UserError("Παπαδοπούλου Μαρία")
            put(self, user, stage, level)

        with patch.object(type(records), "_put_reminders", fail), self.assertLogs(JOB, "WARNING") as logs:
            self.run_at(self.REACHED)
        self.assertEqual(set(self.activities(records).mapped("res_id")), set((records - bad).ids))
        self.assertEqual(len(logs.output), 1)
        self.assertIn(f"kentro.assessment,{bad.id}", logs.output[0])
        self.assertNotIn("Μαρία", logs.output[0])
        self.run_at("2026-06-11 14:00")
        self.assertEqual(set(self.activities(records).mapped("res_id")), set(records.ids))

    @mute_logger(FAILED)
    def test_a_step_that_fails_for_one_is_taken_for_the_others(self):
        records = self.start(5, steps=[("auto", "a", "b", {})])
        bad, after = records[2], type(records)._after_step

        def fail(self, transition):
            if bad in self:
                raise ValueError
            after(self, transition)

        with patch.object(type(records), "_after_step", fail):
            self.run_at(self.REACHED)
        self.assertEqual([record.stage_id.code for record in records], ["b", "b", "a", "b", "b"])
        self.run_at("2026-06-11 14:00")
        self.assertEqual(bad.stage_id.code, "b")

    @mute_logger(FAILED)
    def test_a_step_that_fails_is_tried_ever_later_and_then_left_to_a_person(self):
        record, tried = self.start(steps=[("auto", "a", "b", {})]), []

        def fail(self, transition):
            tried.append(fields.Datetime.now())
            raise ValueError

        moment = fields.Datetime.to_datetime(f"{self.REACHED}:00")
        with patch.object(type(record), "_after_step", fail):
            for hours in (0, 0.1, 0.25, 0.5, 1.25, 5, 5.25, 21.25, 85.25, 400, 800):
                self.run_at(str(moment + timedelta(hours=hours)))
        waits = [(later - earlier).total_seconds() / 3600 for earlier, later in pairwise(tried)]
        self.assertEqual(waits, [0.25, 1, 4, 16, 64])
        todo = self.env.ref("mail.mail_activity_data_todo")
        told = self.activities(record).filtered(lambda activity: activity.activity_type_id == todo)
        self.assertEqual(told.user_id, self.coordinator)
        self.assertEqual(record.deadline_tries, 6)

    def test_it_goes_on_where_its_time_ran_out(self):
        records = self.start(6)
        with patch(f"{JOB}.AT_A_TIME", 2), freeze_time(self.REACHED):
            self.job._run_deadlines(lambda processed=0, remaining=None: 0)
            self.assertEqual(len(self.activities(records)), 2)
            self.job._run_deadlines()
        self.assertEqual(len(self.activities(records)), 6)

    def test_statements_do_not_grow_with_the_records(self):
        counts = []
        self.job._run_deadlines()
        for number in (20, 120):
            self.start(number)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.run_at(self.REACHED)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1] - counts[0], 6, counts)
