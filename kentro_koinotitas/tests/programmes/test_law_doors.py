from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_law_follow import LawCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-10")
class TestLawDoors(LawCommon):
    """What is in force is rewritten by no door: nor by writing its status, nor by moving a part into it."""

    def _draft(self):
        return self.gmi.copy({"name": "Δείγμα", "date_from": "2030-01-01"})

    def test_published_rules_are_not_made_a_draft_again(self):
        with self.assertRaises(UserError):
            self.gmi.write({"state": "draft"})
        with self.assertRaises(UserError):
            self.gmi.sudo().write({"state": "draft"})

    def test_rules_are_published_by_their_button_alone(self):
        values = {"name": "Δείγμα", "programme_id": self.gmi.programme_id.id, "date_from": "2030-01-01"}
        Ruleset = self.env["kentro.ruleset"]
        made = Ruleset.create({**values, "state": "published"})
        made |= Ruleset.with_context(default_state="published").create(values)
        self.assertEqual(made.mapped("state"), ["draft", "draft"])
        with self.assertRaises(UserError):
            made[0].write({"state": "published"})
        loaded = Ruleset.load(["name", "programme_id/.id", "date_from", "state"],
                              [["Δείγμα", str(self.gmi.programme_id.id), "2031-01-01", "published"]])
        self.assertEqual(Ruleset.browse(loaded["ids"] or ()).filtered(lambda r: r.state != "draft"), Ruleset)

    def test_a_line_is_not_moved_into_a_scale_in_force(self):
        scale = self.env["kentro.scale"].create(
            {"name": "Δείγμα", "code": "sample", "line_ids": [Command.create({"name": "one", "number": 1})]}
        )
        scales = self.gmi.tier_ids.scale_id | self.gmi.criterion_ids.rule_id.limit_scale_id
        with self.assertRaisesRegex(UserError, "published"):
            scale.line_ids.scale_id = scales[0]

    def test_a_share_is_not_moved_into_a_measure_in_force(self):
        measure = self.env["kentro.measure"].create(
            {"name": "Δείγμα", "code": "sample", "share_ids": [Command.create({"nature": "work", "percent": 0})]}
        )
        used = self.gmi.criterion_ids.rule_id.measure_id.filtered(lambda one: one.of == "income")
        with self.assertRaisesRegex(UserError, "published"):
            measure.share_ids.measure_id = used[0]

    def test_a_value_that_holds_does_not_become_weak_to_be_rewritten(self):
        value = self.base.value_ids.filtered(lambda row: not row.is_weak)[:1]
        self.assertTrue(value)
        with self.assertRaises(UserError):
            value.write({"confidence": "m"})

    def test_a_question_that_rules_in_force_ask_keeps_its_code(self):
        question = self._shipped("question_luxury")
        with self.assertRaisesRegex(UserError, "published"):
            question.code = "jewels"
        with self.assertRaisesRegex(UserError, "published"):
            question.unlink()
        question.name = "Δείγμα;"

    def test_a_means_test_that_guards_a_published_step_is_not_rewritten(self):
        means = self.gmi.criterion_ids.rule_id.filtered("measure_id")[:1]
        guard = means.copy({"name": "Δείγμα"})
        step = self.env["kentro.transition"].search([("workflow_id.state", "=", "published")], limit=1)
        with self.assertRaisesRegex(UserError, "guards"), self.cr.savepoint():
            guard.transition_ids = [Command.link(step.id)]
        guard.invalidate_recordset()
        self.cr.execute("UPDATE kentro_workflow SET state = 'draft' WHERE id = %s", [step.workflow_id.id])
        self.env.invalidate_all()
        guard.transition_ids = [Command.link(step.id)]
        self.env.flush_all()
        self.cr.execute("UPDATE kentro_workflow SET state = 'published' WHERE id = %s", [step.workflow_id.id])
        self.env.invalidate_all()
        for values in ({"limit_number": 99}, {"compare": ">="}, {"kind": "condition"}):
            with self.assertRaisesRegex(UserError, "guards"):
                guard.write(values)

    def test_a_rule_that_is_archived_does_not_open_its_tier_to_all(self):
        draft = self._draft()
        rule = self.work.copy({"name": "Δείγμα"})
        draft.tier_ids[0].rule_ids = [Command.link(rule.id)]
        rule.active = False
        self.assertIn(rule.name, "".join(draft._faults()))

    def test_a_question_is_found_in_a_condition_however_it_is_written(self):
        question = self.env["kentro.question"].create({"name": "Δείγμα;", "code": "sample"})
        written = {"name": "Δείγμα.", "must_domain": '[("yes_ids.code", "!=", "sample")]'}
        rule = self._shipped("rule_luxury").copy(written)
        draft = self.env["kentro.ruleset"].create(
            {
                "name": "Δείγμα",
                "programme_id": self.env["kentro.programme"].create({"name": "Δείγμα", "code": "sample"}).id,
                "date_from": "2026-01-01",
                "criterion_ids": [Command.create({"rule_id": rule.id})],
            }
        )
        draft.action_publish()
        with self.assertRaisesRegex(UserError, "published"):
            question.code = "jewels"
        with self.assertRaisesRegex(UserError, "published"):
            question.unlink()

    def test_a_kind_of_income_that_rules_in_force_name_keeps_its_code(self):
        wage = self.env.ref("kentro_koinotitas.income_kind_wage").with_user(self.coordinator)
        for values in ({"code": "pay"}, {"nature": "benefit"}):
            with self.assertRaisesRegex(UserError, "published"):
                wage.write(values)

    def test_what_follows_begins_on_a_day(self):
        for what in ({"ruleset_id": self.gmi.id}, {"parameter_id": self.base.id}, {"rule_id": self.work.id}):
            with self.assertRaisesRegex(UserError, "from which day"):
                self.env["kentro.law.follow"].create(what).action_follow()
