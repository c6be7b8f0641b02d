"""After a person was anonymised, nothing of her is found anywhere: no table, no file on the disk."""

from pathlib import Path

from access import Place, Samples
from odoo.addons.kentro_koinotitas.tests.common import KentroCommon
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

MARK = "Qzxmarker"  # no word holds it, and no program writes it in another way
NOT_MADE = {"kentro.transition.log"}  # moves are made by moving
COUNTS = ("kentro.statistics", "kentro.waiting")


@tagged("post_install", "-at_install")
class TestAnonymised(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._beneficiary(
            f"{MARK}last", f"{MARK}first", phone="6900112233", birth_date="1985-03-17", father_name=f"{MARK}father",
            email=f"{MARK}@example.org", street=f"{MARK} 4", afm="094259216",
        )  # fmt: skip
        cls.place = Place("own", cls.structure, cls.worker, cls.worker)
        cls.samples = Samples(cls.env)
        cls.file = cls.env["kentro.person.file"]

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.sql_db"))

    # --- her file, with something in each of its parts ------------------------------------------

    def _fill(self):
        """One record of each model that can be part of a file, each text of each of them marked."""
        self.case = self.env["kentro.case"].create(
            {"beneficiary_id": self.person.id, "structure_id": self.structure.id, "user_id": self.worker.id}
        )
        self._close(self.case)
        made = set()
        for target, record in (("kentro.beneficiary", self.person), ("kentro.case", self.case)):
            for model, field in self.file._links(target, ()):
                if field.type == "many2one" and model._name.startswith("kentro.") and model._name not in made:
                    made |= {model._name} if self._make(model, field, record) else set()
        self._correspond()
        self._mark(self.file._whole(self.person))
        return made

    def _make(self, model, field, record):
        """A sample of ``model`` that is hers: of somebody else, then pointed at her behind everybody's back."""
        if model._name in NOT_MADE or field.related:
            return False
        sample = self.samples.make(model._name, self.place)
        self.env.flush_all()
        table = SQL.identifier(model._table)
        owner = model._fields.get("beneficiary_id")
        names = ["beneficiary_id"] if owner and owner.store else []
        pointed = {**dict.fromkeys(names, self.person.id), field.name: record.id}
        self.env.cr.execute(
            SQL("UPDATE %s SET %s WHERE id = ANY(%s)", table,
                SQL(", ").join(SQL("%s = %s", SQL.identifier(name), id_) for name, id_ in pointed.items()), sample.ids)
        )  # fmt: skip
        self.env.invalidate_all()
        return True

    def _correspond(self):
        referral = self.env["kentro.referral"].search([("case_id", "=", self.case.id)], limit=1)
        for record in (self.case, referral):
            if record == self.case:
                text = {"raw": f"{MARK} in the file".encode(), "mimetype": "text/plain"}
                file = self.env["ir.attachment"].create({"name": f"{MARK}.txt", **text})
                record.message_post(body=MARK, subject=MARK, attachment_ids=file.ids)
                todo = {"summary": MARK, "note": MARK, "user_id": self.worker.id}
                record.activity_schedule("mail.mail_activity_data_todo", **todo)
            self.env["ir.attachment"].create(
                {"name": MARK, "raw": f"{MARK}{record}".encode(), "res_model": record._name, "res_id": record.id}
            )
            self.env["ir.model.data"].create(
                {"name": f"{MARK}{record._table}{record.id}", "module": "x", "model": record._name, "res_id": record.id}
            )
        message = self.case.message_ids[:1]
        field = self.env["ir.model.fields"]._get("kentro.case", "summary")
        self.env["mail.tracking.value"].create(
            {"mail_message_id": message.id, "field_id": field.id, "old_value_char": MARK, "new_value_text": MARK}
        )
        self.env["kentro.person.search"].create({"query": MARK})
        report = self.samples.make("kentro.register.import", self.place)
        self.env["kentro.register.import.line"].create(
            {"import_id": report.id, "line": 1, "state": "aside", "who": MARK, "found_ids": self.person.ids,
             "cells": [MARK]}
        )  # fmt: skip
        self.env["kentro.register.import.column"].create({"import_id": report.id, "header": "x", "sample": MARK})

    def _mark(self, found):
        """Write the mark into every text column of ``found``, in whatever model."""
        strip = self.env["kentro.anonymise"]
        for name, ids in found.items():
            model = self.env[name]
            if name in ("ir.attachment", "ir.model.data", "mail.message"):
                continue
            for field in strip._texts(model):
                if name == "kentro.beneficiary" and field.name in ("number", "last_name", "first_name"):
                    continue
                value = SQL("%s || id", MARK)
                if field.column_type[0] == "jsonb":
                    value = SQL("jsonb_build_object('en_US', %s)", MARK)
                elif field.column_type[0] == "bytea":
                    value = SQL("%s::bytea", MARK)
                self.env.cr.execute(
                    SQL("UPDATE %s SET %s = %s WHERE id = ANY(%s)", SQL.identifier(model._table),
                        SQL.identifier(field.name), value, list(ids))
                )  # fmt: skip
        self.env.invalidate_all()

    def _close(self, record):
        """Take steps until the record has come to an end, with a reason wherever one is asked."""
        stage = record.stage_id.workflow_id.stage_ids.filtered(lambda stage: stage.kind == "done")[:1]
        log = self.env["kentro.transition.log"]
        log._append([
            {"model": record._name, "res_id": record.id, "date": "2026-03-02 09:00:00", "user_id": self.worker.id,
             "company_id": record.company_id.id, "origin": "user", "source_id": record.stage_id.id,
             "target_id": stage.id, "seconds": 60, "reason": f"{MARK} reason"}
        ])  # fmt: skip
        self.env.cr.execute(
            "UPDATE kentro_case SET stage_id = %s, stage_kind = 'done' WHERE id = %s", [stage.id, record.id]
        )
        self.env.invalidate_all()

    # --- where it is looked for -------------------------------------------------------------------

    def _tables_with(self, mark):
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema"
                " AND table_type = 'BASE TABLE'")
        )  # fmt: skip
        found = {}
        for (table,) in tables:
            rows = self.env.execute_query(
                SQL("SELECT t::text FROM %s t WHERE t::text ILIKE %s OR t::text ILIKE %s LIMIT 1",
                    SQL.identifier(table), f"%{mark}%", f"%{mark.encode().hex()}%")
            )  # fmt: skip
            if rows:
                found[table] = rows[0][0]
        return found

    def _files_with(self, mark):
        store = Path(self.env["ir.attachment"]._filestore())
        return [path for path in store.rglob("*") if path.is_file() and mark.encode() in path.read_bytes()]

    def _counts(self):
        self.env.flush_all()
        return [sorted(map(str, self.env[name].search([]).read(load=None))) for name in COUNTS]

    # --- the tests ------------------------------------------------------------------------------------

    def test_nothing_of_her_is_found_in_any_table_or_file(self):
        made = self._fill()
        parts = ("document", "consent", "merge", "special.answer", "private.note", "lockout", "request", "goal")
        self.assertGreaterEqual(made, {f"kentro.{part}" for part in parts})
        self.assertGreater(len(self._tables_with(MARK)), 25)
        self.assertTrue(self._files_with(MARK))
        counts, sound = self._counts(), self.env["kentro.transition.log"]._verify()
        self.assertEqual(sound[0], "")
        self.env["kentro.anonymise"]._people(self.person)
        self.env["ir.attachment"]._gc_file_store_unsafe()
        self.assertEqual(self._tables_with(MARK), {})
        self.assertEqual(self._files_with(MARK), [])
        for number in ("6900112233", "094259216", "1985-03-17"):
            self.assertEqual(self._tables_with(number), {})
        self.assertEqual(self._counts(), counts)
        self.assertEqual(self.env["kentro.transition.log"]._verify(), sound)
