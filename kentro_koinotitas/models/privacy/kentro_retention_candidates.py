from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ..people.duplicates.kentro_merge import DAYS
from ..workflow.engine import ENDS
from .kentro_retention_rule import CLASSES

# What is written about the keeping of a file is no activity in it: logs, holds, rights that somebody used.
NO_ACTIVITY = (
    "kentro.read.log", "kentro.duplicate", "kentro.merge", "kentro.lockout", "kentro.emergency.access",
    "kentro.retention.hold", "kentro.data.request", "kentro.register.import.line", "kentro.opening.row",
)  # fmt: skip
# The day on which a record ended or was recorded, of records that are of no person's file; and which of them count.
DAYS_OF = {
    ("request", "ended"): "r.stage_since",
    ("request", "recorded"): "r.date",
    ("import", "recorded"): "r.date",
    ("opening", "recorded"): "r.date",
    ("read_log", "recorded"): "r.date",
    ("review", "ended"): "r.reviewed_on",
    ("absence", "ended"): "r.date_to",
}
COUNT = {
    "request": "r.beneficiary_id IS NULL AND r.case_id IS NULL AND r.stage_kind IN ('done', 'cancelled')",
    "import": "r.state = 'done'",
    "opening": "r.state = 'done'",
    # by the newest of each kind the collecting of lines knows how far it came
    "review": "r.is_reviewed AND r.source_id < (SELECT max(n.source_id) FROM kentro_review_item n"
    " WHERE n.source_model = r.source_model)",
}
OF_STRUCTURE = "(SELECT s.company_id FROM kentro_structure s WHERE s.id = r.structure_id)"
COMPANY = dict.fromkeys(("import", "opening", "absence"), OF_STRUCTURE)
REFERENCE = {"request": "r.name", "import": "'#' || r.id", "opening": "'#' || r.id"}


class KentroRetentionRule(models.Model):
    """Which records a period is over for: in SQL, one statement a class, whatever their number."""

    _inherit = "kentro.retention.rule"

    def _over(self, company, ids=None):
        """Return the query of the records of ``company`` whose period is over: id, reference, since, due_on, held.

        ``held`` names, with commas between, what keeps a record in spite of it.
        """
        self.ensure_one()
        rows = self._people_since(company) if self.record_class == "person_file" else self._records_since(company)
        since = SQL("(date_trunc('year', since) + interval '1 year - 1 day')") if self.from_year_end else SQL("since")
        due = SQL("(%s + make_interval(years => %s, months => %s))::date", since, self.years, self.months)
        only = SQL("TRUE") if ids is None else SQL("id = ANY(%s)", list(ids))
        return SQL(
            "SELECT id, reference, since::date AS since, %s AS due_on, held FROM (%s) AS kept"
            " WHERE since IS NOT NULL AND %s <= %s AND %s",
            due, rows, due, fields.Date.context_today(self), only,
        )  # fmt: skip

    def _records_since(self, company):
        kind = self.record_class
        return SQL(
            "SELECT r.id, %s AS reference, %s AS since, '' AS held FROM %s r WHERE %s AND %s = %s",
            SQL(REFERENCE.get(kind, "''")),
            SQL(DAYS_OF[kind, self.counts_from]),
            SQL.identifier(self.env[CLASSES[kind][0]]._table),
            SQL(COUNT.get(kind, "TRUE")),
            SQL(COMPANY.get(kind, "r.company_id")),
            company.id,
        )

    def _people_since(self, company):
        day = SQL("GREATEST(p.create_date, last.since)")
        if self.counts_from == "case_closed":
            day = SQL("(SELECT max(c.closed_on)::timestamp FROM kentro_case c WHERE c.beneficiary_id = p.id)")
        return SQL(
            "SELECT p.id, p.number AS reference, %s AS since, %s AS held FROM kentro_beneficiary p"
            " LEFT JOIN (%s) AS last ON last.person_id = p.id"
            " WHERE p.anonymised_on IS NULL AND p.merged_into_id IS NULL AND p.company_id = %s",
            day, self._held(), self._activity(), company.id,
        )  # fmt: skip

    def _activity(self):
        """Return the query of the last day on which somebody did something about each person."""
        file, parts = self.env["kentro.person.file"], []
        # what the program wrote by itself is nobody's activity
        wrote = SQL("CASE WHEN r.write_uid = 1 THEN r.create_date ELSE r.write_date END")
        for model, field in file._links("kentro.beneficiary", NO_ACTIVITY):
            if field.type == "many2one" and model._log_access and field.name != "merged_into_id":
                table, column = SQL.identifier(model._table), SQL.identifier("r", field.name)
                parts.append(SQL("SELECT %s AS person_id, max(%s) AS day FROM %s r GROUP BY 1", column, wrote, table))
        for model, column in self._processes_of_people():
            if model._name in NO_ACTIVITY:
                continue
            parts.append(
                SQL(
                    "SELECT r.%s, max(l.date) FROM kentro_transition_log l JOIN %s r ON r.id = l.res_id"
                    " WHERE l.model = %s AND l.origin NOT IN ('mapping', 'system') GROUP BY 1",
                    SQL.identifier(column), SQL.identifier(model._table), model._name,
                )
            )
        parts.append(SQL("SELECT r.id, %s FROM kentro_beneficiary r", wrote))
        return SQL("SELECT person_id, max(day) AS since FROM (%s) AS days GROUP BY 1", SQL(" UNION ALL ").join(parts))

    def _processes_of_people(self):
        for name in self.env["kentro.workflow"]._process_models():
            field = self.env[name]._fields.get("beneficiary_id")
            if field is not None and field.store:
                yield self.env[name], "beneficiary_id"

    def _held(self, asked=None):
        """Return the text of what keeps the file of ``p``: something open, a restriction, a hold, a merge to undo.

        :param asked: a request for erasure that is being answered, which does not keep it itself
        """
        parts = [SQL("CASE WHEN p.is_restricted THEN 'restricted' END")]
        for model, column in self._processes_of_people():
            parts.append(
                SQL(
                    "CASE WHEN EXISTS (SELECT 1 FROM %s r WHERE r.%s = p.id AND r.stage_kind NOT IN %s AND NOT"
                    " (%s AND r.id = %s)) THEN %s END",
                    SQL.identifier(model._table), SQL.identifier(column), ENDS,
                    bool(asked) and asked._name == model._name, asked.id if asked else 0, model._name,
                )
            )  # fmt: skip
        parts.append(
            SQL("CASE WHEN EXISTS (SELECT 1 FROM kentro_retention_hold h WHERE h.active AND h.beneficiary_id = p.id)"
                " THEN 'hold' END")
        )  # fmt: skip
        parts.append(
            SQL("CASE WHEN EXISTS (SELECT 1 FROM kentro_merge m WHERE m.kept_id = p.id AND m.state = 'done'"
                " AND m.date > %s) THEN 'merge' END", fields.Datetime.now() - timedelta(days=DAYS))
        )  # fmt: skip
        return SQL("concat_ws(',', %s)", SQL(", ").join(parts))
