from odoo.tools import SQL

from ..access.common import FileCommon

LONG_AGO = "2010-03-02 09:00:00"


class RetentionCommon(FileCommon):
    """Everything in Μαρία's file ended long ago; the municipality keeps files for ten years."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Rules = cls.env["kentro.retention.rule"]
        cls.rule = Rules.with_user(cls.director).create(
            {"record_class": "person_file", "counts_from": "activity", "years": 10, "company_id": cls.company.id,
             "source": "Απόφαση 112/2026"}
        )  # fmt: skip
        cls.env.flush_all()
        cls._end(cls.maria)

    @classmethod
    def _end(cls, people):
        """Let all that is linked to ``people`` be of long ago, and every process have come to its end."""
        cls.env.flush_all()
        cr, processes = cls.env.cr, cls.env["kentro.workflow"]._process_models()
        for name, ids in cls.env["kentro.person.file"]._whole(people).items():
            model = cls.env[name]
            if model._log_access:
                cr.execute(
                    SQL("UPDATE %s SET create_date = %s, write_date = %s WHERE id = ANY(%s)",
                        SQL.identifier(model._table), LONG_AGO, LONG_AGO, list(ids))
                )  # fmt: skip
            if name in processes:
                cls._to_the_end(model.browse(ids))
        cr.execute("UPDATE kentro_merge SET date = %s", [LONG_AGO])
        cls.env.invalidate_all()

    @classmethod
    def _to_the_end(cls, records):
        rows = []
        for record in records:
            stage = record.workflow_id.stage_ids.filtered(lambda stage: stage.kind == "done")[:1]
            rows.append({"model": record._name, "res_id": record.id, "user_id": cls.worker.id, "seconds": 60,
                         "date": LONG_AGO, "company_id": record.company_id.id, "origin": "user",
                         "source_id": record.stage_id.id, "target_id": stage.id, "reason": "Τέλος"})  # fmt: skip
            cls.env.cr.execute(
                SQL("UPDATE %s SET stage_id = %s, stage_kind = 'done', stage_since = %s WHERE id = %s",
                    SQL.identifier(record._table), stage.id, LONG_AGO, record.id)
            )  # fmt: skip
        cls.env["kentro.transition.log"]._append(rows)
        # the row of its creation is as old
        cls.env.cr.execute(
            "UPDATE kentro_transition_log SET date = %s WHERE model = %s AND res_id = ANY(%s)",
            [LONG_AGO, records._name, records.ids],
        )

    def _due(self, person=None):
        """Look for what is due, and return the line of ``person``."""
        Due = self.env["kentro.retention.due"]
        Due._look(self.company)
        return Due.search([("model", "=", "kentro.beneficiary"), ("res_id", "=", (person or self.maria).id)])

    def _proposed(self, user=None):
        due = self._due().with_user(user or self.dpo)
        return self.env["kentro.retention.batch"].browse(due.action_propose()["res_id"])
