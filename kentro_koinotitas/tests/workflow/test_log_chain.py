import doctest

from odoo import fields
from odoo.addons.kentro_koinotitas.models.workflow.log.kentro_transition_log_chain import UNCOVERED
from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.addons.kentro_koinotitas.tools import chain
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError


class LogCommon(CasesCommon):
    """A case that has moved four times, another beside it, and raw SQL for whoever tampers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Log = cls.env["kentro.transition.log"]
        # what was there before the test stands on firm ground, too
        cls.assertSound = lambda self: self.assertEqual(self.Log._verify()[0], "")
        cls.other = cls.new_case()
        cls.move(cls.case, cls.worker, "assess")
        cls.close(cls.case, "He moved to Δράμα")
        cls.case.with_user(cls.worker).take_step("reopen", reason="He came back")
        cls.move(cls.other, cls.worker, "assess")
        cls.rows = cls.chain_of(cls.case)

    @classmethod
    def close(cls, case, reason=None):
        values = {"close_reason_id": cls.env.ref("kentro_koinotitas.close_reason_goals_reached").id,
                  "closed_on": "2030-01-01"}
        case.with_user(cls.worker).take_step("close", values=values, reason=reason)

    @classmethod
    def chain_of(cls, record):
        return cls.Log.search([("model", "=", record._name), ("res_id", "=", record.id)], order="position")

    def tamper(self, statement, *values):
        self.env.flush_all()
        self.env.cr.execute(f"UPDATE kentro_transition_log {statement}" if statement.startswith("SET") else statement,
                            values or None)
        self.env.invalidate_all()

    def assertFault(self, *parts):
        fault, _rows = self.Log._verify()
        for part in parts:
            self.assertIn(part, fault)

    def anchor(self):
        last = self.Log.search([], order="id desc", limit=1)
        return self.env["kentro.log.anchor"]._anchor(last.id)


@tagged("post_install", "-at_install")
class TestLogChain(LogCommon):
    """A row of the log that was changed, taken away or put in shows, and is named."""

    def test_the_examples_of_the_canonical_form_hold(self):
        result = doctest.testmod(chain)
        self.assertTrue(result.attempted)
        self.assertFalse(result.failed)

    def test_what_moves_write_verifies(self):
        self.assertEqual(self.rows.mapped("position"), [1, 2, 3, 4])
        self.assertSound()

    def test_what_comes_in_as_another_type_is_logged_as_the_text_it_becomes(self):
        step = self.case.workflow_id.transition_ids.filtered(lambda t: t.code == "assess")
        self.env.cr.execute("UPDATE kentro_transition SET reason = 'optional' WHERE id = %s", step.ids)
        step.invalidate_recordset(["reason"])
        for reason, request_id in ((True, 12345), (["He asked"], True), (1.50, 0.1)):
            case = self.new_case()
            case.with_user(self.worker).take_step("assess", reason=reason, request_id=request_id)
            row = self.chain_of(case)[-1]
            self.assertEqual((row.reason, row.request_id), (str(reason), str(request_id)))
        self.env["kentro.opening"].create({})
        row = {"stage": "recorded", "since": "2026-01-01 00:00:00", "structure_id": self.structure.id}
        self.env["kentro.request"].opening_import([{**row, "by": str(self.worker.id), "description": "Brought in"}])
        self.assertSound()

    def test_every_stored_column_is_covered_by_the_digest_or_by_one_beside_it(self):
        stored = {name for name, field in self.Log._fields.items() if field.store and field.column_type}
        self.assertEqual(
            stored - UNCOVERED,
            {"model", "res_id", "date", "user_id", "company_id", "origin", "transition_id", "source_id", "target_id",
             "seconds", "request_id", "reason_digest"},
        )

    def test_anybody_can_recompute_a_digest_from_the_canonical_form(self):
        row, before = self.rows[1], self.rows[0]
        content = chain.content(
            {
                "model": "kentro.case",
                "res_id": self.case.id,
                "date": fields.Datetime.to_string(row.date),
                "user_id": self.worker.id,
                "company_id": self.company.id,
                "origin": "user",
                "transition_id": row.transition_id.id,
                "source_id": row.source_id.id,
                "target_id": row.target_id.id,
                "seconds": row.seconds,
            }
        )
        self.assertEqual(row.digest, chain.digest(before.digest, 2, content))

    # -- tampering by SQL

    def test_a_changed_column_shows(self):
        other = self.worker2.id
        for change in (
            f"user_id = {other}", "date = date - interval '1 day'", "origin = 'system'", "seconds = seconds + 1",
            "source_id = NULL", "transition_id = NULL", "company_id = NULL", "request_id = 'x'",
            "reason_digest = 'x'", "digest = md5('x')", "date = date + interval '1 microsecond'",
        ):
            with self.subTest(change=change), self.env.cr.savepoint() as savepoint:
                self.tamper(f"SET {change} WHERE id = %s", self.rows[2].id)
                self.assertFault(f"Case {self.case.id}: move 3", f"(row {self.rows[2].id}) was changed")
                savepoint.rollback()
        self.assertSound()

    def test_a_changed_row_with_a_digest_made_to_fit_shows_in_the_next(self):
        row, before = self.rows[1], self.rows[0]
        self.tamper("SET user_id = %s WHERE id = %s", self.worker2.id, row.id)
        [rows] = self.Log._in_order(size=10**6)
        forged = next(line for line in rows if line["id"] == row.id)
        digest = chain.digest(before.digest, 2, self.Log._content(forged))
        self.tamper("SET digest = %s WHERE id = %s", digest, row.id)
        self.assertFault(f"Case {self.case.id}: move 3", "was changed or inserted")

    def test_a_row_deleted_in_the_middle_shows(self):
        self.tamper("DELETE FROM kentro_transition_log WHERE id = %s", self.rows[1].id)
        self.assertFault(f"Case {self.case.id}: move 2 is missing")

    def test_a_deleted_tail_shows_before_any_anchor(self):
        self.tamper("DELETE FROM kentro_transition_log WHERE id = %s", self.rows[3].id)
        self.assertFault(f"Case {self.case.id}: it does not stand where its last move in the log led")

    def test_a_deleted_tail_shows_in_the_anchor_when_the_stage_was_set_back_too(self):
        self.anchor()
        self.tamper("UPDATE kentro_case SET stage_id = %s WHERE id = %s", self.rows[3].source_id.id, self.case.id)
        self.tamper("DELETE FROM kentro_transition_log WHERE id = %s", self.rows[3].id)
        self.assertFault("Anchor 1 of", "some were deleted or inserted")

    def test_a_deleted_chain_shows(self):
        with self.env.cr.savepoint() as savepoint:
            self.tamper("DELETE FROM kentro_transition_log WHERE id IN %s", tuple(self.rows.ids))
            self.assertFault(f"Case {self.case.id}: not one of its moves is in the log")
            savepoint.rollback()

    def test_a_chain_deleted_together_with_its_record_shows_in_the_anchor(self):
        self.anchor()
        self.tamper("DELETE FROM kentro_transition_log WHERE id IN %s", tuple(self.chain_of(self.other).ids))
        self.tamper("DELETE FROM kentro_case WHERE id = %s", self.other.id)
        self.assertFault("Anchor 1 of", "some were deleted or inserted")

    def test_swapped_rows_show(self):
        one, two = self.rows[1], self.rows[2]
        self.tamper("SET position = -position WHERE id IN %s", (one.id, two.id))
        self.tamper("SET position = CASE id WHEN %s THEN 3 ELSE 2 END WHERE id IN %s", one.id, (one.id, two.id))
        self.assertFault(f"Case {self.case.id}: move 2", "was changed or inserted")

    def test_rows_that_exchange_their_ids_show_in_the_anchor(self):
        one, two = self.rows[3], self.chain_of(self.other)[-1]
        self.anchor()
        for old, new in ((one.id, -1), (two.id, one.id), (-1, two.id)):
            self.tamper("SET id = %s WHERE id = %s", new, old)
        self.assertFault("Anchor 1 of", "changed, exchanged or numbered anew")

    def test_an_inserted_row_shows(self):
        copied = ", ".join(sorted(self.Log._covered() - {"request_id"}))
        later = tuple(self.rows[1:].ids)
        self.tamper("SET position = -position WHERE id IN %s", later)
        self.tamper("SET position = 1 - position WHERE id IN %s", later)
        self.tamper(
            f"INSERT INTO kentro_transition_log (position, digest, {copied}) "
            f"SELECT 2, 'x', {copied} FROM kentro_transition_log WHERE id = %s", self.rows[1].id)
        self.assertFault(f"Case {self.case.id}: move 2", "was changed or inserted")
        # even with the digest that fits
        [rows] = self.Log._in_order(size=10**6)
        forged = next(line for line in rows if line["res_id"] == self.case.id and line["position"] == 2)
        digest = chain.digest(self.rows[0].digest, 2, self.Log._content(forged))
        self.tamper("SET digest = %s WHERE id = %s", digest, forged["id"])
        self.assertFault(f"Case {self.case.id}: move 2", f"(row {forged['id']}) was inserted afterwards")

    def test_a_stage_changed_past_the_steps_shows(self):
        self.tamper("UPDATE kentro_case SET stage_id = %s WHERE id = %s", self.rows[0].target_id.id, self.case.id)
        self.assertFault(f"Case {self.case.id}: it does not stand where")

    def test_two_moves_cannot_follow_the_same_one(self):
        row = self.rows[1]
        copied = ", ".join(sorted(self.Log._covered() | {"position", "digest"}))
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.tamper(f"INSERT INTO kentro_transition_log ({copied}) "
                        f"SELECT {copied} FROM kentro_transition_log WHERE id = %s", row.id)

    def test_batches_do_not_hide_a_fault_at_their_edge(self):
        self.tamper("SET seconds = 99 WHERE id = %s", self.rows[2].id)
        for size in (1, 2, 3):
            batches = self.Log._in_order
            self.patch(type(self.Log), "_in_order", lambda log, size=size, batches=batches: batches(size))
            self.assertFault(f"Case {self.case.id}: move 3")

    # -- the reason, and erasing it

    def test_a_changed_reason_shows(self):
        for change, said in (("'Another'", "was changed"), ("NULL", "is gone, and nobody erased it")):
            with self.env.cr.savepoint() as savepoint:
                self.tamper(f"SET reason = {change} WHERE id = %s", self.rows[2].id)
                self.assertFault(f"Case {self.case.id}: the reason of move 3", said)
                savepoint.rollback()
        self.tamper("SET reason = 'Invented' WHERE id = %s", self.rows[1].id)
        self.assertFault(f"Case {self.case.id}: the reason of move 2", "was changed")

    def test_an_erased_reason_is_gone_and_the_chain_verifies(self):
        row = self.rows[2]
        self.anchor()
        self.assertEqual(self.rows.with_user(self.dpo).mapped("reason_state"), [False, False, "kept", "kept"])
        self.rows.with_user(self.dpo)[:3].action_erase_reason()
        self.assertFalse(row.reason)
        self.env.cr.execute("SELECT reason, salt, reason_digest FROM kentro_transition_log WHERE id = %s", [row.id])
        reason, salt, digest = self.env.cr.fetchone()
        self.assertEqual((reason, salt, bool(digest)), (None, None, True))
        self.assertEqual(self.rows[2:].with_user(self.dpo).mapped("reason_state"), ["erased", "kept"])
        mark = self.env["kentro.log.erasure"].search([("log_id", "=", row.id)])
        self.assertEqual(mark.user_id, self.dpo)
        self.assertSound()
        self.assertNotIn("Δράμα", str(self.case.history))
        with self.assertRaisesRegex(UserError, "None of these moves"):
            row.with_user(self.dpo).action_erase_reason()

    def test_the_officer_counts_moves_by_process_kind_and_day_and_finds_those_with_a_reason(self):
        Log = self.env["kentro.transition.log"].with_user(self.dpo)
        domain = [("id", "in", self.rows.ids)]
        for groupby in ("workflow_id", "origin", "date:day"):
            groups = Log._read_group(domain, [groupby], ["__count"])
            self.assertEqual(sum(count for _value, count in groups), len(self.rows))
        given = Log.search([*domain, ("reason_digest", "!=", False)])
        self.assertEqual(given, self.rows.filtered("reason_state").with_user(self.dpo))

    def test_one_salt_is_not_another(self):
        cases = self.new_case() | self.new_case()
        self.close(cases, "The same reason")
        last = self.chain_of(cases[0])[-1] | self.chain_of(cases[1])[-1]
        self.assertEqual(len(set(last.mapped("reason_digest"))), 2)

    def test_only_the_data_protection_officer_erases_and_only_in_her_municipality(self):
        for user in (self.worker, self.coordinator, self.rules, self.admin):
            with self.assertRaises(AccessError):
                self.rows.with_user(user).action_erase_reason()
        away = self.env["res.company"].create({"name": "Another"})
        self.tamper("SET company_id = %s WHERE id = %s", away.id, self.rows[2].id)
        with self.assertRaises(AccessError):
            self.rows[2].with_user(self.dpo).action_erase_reason()

    # -- append-only

    def test_nobody_changes_what_is_written(self):
        anchor, check = self.anchor(), self.env["kentro.log.check"]._verify_now()
        self.rows[2].with_user(self.dpo).action_erase_reason()
        erasure = self.env["kentro.log.erasure"].search([], limit=1)
        for record in (self.rows[0], anchor, check, erasure):
            for user in (self.admin, self.dpo, self.rules, self.env.ref("base.user_root")):
                for attempt in (
                    lambda r: r.write({"digest": "x"}),
                    lambda r: r.sudo().write({"id": 1}),
                    lambda r: r.unlink(),
                    lambda r: r.sudo().unlink(),
                    lambda r: r.copy(),
                    lambda r: r.sudo().create({}),
                    lambda r: r.sudo().with_context(kentro_engine=True).create({}),
                ):
                    with self.subTest(record=record, user=user.login), self.assertRaises(AccessError):
                        attempt(record.with_user(user))

    def test_nothing_is_flushed_into_the_log(self):
        row = self.rows[0]
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            row._fields["seconds"]._update_cache(row, 1, dirty=True)
            row.flush_recordset()
        self.env.invalidate_all(flush=False)

    def test_the_salt_is_for_nobody_to_read(self):
        for user in (self.dpo, self.admin, self.coordinator):
            with self.assertRaises(AccessError):
                self.rows.with_user(user).read(["salt"])

    def test_nothing_that_the_log_names_takes_a_row_with_it(self):
        self.env.cr.execute(
            """SELECT conname FROM pg_constraint WHERE contype = 'f' AND confdeltype NOT IN ('r', 'a')
                  AND conrelid IN ('kentro_transition_log'::regclass, 'kentro_log_anchor'::regclass,
                                   'kentro_log_erasure'::regclass)"""
        )
        self.assertFalse(self.env.cr.fetchall())


@tagged("post_install", "-at_install")
class TestLogAnchor(LogCommon):
    """One anchor a day over all that was logged since the one before."""

    def test_the_job_run_three_times_makes_one_anchor_a_day(self):
        Anchor = self.env["kentro.log.anchor"]
        with freeze_time("2031-05-01"), self.enter_registry_test_mode():
            for _run in range(3):
                Anchor._cron_anchor()
        self.assertEqual(len(Anchor.search([])), 1)
        self.move(self.new_case(), self.worker, "assess")
        with freeze_time("2031-05-02"), self.enter_registry_test_mode():
            Anchor._cron_anchor()
        first, second = Anchor.search([], order="number")
        self.assertEqual((first.number, second.number, second.rows), (1, 2, 2))
        self.assertEqual(first.rows + second.rows, self.Log.search_count([]))
        self.assertSound()

    def test_a_quiet_day_is_anchored_too(self):
        for day in ("2031-05-01", "2031-05-02"):
            with freeze_time(day):
                anchor = self.anchor()
        self.assertEqual((anchor.number, anchor.rows), (2, 0))
        self.assertSound()

    def test_an_anchor_that_was_changed_or_deleted_shows(self):
        for day in ("2031-05-01", "2031-05-02", "2031-05-03"):
            with freeze_time(day):
                self.anchor()
        for statement, sentence in (
            ("UPDATE kentro_log_anchor SET rows = rows - 1 WHERE number = 1", "Anchor 1 of 2031-05-01 was changed"),
            ("UPDATE kentro_log_anchor SET day = day - 1 WHERE number = 1", "Anchor 1 of 2031-04-30 was changed"),
            ("DELETE FROM kentro_log_anchor WHERE number = 2", "Anchor 2, before that of 2031-05-03, is missing"),
        ):
            with self.subTest(statement=statement), self.env.cr.savepoint() as savepoint:
                self.tamper(statement)
                self.assertFault(sentence)
                savepoint.rollback()

    def test_the_officer_verifies_with_a_button_and_reads_the_answer(self):
        Check = self.env["kentro.log.check"].with_user(self.dpo)
        self.anchor()
        # as the browser presses it: a list with nothing ticked still sends its (no) ids
        check = Check.browse(call_kw(Check, "action_verify", [[]], {})["res_id"])
        self.assertTrue(check.sound)
        self.assertEqual((check.user_id, check.anchor_id.number), (self.dpo, 1))
        self.tamper("SET seconds = 99 WHERE id = %s", self.rows[1].id)
        check = Check.browse(Check.action_verify()["res_id"])
        self.assertFalse(check.sound)
        self.assertIn("was changed", check.answer)
        for user in (self.worker, self.coordinator, self.rules):
            with self.assertRaises(AccessError):
                Check.with_user(user).action_verify()

    def test_a_fault_found_by_the_weekly_job_reaches_every_officer(self):
        self.env["kentro.log.check"]._cron_verify()
        told = self.env["mail.activity"].search([("res_model", "=", "kentro.log.check")])
        self.assertFalse(told)
        self.tamper("SET seconds = 99 WHERE id = %s", self.rows[1].id)
        self.env["kentro.log.check"]._cron_verify()
        told = self.env["mail.activity"].search([("res_model", "=", "kentro.log.check")])
        self.assertIn(self.dpo, told.user_id)
