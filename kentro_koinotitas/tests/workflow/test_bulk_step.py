from unittest.mock import patch

import psycopg2
from odoo.addons.kentro_koinotitas.models.cases.kentro_case import KentroCase
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_steps import StepsCommon


class BulkCommon(StepsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cases = cls.case | cls.new_case() | cls.new_case() | cls.new_case()
        cls.cases[:3].topic_ids = cls.topic

    def offer(self, user, records=None):
        records = records if records is not None else self.cases
        return self.env["kentro.bulk.step"].with_user(user).offer(records._name, records.ids)

    def take(self, user, records=None, code="finish", request_id=False, seen=None, **values):
        """Take a step; return {record id: (result, reason)}."""
        records = records if records is not None else self.cases
        seen = seen or [[record.id, record.sudo().stage_id.id] for record in records]
        Bulk = self.env["kentro.bulk.step"].with_user(user)
        self.results = Bulk.take(records._name, seen, code, values, False, request_id)
        self.env.flush_all()
        lines = self.env["kentro.bulk.step.line"].with_user(user).search(self.results["domain"])
        return {line.res_id: (line.result, line.reason) for line in lines}


@tagged("post_install", "-at_install")
class TestBulkStep(BulkCommon):
    """One step for a selection: all that can, and a reason for each that cannot."""

    def test_steps_possible_for_one_are_offered_with_how_many(self):
        [finish] = self.offer(self.worker)["steps"]
        self.assertEqual((finish["code"], finish["possible"]), ("finish", 3))
        self.assertEqual(finish["hindrances"], ["A topic is missing."])
        self.assertEqual([ask["name"] for ask in finish["asks"]], ["summary"])

    def test_those_that_can_are_moved_and_the_others_named_with_the_reason(self):
        told = self.take(self.worker, summary="This is why")
        moved, refused = self.cases[:3], self.cases[3]
        self.assertEqual(moved.stage_id, self.end)
        self.assertEqual(set(moved.mapped("summary")), {"This is why"})
        self.assertEqual((refused.stage_id, refused.summary), (self.begin, False))
        self.assertEqual(told[refused.id], ("refused", "A topic is missing."))
        self.assertEqual({told[case.id] for case in moved}, {("moved", False)})
        self.assertEqual(self.results["name"], "Finish: 3 moved, 1 refused")

    def test_results_are_counted_by_what_became_of_them_and_name_the_person(self):
        self.take(self.worker, summary="This is why")
        Line = self.env["kentro.bulk.step.line"].with_user(self.worker)
        counts = dict(Line._read_group(self.results["domain"], ["outcome"], ["__count"]))
        self.assertEqual(counts, {"Moved": 3, "A topic is missing.": 1})
        self.assertTrue(self.results["context"]["search_default_by_outcome"])
        self.assertEqual(set(Line.search(self.results["domain"]).mapped("person")), {self.maria.display_name})

    def test_a_step_that_does_not_begin_here_is_not_foreseen(self):
        self.take(self.worker, self.cases[:1], summary="This is why")
        told = self.take(self.worker, self.cases[:1])
        self.assertIn("this step is not foreseen", told[self.case.id][1])

    def test_what_is_left_empty_stays_as_it_is_on_each(self):
        self.cases.summary = "why, long ago"
        self.take(self.worker, summary=False)
        self.assertEqual(self.cases[:3].stage_id, self.end)
        self.assertEqual(set(self.cases.mapped("summary")), {"why, long ago"})

    def test_an_answer_that_the_rule_refuses_refuses_each(self):
        told = self.take(self.worker, summary="Because")
        self.assertEqual(self.cases.stage_id, self.begin)
        self.assertIn("The history says why", told[self.case.id][1])
        self.assertFalse(any(self.cases.mapped("summary")))

    def test_one_that_fails_inside_does_not_take_back_the_others(self):
        bad, after_step = self.cases[1], KentroCase._after_step

        def fail(records, transition):
            after_step(records, transition)
            if bad in records:
                raise UserError("The letter could not be written.")

        with patch.object(KentroCase, "_after_step", fail):
            told = self.take(self.worker, summary="This is why")
        self.assertEqual(told[bad.id], ("refused", "The letter could not be written."))
        self.assertEqual((bad.stage_id, bad.summary), (self.begin, False))
        self.assertEqual((self.cases[0] | self.cases[2]).stage_id, self.end)

    def test_a_constraint_of_the_database_refuses_one_only(self):
        bad, after_step = self.cases[1], KentroCase._after_step

        def fail(records, transition):
            after_step(records, transition)
            if bad in records:
                records.env.cr.execute("UPDATE kentro_case SET structure_id = NULL WHERE id = %s", [bad.id])

        with patch.object(KentroCase, "_after_step", fail), self.assertLogs("odoo.sql_db"):
            told = self.take(self.worker, summary="This is why")
        self.assertEqual([case.stage_kind for case in self.cases], ["done", "new", "done", "new"])
        self.assertGreater(len(told[bad.id][1].split()), 3)

    def test_a_lost_connection_is_no_refusal(self):
        with (
            patch.object(KentroCase, "_after_step", side_effect=psycopg2.OperationalError("replay me")),
            self.assertRaises(psycopg2.OperationalError),
        ):
            self.take(self.worker, summary="This is why")

    def test_a_repeated_click_moves_nothing_twice_and_refuses_nothing(self):
        for _click in range(2):
            told = self.take(self.worker, self.cases[:3], request_id="once", summary="This is why")
            self.assertEqual({result for result, _reason in told.values()}, {"moved"})
        log = self.env["kentro.transition.log"].sudo()
        rows = log.search([("model", "=", "kentro.case"), ("res_id", "in", self.cases[:3].ids)])
        self.assertEqual(len(rows.filtered("transition_id")), 3)

    def test_a_record_that_has_moved_meanwhile_is_refused(self):
        seen = [[case.id, self.end.id] for case in self.cases]
        told = self.take(self.worker, seen=seen, summary="This is why")
        self.assertEqual(self.cases.stage_id, self.begin)
        self.assertIn("Meanwhile moved", told[self.case.id][1])

    def test_versions_that_ask_different_things_are_answered_each(self):
        old = self.cases[:3]
        self.process(2)
        self.step("finish", self.env["kentro.rule"], ["closed_on"], "group_case_worker")
        self.workflow.action_publish()
        new = self.new_case()
        [finish] = self.offer(self.worker, old | new)["steps"]
        self.assertEqual({ask["name"] for ask in finish["asks"]}, {"summary", "closed_on"})
        self.take(self.worker, old | new, summary="This is why", closed_on="2030-01-01")
        self.assertEqual(set((old | new).mapped("stage_kind")), {"done"})
        self.assertEqual((any(old.mapped("closed_on")), new.summary), (False, False))

    def test_a_thousand_cost_as_many_calls_as_ten(self):
        def cost(number, summary):
            cases = self.env["kentro.case"].with_user(self.worker).create(
                [
                    {"beneficiary_id": self.beneficiary.id, "topic_ids": [Command.set(self.topic.ids)]}
                    for _i in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            told = self.take(self.worker, cases, summary=summary)
            return self.env.cr.sql_log_count - before, {result for result, _reason in told.values()}

        for summary, result in (("This is why", {"moved"}), ("Because", {"refused"})):
            cost(1, summary)
            (ten, told), (hundred, also) = cost(10, summary), cost(100, summary)
            self.assertEqual((told, also), (result, result))
            self.assertLessEqual(hundred - ten, 2, "nothing is asked record by record")


@tagged("post_install", "-at_install")
class TestBulkStepAttacks(BulkCommon):
    """No record is moved, named or counted for whoever could not do so one by one."""

    def test_records_of_another_structure_are_neither_moved_nor_named(self):
        foreign = self.env["kentro.case"].with_user(self.worker2).create(
            {"beneficiary_id": self.eleni.id, "structure_id": self.annex.id, "topic_ids": [Command.set(self.topic.ids)]}
        )
        self.assertEqual(self.offer(self.worker, foreign)["steps"], [])
        told = self.take(self.worker, foreign | self.case, summary="This is why")
        self.assertEqual(foreign.stage_id, self.begin)
        self.assertEqual(told[0], ("refused", "You may not see it."))
        lines = self.env["kentro.bulk.step.line"].with_user(self.worker).search(self.results["domain"])
        self.assertNotIn(foreign.name, lines.mapped("name"))

    def test_ids_that_do_not_exist_are_refused_with_a_sentence(self):
        told = self.take(self.worker, seen=[[self.case.id, self.begin.id], [10**8, False]], summary="This is why")
        self.assertEqual(told[0], ("refused", "You may not see it."))
        self.assertEqual(self.case.stage_id, self.end)

    def test_other_models_take_no_steps(self):
        for model in ("res.users", "res.partner", "kentro.workflow", "kentro.workflow.mixin", "no.such.model"):
            for method, args in (("offer", [[1]]), ("take", [[[1, False]], "finish"])):
                with self.subTest(model=model, method=method), self.assertRaisesRegex(UserError, "is no process"):
                    getattr(self.env["kentro.bulk.step"].with_user(self.worker), method)(model, *args)

    def test_who_sees_no_cases_is_offered_and_takes_nothing(self):
        for user in (self.reception, self.director, self.rules, self.dpo, self.outsider, self.admin):
            with self.assertRaises(AccessError):
                self.offer(user)
            with self.assertRaises(AccessError):
                self.take(user, summary="This is why")
        self.assertEqual(self.cases.stage_id, self.begin)

    def test_a_step_of_somebody_else_stays_hers(self):
        told = self.take(self.worker, code="approve")
        self.assertEqual(self.cases.stage_id, self.begin)
        self.assertIn("not yours to take", told[self.case.id][1])

    def test_a_field_that_the_step_does_not_ask_is_refused(self):
        told = self.take(self.worker, summary="This is why", user_id=self.psychologist.id)
        self.assertIn("does not ask for: user_id", told[self.case.id][1])
        self.assertEqual(self.cases.user_id, self.worker)

    def test_results_are_their_makers_alone(self):
        self.take(self.worker, summary="This is why")
        for user in (self.coordinator, self.psychologist, self.reception):
            lines = self.env["kentro.bulk.step.line"].with_user(user)
            self.assertFalse(lines.search(self.results["domain"]))

    def test_results_are_written_by_nobody(self):
        self.take(self.worker, summary="This is why")
        line = self.env["kentro.bulk.step.line"].with_user(self.worker).search(self.results["domain"], limit=1)
        for attempt in (lambda: line.write({"reason": "x"}), lambda: line.copy(), lambda: line.bulk_id.copy()):
            with self.assertRaises(AccessError):
                attempt()
