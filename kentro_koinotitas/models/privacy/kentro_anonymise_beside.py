import logging
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


# Lists that colleagues work through for some days: of these the rows of the people go, not all.
LISTS = ("kentro.screening", "kentro.screening.row", "kentro.screening.fact")


class KentroAnonymise(models.AbstractModel):
    """What is kept beside the records of a file: rows of imports, files on the disk, dialogs."""

    _inherit = "kentro.anonymise"

    def _empty_reports(self, people):
        """Rows of imports that might be hers, and the samples of the files they came with."""
        lines = self.env["kentro.register.import.line"]
        links = lines._fields["found_ids"]
        rows = self.env.execute_query(
            SQL(
                "SELECT l.id, l.import_id FROM kentro_register_import_line l WHERE l.beneficiary_id = ANY(%s)"
                " OR l.id IN (SELECT %s FROM %s WHERE %s = ANY(%s))",
                people.ids, SQL.identifier(links.column1), SQL.identifier(links.relation),
                SQL.identifier(links.column2), people.ids,
            )
        )  # fmt: skip
        if rows:
            self._empty_texts(lines, {line for line, _report in rows})
            self._empty_report_samples({report for _line, report in rows})

    def _empty_report_samples(self, ids):
        columns = self.env.execute_query(
            SQL("SELECT id FROM kentro_register_import_column WHERE import_id = ANY(%s)", list(ids))
        )
        self._empty_texts(self.env["kentro.register.import.column"], {id_ for (id_,) in columns})
        files = {"kentro.register.import": set(ids)}
        self._delete_files(self.env["kentro.person.file"]._with_references(files))

    def _forget_found(self, people):
        """Rows of lists that tell something of her, or of the household she belonged to."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM kentro_screening_row WHERE beneficiary_id = ANY(%s) OR household_id IN"
                " (SELECT household_id FROM kentro_household_member WHERE beneficiary_id = ANY(%s))",
                people.ids, people.ids,
            )
        )  # fmt: skip

    def _forget_dialogs(self):
        """What was typed into searches and dialogs: kept for an hour, gone now, but for dialogs that are open."""
        for name, model in self.env.items():
            if model._transient and name.startswith("kentro.") and name not in LISTS:
                old = SQL("create_date < %s", fields.Datetime.now() - timedelta(hours=1))
                if name == "kentro.person.search":
                    old = SQL("TRUE")
                self.env.cr.execute(SQL("DELETE FROM %s WHERE %s", SQL.identifier(model._table), old))

    def _delete_files(self, found):
        ids = set(found.get("ir.attachment", ()))
        rows = self.env.execute_query(
            SQL("SELECT attachment_id FROM message_attachment_rel WHERE message_id = ANY(%s)",
                list(found.get("mail.message", ())))
        )  # fmt: skip
        ids |= {id_ for (id_,) in rows}
        if ids:
            # sudo: whoever says yes sees neither file nor name
            self.env["ir.attachment"].sudo().browse(sorted(ids)).unlink()
            self.env.cr.postcommit.add(self._collect_files)

    def _collect_files(self):
        """Take what lay in them from the disk now, not in the next night."""
        try:
            with self.env.registry.cursor() as cr:
                api.Environment(cr, SUPERUSER_ID, {})["ir.attachment"]._gc_file_store()
        except Exception:
            _logger.warning("Files of anonymised people are collected with the next cleaning.", exc_info=True)
