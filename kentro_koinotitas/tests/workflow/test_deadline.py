from datetime import datetime

from odoo.addons.kentro_koinotitas.models.workflow import kentro_working_time
from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged


class DeadlineCommon(CasesCommon):
    """The structure keeps 08:00–15:00, Monday to Friday; a process of referrals whose deadlines a test sets.

    In June 2026 Greece is at UTC+3: it opens at 05:00 and closes at 12:00 UTC. Monday 1 June is Holy Spirit.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        line = {"name": "Πρωί", "hour_from": 8, "hour_to": 15}
        cls.hours = cls.env["resource.calendar"].create(
            {
                "name": "Ωράριο",
                "tz": "Europe/Athens",
                "attendance_ids": [Command.create({**line, "dayofweek": str(day)}) for day in range(5)],
            }
        )
        cls.structure.calendar_id = cls.hours
        cls.env["kentro.post"].create(
            {
                "structure_id": cls.structure.id,
                "specialty_id": cls.specialty.id,
                "user_id": cls.coordinator.id,
                "is_coordinator": True,
            }
        )
        cls.roles = {role.code: role for role in cls.env["kentro.role"].search([])}
        cls.job = cls.env["kentro.workflow"].sudo()

    @classmethod
    def process(cls, model="kentro.assessment", steps=(), **stages):
        """Publish a process of ``model``: stages a → b ⇄ wait, all → end; ``stages``: values of each."""
        kinds = {"a": "new", "b": "ongoing", "wait": "waiting", "end": "done"}
        workflow = cls.env["kentro.workflow"].create(
            {
                "name": "Δοκιμή",
                "code": f"trial{model}{cls.env['kentro.workflow'].search_count([])}",
                "model_id": cls.env["ir.model"]._get_id(model),
                "version": 90,
                "stage_ids": [
                    Command.create(
                        {"name": f"Στάδιο {code}", "code": code, "kind": kind, "initial": code == "a"}
                        | stages.get(code, {})
                    )
                    for code, kind in kinds.items()
                ],
            }
        )
        at = {stage.code: stage for stage in workflow.stage_ids}
        group = cls.env.ref("kentro_koinotitas.group_case_worker")
        plain = [("go", "a", "b"), ("hold", "b", "wait"), ("back", "wait", "b"), ("away", "wait", "a")]
        plain += [("end_a", "a", "end"), ("end_b", "b", "end"), ("hold_a", "a", "wait")]
        for code, source, target in plain:
            cls.step(workflow, code, at[source], at[target], group_ids=[Command.link(group.id)])
        for code, source, target, values in steps:
            cls.step(workflow, code, at[source], at[target], trigger="deadline", **values)
        return workflow

    @classmethod
    def step(cls, workflow, code, source, target, **values):
        cls.env["kentro.transition"].create(
            {
                "workflow_id": workflow.id,
                "name": code,
                "code": code,
                "source_ids": [Command.link(source.id)],
                "target_id": target.id,
                **values,
            }
        )

    @classmethod
    def publish(cls, workflow):
        cls.env["kentro.workflow"].search(
            [("model", "=", workflow.model), ("state", "=", "published")]
        ).action_retire()
        workflow.action_publish()
        return workflow

    @classmethod
    def record(cls, number=None, **values):
        """One assessment of the worker's case, or as many as ``number``."""
        vals = {"case_id": cls.case.id, "user_id": cls.worker.id, "score_ids": [], **values}
        return cls.env["kentro.assessment"].with_user(cls.worker).create([dict(vals) for _n in range(number or 1)])

    def activities(self, records, user=None):
        found = self.env["mail.activity"].sudo().search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )
        return found.filtered(lambda a: a.user_id == user) if user else found


def days(count, **values):
    return {"deadline_count": count, "deadline_unit": "working_days", **values}


