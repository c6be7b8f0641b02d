from odoo import api, models
from odoo.tools import SQL

from ....tools import chain


class KentroTransitionLog(models.Model):
    """Does the log stand as it was written? Asked of all of it, in batches, without a lock."""

    _inherit = "kentro.transition.log"

    @api.model
    def _verify(self):
        """Return the first fault as a sentence, or an empty text if there is none, and the number of rows read.

        First the chain of each record, then whether each record stands where its log ends, then the
        anchors, which show what the first two cannot: a chain that is gone together with its record.
        """
        self.env.flush_all()
        count, before = 0, {}
        for rows in self._in_order():
            erased = self._erased(rows)
            for row in rows:
                before = before if self._same_record(row, before) else {}
                fault = self._fault(row, before, erased)
                if fault:
                    return self._sentence(fault, row, before), count
                before, count = row, count + 1
        return self._fault_of_records() or self.env["kentro.log.anchor"]._fault(), count

    def _erased(self, rows):
        """Return the ids of those of ``rows`` whose reason was erased, as is marked."""
        gone = [row["id"] for row in rows if row["reason_digest"] and row["reason"] is None]
        # as superuser: who may verify the log sees the marks anyway
        return set(self.env["kentro.log.erasure"].sudo().search([("log_id", "in", gone)]).log_id.ids) if gone else set()

    def _fault(self, row, before, erased):
        """Return what is wrong with ``row`` behind ``before`` (of the same record, or nothing), or None."""
        if row["position"] != before.get("position", 0) + 1:
            return "missing"
        if row["id"] < before.get("id", 0):
            return "inserted"
        if row["digest"] != chain.digest(before.get("digest"), row["position"], self._content(row)):
            return "changed"
        if row["reason"] is None:
            return "reason gone" if row["reason_digest"] and row["id"] not in erased else None
        return None if row["reason_digest"] == chain.digest(row["salt"], row["reason"]) else "reason changed"

    def _sentence(self, fault, row, before):
        known = {
            "record": self._record_name(row["model"], row["res_id"]),
            "number": row["position"],
            "date": row["date"],
            "row": row["id"],
        }
        if fault == "missing":
            known["number"] = before.get("position", 0) + 1
            return self.env._("%(record)s: move %(number)s is missing from the log.", **known)
        if fault == "inserted":
            known |= {"number": before["position"], "row": before["id"], "date": before["date"]}
            return self.env._(
                "%(record)s: move %(number)s of %(date)s (row %(row)s) was inserted afterwards, or changed places.",
                **known,
            )
        if fault == "changed":
            return self.env._(
                "%(record)s: move %(number)s of %(date)s (row %(row)s) was changed or inserted.", **known
            )
        if fault == "reason gone":
            return self.env._(
                "%(record)s: the reason of move %(number)s of %(date)s (row %(row)s) is gone, and nobody erased it.",
                **known,
            )
        return self.env._(
            "%(record)s: the reason of move %(number)s of %(date)s (row %(row)s) was changed.", **known
        )

    def _record_name(self, model, res_id):
        """Name a record by its kind and id: whoever verifies may not read the record itself."""
        kind = self.env["ir.model"].sudo()._get(model).name  # the name of a kind of record is no secret
        return f"{kind or model} {res_id}"

    # -- where records stand -----------------------------------------------------------------

    def _fault_of_records(self):
        """Return as a sentence the first record that does not stand where its last move led, or nothing."""
        for name in self.env["kentro.workflow"]._process_models():
            found = self.env.execute_query(
                SQL(
                    """SELECT record.id, last.target_id
                         FROM %(table)s record
                    LEFT JOIN LATERAL (
                              SELECT target_id FROM kentro_transition_log
                               WHERE model = %(model)s AND res_id = record.id ORDER BY position DESC LIMIT 1
                              ) last ON true
                        WHERE record.stage_id IS DISTINCT FROM last.target_id ORDER BY record.id LIMIT 1""",
                    table=SQL.identifier(self.env[name]._table),
                    model=name,
                )
            )
            for res_id, target_id in found:
                record = self._record_name(name, res_id)
                if target_id is None:
                    return self.env._("%s: not one of its moves is in the log.", record)
                return self.env._(
                    "%s: it does not stand where its last move in the log led. Moves are missing at the end, or its "
                    "stage was changed without a step.",
                    record,
                )
        return ""
