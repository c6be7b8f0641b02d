from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .retention_common import LONG_AGO, RetentionCommon


@tagged("post_install", "-at_install")
class TestKentroRetention(RetentionCommon):
    # --- attacks --------------------------------------------------------------------------

    def test_one_person_does_not_say_both_yeses(self):
        batch = self._proposed()
        with self.assertRaises(UserError):
            batch.with_user(self.dpo).action_confirm()
        offered = {user: batch.with_user(user).may_confirm for user in (self.dpo, self.coordinator, self.director)}
        self.assertEqual(offered, {self.dpo: False, self.coordinator: True, self.director: True})
        forged = batch.with_user(self.dpo).with_context(kentro_engine=True, uid=self.director.id, su=True)
        with self.assertRaises(UserError):
            forged.action_confirm()
        for vals in ({"proposed_by_id": self.director.id}, {"state": "confirmed"}, {"without_second": True}):
            for user in (self.dpo, self.coordinator, self.director, self.admin):
                with self.assertRaises(AccessError):
                    batch.with_user(user).write(vals)
        self.assertFalse(self.maria.anonymised_on)

    def test_nobody_else_proposes_or_confirms(self):
        due = self._due()
        others = (self.reception, self.worker, self.rules, self.volunteers, self.outsider, self.admin)
        for user in (*others, self.director):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                due.with_user(user).action_propose()
        batch = self._proposed()
        for user in (*others, self.psychologist, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                batch.with_user(user).action_confirm()
        self.assertFalse(self.maria.anonymised_on)

    def test_nothing_is_due_by_hand(self):
        vals = {"company_id": self.company.id, "model": "kentro.beneficiary", "res_id": self.giorgos.id, "state": "due"}
        for user in (self.dpo, self.coordinator, self.director, self.admin):
            with self.assertRaises(AccessError):
                self.env["kentro.retention.due"].with_user(user).create({**vals, "rule_id": self.rule.id})
            with self.assertRaises(AccessError):
                self.env["kentro.retention.batch"].with_user(user).create({"company_id": self.company.id})
            with self.assertRaises(AccessError):
                self._due().with_user(user).write({"res_id": self.giorgos.id})

    def test_who_became_active_since_is_left_out(self):
        batch = self._proposed()
        self.env["kentro.request"].with_user(self.reception).create({"beneficiary_id": self.maria.id})
        batch.with_user(self.director).action_confirm()
        self.assertEqual((batch.state, batch.count), ("done", 0))
        self.assertFalse(self.maria.anonymised_on)
        self.assertFalse(self._due())  # of today is her last activity

    def test_what_keeps_a_file_is_told_and_it_cannot_be_proposed(self):
        self.env["kentro.retention.hold"].with_user(self.dpo).create(
            {"reference": self.maria.number, "reason": "Εισαγγελία 12/2026"}
        )
        self.env.cr.execute("UPDATE kentro_case SET stage_kind = 'ongoing' WHERE id = %s", [self.case.id])
        self.env.cr.execute("UPDATE kentro_beneficiary SET is_restricted = true WHERE id = %s", [self.maria.id])
        due = self._due().with_user(self.dpo)
        self.assertEqual(due.state, "held")
        self.assertEqual(set(due.held.split(",")), {"restricted", "kentro.case", "hold"})
        self.assertIn("legal hold", due.held_text)
        with self.assertRaises(UserError):
            due.action_propose()

    def test_periods_are_the_municipalitys_and_not_rewritten_once_used(self):
        shared = self.env.ref("kentro_koinotitas.retention_person_file")
        for user in (self.dpo, self.coordinator, self.rules, self.admin):
            with self.assertRaises(AccessError):
                self.rule.with_user(user).years = 1
        with self.assertRaises(AccessError):
            shared.with_user(self.director).years = 1
        with self.assertRaises(ValidationError):
            self.rule.with_user(self.director).source = False
        with self.assertRaises(ValidationError):
            self.rule.copy()
        self._proposed()
        with self.assertRaises(UserError):
            self.rule.with_user(self.director).years = 1
        self.rule.with_user(self.director).valid_to = "2030-12-31"

    # --- what it does ---------------------------------------------------------------------

    def test_without_a_period_nothing_is_ever_due(self):
        self.rule.years = 0
        self.assertFalse(self._due())
        shipped = self.env["kentro.retention.rule"].search([("company_id", "=", False)])
        self.assertEqual(set(shipped.mapped("record_class")), {*dict(shipped._fields["record_class"].selection)})
        self.assertFalse(any(shipped.mapped("years")) or any(shipped.mapped("months")))

    def test_two_people_anonymise_what_is_due_and_it_is_written_down(self):
        (self.director | self.coordinator | self.dpo).lang = "en_US"  # told in the language of each
        self.assertEqual(self._due(self.giorgos), self._due(self.giorgos).browse())  # registered today
        due = self._due()
        self.assertEqual((due.reference, due.state, str(due.since)), (self.maria.number, "due", LONG_AGO[:10]))
        shown = due.with_user(self.dpo).read()[0]
        self.assertNotIn("Παπαδοπούλου", str(shown))
        batch = self._proposed()
        asked = self.env["mail.activity"].search([("summary", "like", "second yes")]).user_id
        self.assertTrue(self.director in asked and self.coordinator in asked and self.dpo not in asked)
        batch.with_user(self.director).action_confirm()
        self.env.invalidate_all()
        self.assertTrue(self.maria.anonymised_on)
        self.assertEqual(
            (batch.state, batch.count, batch.proposed_by_id, batch.confirmed_by_id, batch.rule_id),
            ("done", 1, self.dpo, self.director, self.rule),
        )
        self.assertFalse(batch.without_second)
        with self.assertRaises(UserError):
            batch.with_user(self.coordinator).action_confirm()
        self.assertEqual(self._due().state, "done")
        self.assertEqual(len(self._due()), 1)

    def test_where_nobody_else_is_there_one_yes_is_marked(self):
        batch = self._proposed()
        others = batch._others()
        self.assertIn(self.director, others)
        others.write({"group_ids": [(3, self.env.ref(f"kentro_koinotitas.group_{role}").id)
                                    for role in ("dpo", "coordinator", "director")]})  # fmt: skip
        batch.with_user(self.dpo).action_confirm()
        self.assertTrue(batch.without_second and self.maria.anonymised_on)

    def test_a_refused_proposal_is_due_again(self):
        batch = self._proposed()
        batch.with_user(self.coordinator).action_refuse()
        self.assertEqual((batch.state, self._due().state), ("refused", "due"))
        self.assertFalse(self.maria.anonymised_on)

    def test_from_the_end_of_the_year(self):
        self.rule.from_year_end = True
        self.assertEqual(str(self._due().due_on), "2020-12-31")

    def test_other_records_are_emptied_or_deleted(self):
        Rule, Due = self.env["kentro.retention.rule"], self.env["kentro.retention.due"]
        own = {"company_id": self.company.id, "years": 5, "source": "Απόφαση 112/2026"}
        Rule.create([
            {"record_class": "request", "counts_from": "ended", **own},
            {"record_class": "read_log", "counts_from": "recorded", **own},
            {"record_class": "import", "counts_from": "recorded", **own},
        ])  # fmt: skip
        asked = self.env["kentro.request"].with_user(self.reception).create(
            {"information_only": True, "description": "Κείμενο", "outcome": "Ενημερώθηκε",
             "topic_ids": self.env["kentro.topic"].search([], limit=1).ids}
        ).sudo()
        self.env.flush_all()
        withdrawn = asked.workflow_id.stage_ids.filtered(lambda stage: stage.code == "withdrawn")  # it can be resumed
        self.env.cr.execute(
            "UPDATE kentro_request SET stage_since = %s, stage_id = %s, stage_kind = 'cancelled' WHERE id = %s",
            [LONG_AGO, withdrawn.id, asked.id])
        log = self.env["kentro.read.log"]
        log._insert({(self.worker.id, self.company.id): {("kentro.beneficiary", self.giorgos.id, "file")}})
        self.env.cr.execute("UPDATE kentro_read_log SET date = %s", [LONG_AGO])
        report = self.env["kentro.register.import"].create({"structure_id": self.structure.id, "filename": "Κείμενο"})
        report.write({"state": "done", "date": LONG_AGO, "row_count": 1})
        row = self.env["kentro.register.import.line"].create(
            {"import_id": report.id, "line": 1, "state": "bad", "who": "Κείμενο", "cells": ["Κείμενο"]}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        Due._look(self.company)
        for kind, after in (
            ("request", lambda: asked.description),
            ("read_log", lambda: log.search_count([])),
            ("import", lambda: row.who or row.cells or report.filename),
        ):
            line = Due.search([("rule_id.record_class", "=", kind)])
            self.assertTrue(line.count, kind)
            batch = self.env["kentro.retention.batch"].browse(line.with_user(self.dpo).action_propose()["res_id"])
            self.assertTrue(after())
            batch.with_user(self.coordinator).action_confirm()
            self.env.invalidate_all()
            self.assertFalse(after(), kind)
        self.assertTrue(asked.exists().name)
        for change in (
            lambda: asked.with_user(self.reception).take_step("resume"),
            lambda: asked.with_user(self.admin).sudo().write({"anonymised_on": False}),
            lambda: self.env["ir.attachment"].with_user(self.reception).create(
                {"name": "x", "raw": b"x", "res_model": "kentro.request", "res_id": asked.id}),
        ):
            with self.assertRaisesRegex(UserError, "anonymised"), self.env.cr.savepoint():
                change()
        self.assertFalse(asked.with_user(self.reception).may_write)
        self.assertEqual((report.row_count, row.state), (1, "bad"))

    def test_looking_costs_the_same_for_many(self):
        counts = []
        for number in (2, 40):
            people = self.env["kentro.beneficiary"].create(
                [{"last_name": f"Δείγμα{n}", "structure_ids": self.structure.ids} for n in range(number)]
            )
            self.env.cr.execute("UPDATE kentro_beneficiary SET create_date = %s, write_date = %s WHERE id = ANY(%s)",
                                [LONG_AGO, LONG_AGO, people.ids])  # fmt: skip
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["kentro.retention.due"]._look(self.company)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