@tagged("post_install", "-at_install")
class TestDeadline(DeadlineCommon):
    """When a record is due: set with its stage, stopped while it waits, counted again when the hours change."""

    def escalated(self, count, **values):
        return days(count, escalate_role_id=self.roles["coordinator"].id, **values)

    def at(self, moment):
        return datetime.strptime(moment, "%Y-%m-%d %H:%M")

    # -- set with the stage

    @freeze_time("2026-05-28 08:00")  # a Thursday
    def test_a_new_record_has_the_deadline_of_its_first_stage(self):
        self.publish(self.process(a=self.escalated(3)))
        record = self.record()
        # Friday, not Monday (Holy Spirit), Tuesday, Wednesday
        self.assertEqual(record.deadline, self.at("2026-06-03 12:00"))
        self.assertEqual((record.deadline_state, record.deadline_text), ("running", "6 days left"))

    @freeze_time("2026-06-05 11:00")
    def test_working_hours_go_on_after_the_weekend(self):
        self.publish(self.process(a=self.escalated(3, deadline_unit="working_hours")))
        self.assertEqual(self.record().deadline, self.at("2026-06-08 07:00"))  # one hour on Friday, two on Monday

    @freeze_time("2026-05-28 08:00")
    def test_calendar_days_that_end_on_a_closed_day_move_to_the_next_open_one(self):
        self.publish(self.process(a=self.escalated(4, deadline_unit="calendar_days")))
        self.assertEqual(self.record().deadline, self.at("2026-06-02 12:00"))

    @freeze_time("2026-06-08 08:00")
    def test_leaving_the_stage_ends_the_deadline(self):
        self.publish(self.process(a=self.escalated(3)))
        record = self.record()
        record.take_step("go")
        self.assertFalse(record.deadline or record.deadline_next or record.deadline_start)
        self.assertEqual(record.deadline_state, "none")

    @freeze_time("2026-06-08 08:00")
    def test_deadline_and_stage_are_one_update_for_a_thousand(self):
        self.publish(self.process(b=self.escalated(3)))
        records = self.record(300)
        self.record().take_step("go")
        counts = []
        for some in (records[:100], records[100:300]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.take_step("go")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1] - counts[0], 4, "more than the ORM's own batches of a hundred")
        self.assertEqual(set(records.mapped("deadline")), {self.at("2026-06-11 12:00")})

    # -- counted from a date of the record

    @freeze_time("2026-06-08 08:00")
    def test_it_is_counted_from_a_date_of_the_record_and_follows_it(self):
        request = self.env["kentro.request"].with_user(self.worker).create(
            {"structure_id": self.structure.id, "origin": "directorate", "answer_by": "2026-06-13"}
        )
        self.assertEqual(request.deadline, self.at("2026-06-15 12:00"))  # the 13th is a Saturday
        request.answer_by = "2026-06-18"
        self.assertEqual(request.deadline, self.at("2026-06-18 12:00"))
        request.answer_by = False
        self.assertFalse(request.deadline or request.deadline_next)

    @freeze_time("2026-06-08 08:00")
    def test_such_a_date_is_not_stopped_by_waiting(self):
        request = self.env["kentro.request"].with_user(self.worker).create(
            {
                "structure_id": self.structure.id,
                "beneficiary_id": self.beneficiary.id,
                "answer_by": "2026-06-18",
            }
        )
        request.take_step("appointment", values={"appointment_on": "2026-06-10 07:00:00"})
        self.assertEqual(request.deadline, self.at("2026-06-18 12:00"))

    # -- waiting

    def wait(self, unit, count, first, stop, go_on):
        """Return the deadline of a record that came to b at ``first``, waited from ``stop`` to ``go_on``."""
        self.publish(self.process(b=self.escalated(count, deadline_unit=unit)))
        with freeze_time(first):
            record = self.record()
            record.take_step("go")
        with freeze_time(stop):
            record.take_step("hold")
            self.assertFalse(record.deadline)
            self.assertEqual(record.deadline_state, "stopped")
        with freeze_time(go_on):
            record.take_step("back")
        return record.deadline

    def test_waiting_stops_working_hours(self):
        # 2 of 10 hours on Monday, 8 more from Thursday 05:00 UTC
        self.assertEqual(
            self.wait("working_hours", 10, "2026-06-08 10:00", "2026-06-08 13:00", "2026-06-11 05:00"),
            self.at("2026-06-12 06:00"),
        )

    def test_waiting_stops_working_days(self):
        # from Monday, stopped on Wednesday with 3 of 5 left, going on on the next Wednesday
        self.assertEqual(
            self.wait("working_days", 5, "2026-06-08 08:00", "2026-06-10 08:00", "2026-06-17 08:00"),
            self.at("2026-06-22 12:00"),
        )

    def test_waiting_stops_calendar_days(self):
        self.assertEqual(
            self.wait("calendar_days", 10, "2026-06-08 08:00", "2026-06-10 08:00", "2026-06-17 08:00"),
            self.at("2026-06-25 12:00"),
        )

    def test_waiting_for_less_than_a_day_changes_nothing(self):
        self.assertEqual(
            self.wait("working_days", 5, "2026-06-08 08:00", "2026-06-10 08:00", "2026-06-10 09:00"),
            self.at("2026-06-15 12:00"),
        )

    @freeze_time("2026-06-08 08:00")
    def test_from_waiting_to_another_stage_the_deadline_is_that_stages_own(self):
        self.publish(self.process(a=self.escalated(2), b=self.escalated(5)))
        record = self.record()
        record.take_step("go")
        with freeze_time("2026-06-10 08:00"):
            record.take_step("hold")
            record.take_step("away")
            self.assertEqual(record.deadline, self.at("2026-06-12 12:00"))
            self.assertFalse(record.deadline_stopped_id)

    @freeze_time("2026-06-08 08:00")
    def test_a_waiting_stage_may_have_a_deadline_of_its_own(self):
        self.publish(self.process(b=self.escalated(5), wait=self.escalated(1)))
        record = self.record()
        record.take_step("go")
        record.take_step("hold")
        self.assertEqual(record.deadline, self.at("2026-06-09 12:00"))
        record.take_step("back")
        self.assertEqual(record.deadline, self.at("2026-06-15 12:00"))

    # -- nobody writes it

    @freeze_time("2026-06-08 08:00")
    def test_a_deadline_is_not_written_by_hand(self):
        self.publish(self.process(a=self.escalated(3)))
        record = self.record(deadline="2030-01-01 00:00:00", deadline_next="2030-01-01 00:00:00")
        self.assertEqual(record.deadline, self.at("2026-06-11 12:00"))
        for name in ("deadline", "deadline_start", "deadline_next", "deadline_stopped_id"):
            for user in (self.worker, self.env.user):
                with self.assertRaisesRegex(UserError, "not written by hand"):
                    record.with_user(user).write({name: False})
        context = {"default_deadline": "2030-01-01 00:00:00", "default_deadline_level": 3}
        other = self.env["kentro.assessment"].with_user(self.worker).with_context(**context).create(
            {"case_id": self.case.id}
        )
        self.assertEqual((other.deadline, other.deadline_level), (record.deadline, 0))

    # -- the definition

    def test_what_a_stage_says_of_its_deadline_makes_sense(self):
        self.since = self.env["ir.model.fields"]._get("kentro.assessment", "stage_since").id
        foreign = self.env["ir.model.fields"]._get("kentro.request", "answer_by").id
        for sentence, values in {
            "not negative": days(-1),
            "to 3650 at most": days(9999),
            "counted in": {"deadline_count": 3},
            "over at once": days(0),
            "no date of its records": days(0, deadline_field_id=foreign),
            "worked out by the program": days(0, deadline_field_id=self.since),
            "but in what": {"deadline_field_id": foreign},
            "is an end": {"kind": "done", **days(3)},
        }.items():
            with self.subTest(sentence), self.assertRaisesRegex(ValidationError, sentence), self.env.cr.savepoint():
                self.process(b=values)
        self.process(b=days(0, deadline_field_id=self.env["ir.model.fields"]._get("kentro.assessment", "date").id))

    def test_a_published_deadline_is_frozen(self):
        workflow = self.publish(self.process(a=self.escalated(3)))
        for values in ({"deadline_count": 9}, {"warn_before": 1}, {"escalate_role_id": False}):
            with self.assertRaisesRegex(UserError, "is published"):
                workflow.stage_ids[0].with_user(self.rules).write(values)

    def test_a_deadline_needs_somebody_to_whom_it_is_passed_on(self):
        with self.assertRaisesRegex(UserError, "nobody to whom it is passed on"):
            self.process(a=days(3)).action_publish()
        with self.assertRaisesRegex(UserError, "which has none"):
            self.process(steps=[("auto", "a", "end", {})]).action_publish()
        self.process(a=days(3), steps=[("auto", "a", "end", {})]).action_publish()  # the step takes it away

    def rule(self, must, **values):
        return self.env["kentro.rule"].create(
            {
                "name": f"{must}",
                "model_id": self.env["ir.model"]._get_id("kentro.assessment"),
                "must_domain": must,
                **values,
            }
        )

    def publish_two(self, one, other):
        rules = [{"rule_ids": [Command.link(rule.id)]} for rule in (one, other)]
        self.process(
            a=self.escalated(3), steps=[("x", "a", "end", rules[0]), ("y", "a", "b", rules[1])]
        ).action_publish()

    def test_two_steps_of_one_deadline_exclude_each_other_visibly(self):
        mine, hers = self.rule("[('user_id', '=', 1)]"), self.rule("[('user_id', 'in', [2, 3])]")
        self.publish_two(mine, hers)
        doubtful = (
            self.rule("[('user_id', 'in', [1, 2])]"),
            self.rule("[('note', '=', False)]"),
            self.rule("['|', ('user_id', '=', 2), ('note', '=', False)]"),
            self.rule("[('user_id', '!=', 1)]"),
            self.rule("[('user_id', '=', 2)]", when_domain="[('note', '!=', False)]"),
            self.rule("[('user_id', '=', 2)]", valid_to="2026-12-31"),
        )
        for other in doubtful:
            with self.subTest(other.must_domain), self.assertRaisesRegex(UserError, "do not exclude each other"):
                self.publish_two(mine, other)

    def test_values_that_one_record_can_have_both_exclude_nothing(self):
        for one, other in (
            ("[('case_id.topic_ids', 'in', [1])]", "[('case_id.topic_ids', 'in', [2])]"),
            ("[('user_id', '=', 1)]", "[('user_id', '=', 'OdooBot')]"),
            ("[('date', '=', 'today')]", "[('date', '=', '2026-06-08')]"),
            ("[('case_id.name', '=', False)]", "[('case_id.name', '=', '')]"),
        ):
            with self.subTest(one), self.assertRaisesRegex(UserError, "do not exclude each other"):
                self.publish_two(self.rule(one), self.rule(other))

    def test_a_step_that_takes_itself_asks_nothing_that_must_be_answered(self):
        with self.assertRaisesRegex(UserError, "nobody would be there to answer"):
            self.process(a=self.escalated(3), steps=[("x", "a", "end", {"reason": "required"})]).action_publish()

    @freeze_time("2026-06-08 08:00")
    def test_a_step_that_takes_itself_is_for_nobody_to_take(self):
        self.publish(self.process(a=self.escalated(3), steps=[("auto", "a", "b", {})]))
        record = self.record()
        with self.assertRaisesRegex(UserError, "not yours to take"):
            record.take_step("auto")
        self.assertNotIn("auto", [step["code"] for step in record.steps])

    # -- when the hours change

    @freeze_time("2026-06-08 08:00")
    def test_a_strike_day_moves_the_open_deadlines_and_its_removal_moves_them_back(self):
        self.publish(self.process(a=self.escalated(3)))
        record = self.record()
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Απεργία",
                "calendar_id": self.hours.id,
                "date_from": "2026-06-09 21:00:00",
                "date_to": "2026-06-10 20:59:59",
            }
        )
        self.env.cr.precommit.run()
        self.assertEqual(record.deadline, self.at("2026-06-12 12:00"))
        leave.unlink()
        self.env.cr.precommit.run()
        self.assertEqual(record.deadline, self.at("2026-06-11 12:00"))

    @freeze_time("2026-06-08 08:00")
    def test_numbers_that_nobody_filled_in_are_none_and_the_job_still_looks(self):
        self.publish(self.process(a=self.escalated(3)))
        record = self.record()
        self.env.cr.execute("UPDATE kentro_stage SET warn_before = NULL, escalate_after = NULL")
        self.holiday("once", date="2026-06-10")
        self.env.cr.precommit.run()
        self.assertEqual(record.deadline_next, self.at("2026-06-12 12:00"))

    @freeze_time("2026-06-08 08:00")
    def test_every_change_of_the_open_days_moves_them(self):
        self.publish(self.process(a=self.escalated(3)))
        record = self.record()
        shut = self.hours.attendance_ids.filtered(lambda line: line.dayofweek == "2")
        other = self.hours.copy({"name": "Άλλο"})
        other.attendance_ids.write({"hour_to": 14})
        for change, deadline in (
            (lambda: shut.write({"hour_to": 16}), "2026-06-11 12:00"),
            (lambda: shut.unlink(), "2026-06-12 12:00"),
            (lambda: self.holiday("once", date="2026-06-12"), "2026-06-15 12:00"),
            (lambda: self.env["kentro.holiday"].search([("date", "=", "2026-06-12")]).unlink(), "2026-06-12 12:00"),
            (lambda: self.hours.write({"tz": "UTC"}), "2026-06-12 15:00"),
            (lambda: self.structure.write({"calendar_id": other.id}), "2026-06-11 11:00"),
        ):
            change()
            self.env.cr.precommit.run()
            self.assertEqual(record.deadline, self.at(deadline))

    def holiday(self, rule, **values):
        return self.env["kentro.holiday"].create({"name": "Πολιούχος", "rule": rule, **values})

    @freeze_time("2026-06-08 08:00")
    def test_a_case_that_changes_structure_takes_its_deadlines_along(self):
        self.publish(self.process(a=self.escalated(3)))
        record = self.record()
        self.holiday("once", date="2026-06-10", structure_id=self.annex.id)
        self.case.sudo().structure_id = self.annex  # no hours: Monday to Friday, to midnight
        self.assertEqual(record.sudo().deadline.strftime("%m-%d %H:%M:%S"), "06-12 20:59:59")

    @freeze_time("2026-06-08 08:00")
    def test_many_deadlines_are_counted_again_by_the_job(self):
        self.publish(self.process(a=self.escalated(3)))
        record = self.record()
        self.patch(kentro_working_time, "AT_ONCE", 0)
        self.holiday("once", date="2026-06-10")
        self.env.cr.precommit.run()
        self.assertEqual(record.deadline, self.at("2026-06-11 12:00"))
        self.job._run_deadlines()
        self.assertEqual(record.deadline, self.at("2026-06-12 12:00"))

    @freeze_time("2026-06-08 08:00")
    def test_a_structure_that_never_opens_counts_plain_days(self):
        self.hours.attendance_ids.unlink()
        self.publish(self.process(a=self.escalated(3)))
        self.assertEqual(self.record().deadline.strftime("%m-%d %H:%M:%S"), "06-11 20:59:59")

    @freeze_time("2026-06-08 08:00")
    def test_far_dates_have_deadlines_too(self):
        for answer_by in ("0001-01-01", "1999-06-09", "2034-06-09", "9999-12-31", "2199-06-10"):
            request = self.env["kentro.request"].with_user(self.worker).create(
                {"structure_id": self.structure.id, "answer_by": answer_by}
            )
            self.assertTrue(request.deadline and request.deadline_next, answer_by)
            self.job._run_deadlines()
        self.assertEqual(request.deadline.year, 2199)
