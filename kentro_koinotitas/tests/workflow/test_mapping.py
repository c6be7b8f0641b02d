from odoo.addons.kentro_koinotitas.models.workflow.engine import ENGINE
from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged


@tagged("post_install", "-at_install")
class TestMapping(CasesCommon):
    """Running records move to a new version, all at once, by the role that sees none of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls.env.ref("kentro_koinotitas.workflow_case")
        cls.new = cls.old.with_user(cls.rules).copy({"previous_id": cls.old.id})
        cls.Mapping = cls.env["kentro.workflow.mapping"].with_user(cls.rules)

    def stage(self, workflow, code):
        return workflow.stage_ids.filtered(lambda s: s.code == code)

    def mapping(self, old=None, new=None):
        return self.Mapping.create({"from_id": (old or self.old).id, "to_id": (new or self.new).id})

    def line(self, mapping, code):
        return mapping.line_ids.filtered(lambda line: line.source_id.code == code)

    def logs(self, record):
        return (
            self.env["kentro.transition.log"]
            .sudo()
            .search([("model", "=", record._name), ("res_id", "=", record.id)], order="id")
        )

    def foreign_case(self):
        other = self.env["res.company"].create({"name": "Another"})
        structure = self.structure.copy({"company_id": other.id})
        case = self.env["kentro.case"].create({"beneficiary_id": self.beneficiary.id, "structure_id": structure.id})
        self.assertEqual(case.company_id, other)
        return case

    # -- what is proposed

    def test_a_counterpart_is_proposed_by_code_then_name_then_likeness(self):
        new = {stage.code: stage for stage in self.new.stage_ids}
        new["support"].code = "accompany"  # the name stays
        new["assessment"].write({"code": "evaluation", "name": "Assessments"})
        mapping = self.mapping()
        self.assertEqual(self.line(mapping, "intake").target_id, new["intake"])
        self.assertEqual(self.line(mapping, "support").target_id, new["support"])
        self.assertEqual(self.line(mapping, "assessment").target_id, new["assessment"])

    def test_an_end_is_proposed_for_an_end_only(self):
        self.stage(self.new, "support").write({"code": "x1", "name": "x1"})
        self.env.flush_all()
        self.stage(self.new, "closed").code = "support"
        self.assertFalse(self.line(self.mapping(), "support").target_id)

    def test_it_says_how_many_records_stand_on_each_stage(self):
        for _i in range(3):
            self.new_case()
        self.foreign_case()
        line = self.line(self.mapping(), "intake")
        self.assertEqual(
            line.count,
            self.env["kentro.case"].search_count(
                [("stage_id.code", "=", "intake"), ("company_id", "=", self.company.id)]
            ),
        )
        with self.assertRaises(AccessError):
            self.case.with_user(self.rules).read(["stage_id"])

    # -- moving

    def test_records_move_with_a_row_of_the_log_each(self):
        others = self.new_case() | self.new_case()
        self.new.action_publish()
        cases = self.case | others | self.new_case()
        on_old = cases.filtered(lambda c: c.workflow_id == self.old)
        before = {case: (case.stage_since, len(self.logs(case))) for case in on_old}
        mapping = self.mapping()
        mapping.action_move()
        for case in on_old:
            self.assertEqual((case.workflow_id, case.stage_id), (self.new, self.stage(self.new, "intake")))
            self.assertEqual(case.stage_since, before[case][0], "it has not moved: its time runs on")
            log = self.logs(case)[-1]
            self.assertEqual(
                (log.origin, log.user_id, log.source_id, log.target_id, log.seconds),
                ("mapping", self.rules, self.stage(self.old, "intake"), case.stage_id, 0),
            )
            self.assertEqual(len(self.logs(case)), before[case][1] + 1)
        self.assertIn("moved from", mapping.result)
        self.assertNotIn(self.case.display_name, mapping.result, "the role learns no names")
        self.move(self.case, self.worker, "assess")
        self.assertEqual(self.case.stage_id, self.stage(self.new, "assessment"))

    def test_in_another_stage_the_time_begins_anew(self):
        self.new.action_publish()
        self.env.cr.execute("UPDATE kentro_case SET stage_since = stage_since - interval '1 day'")
        self.env.invalidate_all()
        mapping = self.mapping()
        self.line(mapping, "intake").target_id = self.stage(self.new, "assessment")
        mapping.action_move()
        log = self.logs(self.case)[-1]
        self.assertAlmostEqual(log.seconds, 86400, delta=60)
        self.assertEqual(self.case.stage_since, log.date)

    def test_a_stage_without_a_target_keeps_its_records(self):
        self.new.action_publish()
        mapping = self.mapping()
        self.line(mapping, "intake").target_id = False
        mapping.action_move()
        self.assertEqual(self.case.workflow_id, self.old)
        self.assertIn("no new stage was chosen", mapping.result)

    def test_what_has_ended_does_not_open_again_nor_end_by_a_version(self):
        self.new.action_publish()
        ended = self.stage(self.old, "closed")
        closed = self.new_case()
        closed.sudo()._move_to_version(ENGINE, ended, {})
        mapping = self.mapping()
        self.line(mapping, "closed").target_id = self.stage(self.new, "support")
        self.line(mapping, "intake").target_id = self.stage(self.new, "closed")
        mapping.action_move()
        self.assertEqual(self.case.workflow_id, self.old)
        self.assertEqual(closed.stage_id, ended)
        self.assertIn("An end is reached by a step", mapping.result)
        self.assertIn("How a record ended stays", mapping.result)

    def test_no_record_gets_another_outcome_by_a_new_version(self):
        ended = self.stage(self.new, "closed")
        ended.write({"code": "other", "name": self.stage(self.old, "closed").name})
        self.new.action_publish()
        closed = self.new_case()
        closed.sudo()._move_to_version(ENGINE, self.stage(self.old, "closed"), {})
        mapping = self.mapping()
        self.assertFalse(self.line(mapping, "closed").target_id)
        self.line(mapping, "closed").target_id = ended
        mapping.action_move()
        self.assertEqual(closed.stage_id, self.stage(self.old, "closed"))
        self.assertIn("How a record ended stays", mapping.result)

    def deadline(self, workflow, code, **values):
        role = self.env.ref("kentro_koinotitas.role_coordinator").id
        self.stage(workflow, code).write(
            {"deadline_unit": "calendar_days", "deadline_count": 10, "escalate_role_id": role, **values}
        )

    def versions_with_deadlines(self, **values):
        """A version whose stages have deadlines, in force, and the next one, whose deadlines differ by ``values``."""
        self.deadline(self.new, "assessment")
        self.new.action_publish()
        self.old, self.new = self.new, self.new.copy({"previous_id": self.new.id})
        if values:
            self.deadline(self.new, "assessment", **values)
        case = self.new_case()
        self.move(case, self.worker, "assess")
        self.assertTrue(case.deadline)
        self.new.action_publish()
        return case

    def test_a_deadline_runs_on_in_the_same_stage(self):
        case = self.versions_with_deadlines()
        before = case.deadline, case.deadline_start, case.deadline_next
        self.mapping().action_move()
        self.assertEqual(case.workflow_id, self.new)
        self.assertEqual((case.deadline, case.deadline_start, case.deadline_next), before)

    def test_another_deadline_is_counted_from_when_the_record_came(self):
        case = self.versions_with_deadlines(deadline_count=20)
        before, start = case.deadline, case.deadline_start
        self.mapping().action_move()
        self.assertEqual(case.deadline_start, start)
        self.assertGreater(case.deadline, before)

    def test_a_deadline_ends_where_the_new_version_has_none(self):
        case = self.versions_with_deadlines(deadline_unit=False, deadline_count=0, escalate_role_id=False)
        self.mapping().action_move()
        self.assertEqual((case.workflow_id, case.deadline, case.deadline_next), (self.new, False, False))

    def test_a_clock_that_stands_still_is_that_of_the_new_stage(self):
        case = self.versions_with_deadlines()
        stage = self.stage(self.old, "assessment")
        case.sudo()._write_deadlines(ENGINE, [({"deadline_stopped_id": stage.id}, case.sudo())])
        self.mapping().action_move()
        self.assertEqual(case.sudo().deadline_stopped_id, self.stage(self.new, "assessment"))

    def test_the_number_of_statements_does_not_grow_with_the_records(self):
        def moved(count):
            new = self.old.with_user(self.rules).copy({"previous_id": self.old.id})
            vals = {"beneficiary_id": self.beneficiary.id, "structure_id": self.structure.id}
            self.env["kentro.case"].create([vals] * count)
            new.action_publish()
            mapping = self.Mapping.create({"from_id": previous[0].id, "to_id": new.id})
            previous[0] = new
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            mapping.action_move()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        previous = [self.old]
        moved(2)
        few, many = moved(3), moved(150)
        self.assertLessEqual(many - few, 2)

    def test_the_dialog_opens_with_the_version_before(self):
        self.new.action_publish()
        action = self.new.action_map()
        mapping = self.Mapping.browse(action["res_id"])
        self.assertEqual((mapping.from_id, mapping.to_id), (self.old, self.new))
        with Form(mapping) as form, form.line_ids.edit(0) as line:
            line.target_id = self.stage(self.new, "assessment")
        self.assertEqual(mapping.line_ids[0].target_id.code, "assessment")
        self.assertEqual(
            self.old.with_user(self.rules).running_count,
            self.env["kentro.case"].search_count(
                [
                    ("workflow_id", "=", self.old.id),
                    ("stage_kind", "not in", ["done", "cancelled"]),
                    ("company_id", "=", self.company.id),
                ]
            ),
        )

    # -- attacks

    def test_it_is_offered_only_where_another_version_has_open_records(self):
        new = self.new.with_user(self.rules)
        self.assertFalse(new.movable_count, "nothing moves to a draft")
        new.action_publish()
        new.invalidate_recordset()
        self.assertEqual(new.movable_count, self.old.with_user(self.rules).running_count)
        self.assertFalse(self.old.with_user(self.rules).movable_count)

    def test_only_the_role_opens_and_moves(self):
        self.new.action_publish()
        for user in (self.worker, self.coordinator, self.director, self.dpo, self.admin):
            with self.assertRaises(AccessError):
                self.Mapping.with_user(user).create({"from_id": self.old.id, "to_id": self.new.id})
            with self.assertRaises(AccessError):
                self.new.with_user(user).action_map()
            with self.assertRaises(AccessError):
                self.mapping().with_user(user).action_move()
        self.assertEqual(self.case.workflow_id, self.old)

    def test_to_a_draft_or_another_model_or_itself_is_refused(self):
        for new, sentence in (
            (self.new, "is not published"),
            (self.env.ref("kentro_koinotitas.workflow_referral"), "different records"),
            (self.old, "two different versions"),
        ):
            with self.assertRaisesRegex(UserError, sentence):
                self.mapping(new=new).action_move()

    def test_forged_lines_are_refused(self):
        self.new.action_publish()
        third = self.env.ref("kentro_koinotitas.workflow_referral")
        for change in (
            {"target_id": third.stage_ids[0].id},
            {"target_id": self.stage(self.old, "support").id},
            {"source_id": third.stage_ids[0].id},
            {"source_id": self.stage(self.old, "support").id},
        ):
            mapping = self.mapping()
            self.line(mapping, "intake").write(change)
            with self.assertRaisesRegex(UserError, "named once"):
                mapping.action_move()

    def test_nobody_maps_into_or_out_of_another_municipality(self):
        other = self.env["res.company"].create({"name": "Another"})
        foreign = self.old.copy({"company_id": other.id})
        foreign.sudo().action_publish()
        self.new.action_publish()
        for old, new in ((self.old, foreign), (foreign, self.new)):
            with self.assertRaises(AccessError):
                self.mapping(old, new).action_move()
        self.rules.company_ids |= other  # works in both, but is in the one at this moment
        with self.assertRaisesRegex(AccessError, "of another municipality"):
            self.mapping(self.old, foreign).with_context(allowed_company_ids=[self.company.id, other.id]).action_move()

    def test_records_of_another_municipality_stay(self):
        foreign = self.foreign_case()
        self.new.action_publish()
        self.mapping().action_move()
        self.assertEqual((foreign.workflow_id, self.case.workflow_id), (self.old, self.new))

    def test_the_engine_alone_moves_to_a_version(self):
        self.new.action_publish()
        for token in (None, True, "ENGINE"):
            with self.assertRaisesRegex(UserError, "by a step only"):
                self.case.sudo()._move_to_version(token, self.stage(self.new, "intake"), {})
        for values in ({"workflow_id": self.new.id}, {"stage_id": self.stage(self.new, "intake").id}):
            with self.assertRaises(UserError):
                self.case.sudo().write(values)
