from datetime import timedelta

from freezegun import freeze_time
from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestTimeInStage(CasesCommon):
    """The form says how long a record stood in each stage, all visits together."""

    def times(self, record):
        self.env.invalidate_all()
        return [(row["name"], row["seconds"], row["present"]) for row in record.with_user(self.worker).stage_times]

    def test_visits_of_one_stage_are_added_and_the_present_one_grows(self):
        with freeze_time("2026-03-02 08:00:00") as clock:
            request = self.env["kentro.request"].with_user(self.reception).create(
                {"beneficiary_id": self.beneficiary.id, "topic_ids": self.env["kentro.topic"].search([], limit=1).ids}
            )
            assessment = self.env["kentro.assessment"].with_user(self.worker).create({"case_id": self.case.id})
            for step, days in (("start", 1), ("submit", 2), ("return", 3), ("submit", 4)):
                clock.tick(timedelta(days=days))
                for line in assessment.score_ids if step == "submit" else ():
                    line.score = 7
                user = self.coordinator if step == "return" else self.worker
                asks = {"reason": "Look again"} if step == "return" else {}
                assessment.with_user(user).take_step(step, **asks)
                self.env.flush_all()
            clock.tick(timedelta(hours=5))
            day = 24 * 3600
            self.assertEqual(
                self.times(assessment),
                [
                    ("Draft", day, False),
                    ("In progress", 2 * day, False),
                    ("Returned", 4 * day, False),
                    ("Submitted", 3 * day + 5 * 3600, True),
                ],
            )
            request.with_user(self.reception).take_step("answer", values={"outcome": "Told"})
            clock.tick(timedelta(days=9))
            ended = self.times(request)
        self.assertEqual(ended[-1][1:], (0, True), "at an end no time is counted")
        self.assertEqual(ended[0][1], 10 * day + 5 * 3600)

    def test_a_stage_of_two_versions_is_one_stay(self):
        with freeze_time("2026-03-02 08:00:00") as clock:
            case = self.new_case()
            self.env.flush_all()
            clock.tick(timedelta(days=2))
            old = self.env.ref("kentro_koinotitas.workflow_case")
            new = old.copy()
            new.with_user(self.rules).action_publish()
            self.env["kentro.workflow.mapping"].with_user(self.rules).create(
                {"from_id": old.id, "to_id": new.id}
            ).action_move()
            clock.tick(timedelta(days=1))
            self.assertEqual(case.workflow_id, new)
            self.assertEqual(self.times(case), [("Intake", 3 * 24 * 3600, True)])

    def test_many_records_cost_one_statement(self):
        def cost(number):
            cases = self.case.union(*(self.new_case() for _i in range(number - 1)))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            cases.mapped("stage_times")
            return self.env.cr.sql_log_count - before

        cost(1)
        self.assertEqual(cost(3), cost(30))

    def test_a_new_record_has_no_times(self):
        self.assertFalse(self.env["kentro.case"].new({}).stage_times)
