import json

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tools import SQL, html2plaintext, json_default

from ..workflow.engine import DEADLINE_STOPPED, DEADLINE_VALUES

# They are about the keeping of the file, or hold values that others show in words.
# Logs and searches, and what is a colleague's: notes of her own, and who is kept from the file for what reason.
LEFT_OUT = (
    "kentro.read.log", "kentro.duplicate", "kentro.person.search", "kentro.merge", "kentro.private.note",
    "kentro.lockout", "kentro.emergency.access", "kentro.retention.due", "kentro.retention.hold",
)  # fmt: skip
# What the program needs of a record and says nothing of the person.
TECHNICAL = frozenset({
    "message_bounce", "color", "partner_share", "commercial_partner_id", "calendar_last_notif_ack", "kentro_hidden",
    "complete_name", "workflow_id", "stage_kind", *DEADLINE_VALUES, *DEADLINE_STOPPED,
})  # fmt: skip
# Of these nought is nothing known.
NOUGHT = ("birth_year", "partner_latitude", "partner_longitude")


class KentroDataRequest(models.Model):
    """Everything that is kept of the person, as she may have it: found over the registry, whatever model it is in."""

    _inherit = "kentro.data.request"

    def action_export_json(self):
        self._check_export()
        return {"type": "ir.actions.act_url", "url": f"/kentro/data-request/{self.id}/json", "target": "self"}

    def action_export_pdf(self):
        self._check_export()
        return self.env.ref("kentro_koinotitas.data_export_report").report_action(self)

    def _check_export(self):
        """Raise unless this user may hand over the data now."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("kentro_koinotitas.group_dpo"):
            raise AccessError(self.env._("The data of a person are exported by the data protection officer."))
        if self.kind not in ("access", "portability"):
            raise UserError(self.env._("Data are exported on a request for access, or to take them along."))
        if self.stage_kind != "ongoing":
            raise UserError(self.env._("Data are exported while the request is being answered. Take the step «Begin»."))
        if not self.identity_checked or self.identity_by_id == self.env.user:
            raise UserError(self.env._("Somebody else has to have checked that it is she who asks."))

    def _export(self):
        """Return all data of the person as a dict for JSON; the export is noted on the request and in the log."""
        self._check_export()
        # sudo: she is owed everything, from whatever structure or case; see who may, above
        found = self.sudo()._export_ids()
        data = {
            "request": self.name,
            "person": self.sudo().beneficiary_id.number,
            "exported_on": fields.Datetime.now(),
            "records": {
                model: self._export_rows_of(self.env[model].sudo().browse(sorted(ids))) for model, ids in found.items()
            },
            "messages": self._export_messages(found),
            "attachments": self._export_attachments(found),
            "moves": self._export_moves(found),
        }
        self.sudo().write({"exported_on": fields.Datetime.now(), "exported_by_id": self.env.uid})
        self.env["kentro.read.log"]._note(self.beneficiary_id, "export")
        return data

    def _export_json(self):
        return json.dumps(self._export(), default=json_default, ensure_ascii=False, indent=1)

    # --- what there is --------------------------------------------------------------------

    def _export_ids(self):
        """Return ``{model: ids}`` of every record linked to the person, or to a household while she was in it."""
        File = self.env["kentro.person.file"]
        found = File._of(self.beneficiary_id, without=LEFT_OUT)
        for model, column in File._links("kentro.household", LEFT_OUT):
            if column.name != "household_id":
                continue  # a reference by model and id: of the household itself, not told of those in it
            if ids := self._export_of_households(model, found["kentro.beneficiary"]):
                found.setdefault(model._name, set()).update(ids)
        return found

    def _export_of_households(self, model, people):
        """Return the ids of what is told of a household as a whole, of days on which ``people`` were members of it.

        A row about one of the members is in the file of that member; one without a first day counts from when it was
        entered, so that what came after she left stays with those she left.
        """
        member, dated = model._fields.get("beneficiary_id"), "date_from" in model._fields
        entered = SQL("r.create_date::date")
        query = SQL(
            """SELECT r.id FROM %s r JOIN kentro_household_member m ON m.household_id = r.household_id
                WHERE m.beneficiary_id = ANY(%s) AND %s
                  AND daterange(m.date_from, m.date_to, '[]') && daterange(%s, %s, '[]')""",
            SQL.identifier(model._table), list(people),
            SQL("r.beneficiary_id IS NULL") if member and member.store else SQL("TRUE"),
            SQL("COALESCE(r.date_from, LEAST(%s, r.date_to))", entered) if dated else entered,
            SQL("r.date_to") if dated else SQL("NULL"),
        )  # fmt: skip
        return {id_ for (id_,) in self.env.execute_query(query)}

    # --- how it is told -------------------------------------------------------------------

    def _export_rows_of(self, records):
        """Return one dict a record: its stored values in words; of other people the number alone."""
        names = [
            name
            for name, field in records._fields.items()
            if field.store and name not in (*MAGIC_COLUMNS, *TECHNICAL) and not field.inherited
            and field.type not in ("one2many", "binary", "json") and not name.endswith(("_key", "sound_codes"))
        ]  # fmt: skip
        told = []
        for record in records:
            values = {name: self._export_value(record, name) for name in names}
            kept = {
                name: value for name, value in values.items()
                if value is not False and value not in ("", [], {}) and (value or name not in NOUGHT)
            }  # fmt: skip
            told.append({"id": record.id, **kept, **self._export_words_of(record)})
        return told

    def _export_words_of(self, record):
        """What a record tells besides, that it keeps in codes: ``{name of a field: words}``."""
        return record._export_more() if hasattr(record, "_export_more") else {}

    def _export_value(self, record, name):
        value = record[name]
        if isinstance(value, models.BaseModel):
            words = value.mapped("number" if value._name == "kentro.beneficiary" else "display_name")
            return words if record._fields[name].type == "many2many" else (words[:1] or [False])[0]
        return dict(value) if record._fields[name].type == "properties" else value

    def _export_messages(self, found):
        Message = self.env["mail.message"].sudo()  # sudo: as above
        return [
            {"about": model, "id": message.res_id, "date": message.date, "author": message.author_id.display_name,
             "text": html2plaintext(message.body or "")}
            for model, ids in found.items()
            for message in Message.search([("model", "=", model), ("res_id", "in", list(ids))], order="id")
        ]  # fmt: skip

    def _export_attachments(self, found):
        Attachment = self.env["ir.attachment"].sudo()  # sudo: as above
        return [
            {"about": model, "id": file.res_id, "name": file.name, "type": file.mimetype, "size": file.file_size}
            for model, ids in found.items()
            for file in Attachment.search(
                [("res_model", "=", model), ("res_id", "in", list(ids)), ("res_field", "in", [False, "file"])],
                order="id",
            )
        ]

    def _export_moves(self, found):
        Log = self.env["kentro.transition.log"].sudo()  # sudo: as above
        return [
            {"about": model, "id": row.res_id, "date": row.date, "step": row.transition_id.name,
             "stage": row.target_id.name, "reason": row.reason or None}
            for model, ids in found.items()
            for row in Log.search([("model", "=", model), ("res_id", "in", list(ids))], order="id")
        ]  # fmt: skip
