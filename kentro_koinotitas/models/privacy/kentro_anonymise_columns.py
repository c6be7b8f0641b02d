from odoo import models
from odoo.tools import SQL

TEXTS = ("char", "text", "html", "json", "binary", "properties", "reference")
# Texts that stay, and why. Every other text column of a record goes, that of a model to come too.
KEPT = {
    # numbers of our own, which say nothing of whom they stand for
    ("kentro.application", "name"),
    ("kentro.case", "name"),
    ("kentro.data.request", "name"),
    ("kentro.followup", "name"),
    ("kentro.referral", "name"),
    ("kentro.request", "name"),
    ("kentro.household", "number"),
    ("kentro.emergency.access", "reference"),
    ("kentro.lockout", "reference"),
    ("kentro.review.item", "reference"),
    ("kentro.retention.due", "reference"),
    ("kentro.retention.hold", "reference"),
    # what the program needs: codes of models, a key against sending twice, a time zone
    ("kentro.outbox", "key"),
    ("kentro.review.item", "source_model"),
    ("kentro.working.time", "tz"),
    ("kentro.retention.due", "held"),
    # one of the answers on offer
    ("kentro.document", "register"),
}
# Either this or something else has to be given.
OR_ELSE = {("kentro.custody", "holder_name")}


class KentroAnonymise(models.AbstractModel):
    """The columns of free text, found over the registry."""

    _inherit = "kentro.anonymise"

    def _texts(self, model):
        """Return the stored fields of ``model`` that hold text, but for those that stay."""
        kinds = {field.model_field for field in model._fields.values() if field.type == "many2one_reference"}
        return [
            field
            for field in model._fields.values()
            if field.store and field.column_type and field.type in TEXTS and not field.inherited
            if field.name not in kinds and (model._name, field.name) not in KEPT
        ]

    def _empty_texts(self, model, ids):
        """Empty all of them in one statement; where there has to be a text, there is a dash."""
        found = self._texts(model)
        if not ids or not found:
            return
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s)",
                SQL.identifier(model._table),
                SQL(", ").join(SQL("%s = %s", SQL.identifier(field.name), self._nothing(field)) for field in found),
                list(ids),
            )
        )

    def _nothing(self, field):
        if (field.model_name, field.name) in OR_ELSE:
            return SQL("CASE WHEN %s IS NOT NULL THEN '—' END", SQL.identifier(field.name))
        if not field.required or field.type not in ("char", "text", "html"):
            return SQL("NULL")
        return SQL("jsonb_build_object('en_US', '—')") if field.column_type[0] == "jsonb" else SQL("'—'")

    def _delete(self, name, ids):
        if ids:
            self.env.cr.execute(
                SQL("DELETE FROM %s WHERE id = ANY(%s)", SQL.identifier(self.env[name]._table), list(ids))
            )
