import secrets

from odoo import fields, models, tools
from odoo.tools import SQL

from ....tools import chain

# What the content of a digest leaves out: what stands beside it, and the text that may be erased.
UNCOVERED = frozenset({"id", "position", "digest", "reason", "salt"})
# What whoever calls gives as he likes, lists too.
FREE = frozenset({"reason", "request_id"})
# What a column holds, by its type.
CASTS = {"int4": int, "varchar": str, "text": str}


def _date_text(value):
    return fields.Datetime.to_string(fields.Datetime.to_datetime(value))


class KentroTransitionLog(models.Model):
    """Each row of a record is chained to the one before: ``tools/chain.py`` says how.

    The chain is that of one record, and who moves a record holds its lock: no move waits for another.
    """

    _inherit = "kentro.transition.log"

    position = fields.Integer("Number in the record's chain", required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True, help="Covers this row and the digest of the row before.")
    salt = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    reason_digest = fields.Char(readonly=True, help="Covers the reason and its salt: both can be erased.")

    # two moves cannot follow the same one, whatever went wrong before
    _position = models.UniqueIndex("(model, res_id, position)", "This record was moved by somebody else meanwhile.")

    # -- writing -----------------------------------------------------------------------------

    def _append(self, rows):
        """Write ``rows`` to the log, each behind the last one of its record, in one statement.

        Past the ORM, by which nobody writes here. The statement itself finds the position and makes
        the digest, so that nothing is read before.

        :param list rows: {name of column: value}, all of one model, one of a record
        """
        columns = {name: self._stored(name, [row.get(name) for row in rows]) for name in [*self._columns(), "model"]}
        columns |= self._salted_columns(columns["reason"])
        # what all of them share is given once
        columns = {name: values[0] if len(set(values)) == 1 else values for name, values in columns.items()}
        columns["res_id"] = [row["res_id"] for row in rows]
        covered = {name: values for name, values in columns.items() if name not in UNCOVERED}
        content = chain.contents(covered, len(rows))
        same = tuple(name for name in self._columns() if not isinstance(columns[name], list))
        self.env.cr.execute(self._insertion(same), {**columns, "content": content})

    def _columns(self):
        """Return the names of the columns that a move gives beside its model."""
        return sorted({*self._covered(), "reason", "salt"} - {"model"})

    @tools.ormcache("same")
    def _insertion(self, same):
        """Return the statement that chains rows, given as one array a column, or one value for those of ``same``.

        Composed once, not at every move.
        """
        columns, types = self._columns(), {name: self._fields[name].column_type[1] for name in self._columns()}
        arrays = [name for name in columns if name not in same]
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(f"%({name})s::{types[name]}" if name in same else f'moved."{name}"' for name in columns)
        given = ", ".join(f"%({name})s::{types[name]}[]" for name in arrays)
        # only names and types of columns of this model are put in; every value is a parameter
        return f"""
            INSERT INTO kentro_transition_log (model, position, digest, {names})
            SELECT %(model)s, COALESCE(before.position, 0) + 1, encode(sha256(convert_to(concat(
                       before.digest, '|', COALESCE(before.position, 0) + 1, '|', moved.content
                   ), 'UTF8')), 'hex'), {values}
              FROM unnest(%(content)s::text[], {given}) AS moved(content, {", ".join(f'"{name}"' for name in arrays)})
         LEFT JOIN LATERAL (
                   SELECT position, digest FROM kentro_transition_log log
                    WHERE log.model = %(model)s AND log.res_id = moved.res_id ORDER BY position DESC LIMIT 1
                   ) before ON true"""  # noqa: S608

    def _stored(self, name, values):
        """Return ``values`` of the column ``name`` as they are stored; nothing is NULL.

        A number where a text belongs, as RPC can send, is made one here: the database would store it as
        a text behind a digest of the number.
        """
        cast = _date_text if name == "date" else CASTS.get(self._fields[name].column_type[0])
        if name in FREE:
            return [cast(value) if value else None for value in values]
        known = {value: None if value is None or value is False else cast(value) for value in set(values)}
        return [known[value] for value in values]

    def _salted_columns(self, reasons):
        """Return the columns of salts and digests of ``reasons``: a salt of its own for each."""
        salted = [self._salted(reason) for reason in reasons]
        return {name: [row[name] for row in salted] for name in ("salt", "reason_digest")}

    # -- the form of a row -------------------------------------------------------------------

    def _covered(self):
        """Return the names of the columns that the content of a digest holds."""
        return {name for name, field in self._fields.items() if field.store and field.column_type} - UNCOVERED

    def _content(self, row):
        """Return the text of ``row`` ({column: value}) that its digest covers."""
        return chain.content({name: value for name, value in row.items() if name not in UNCOVERED})

    def _salted(self, reason):
        salt = secrets.token_hex(16) if reason else None
        return {"salt": salt, "reason_digest": chain.digest(salt, reason) if reason else None}

    def _seal(self, row, before):
        """Return the columns that chain ``row`` to ``before``, a row of the same record or nothing."""
        row = row | self._salted(row["reason"])
        sealed = chain.digest(before.get("digest"), row["position"], self._content(row))
        return {"digest": sealed, "salt": row["salt"], "reason_digest": row["reason_digest"]}

    def _same_record(self, row, other):
        return (row["model"], row["res_id"]) == (other.get("model"), other.get("res_id"))

    def _in_order(self, size=10_000):
        """Yield the whole log in lists of rows ({column: value}), record by record, in the order of the chain."""
        names = sorted(self._covered() | UNCOVERED)
        after = ("", 0, 0)
        while True:
            self.env.cr.execute(
                SQL(
                    """SELECT %s FROM kentro_transition_log WHERE (model, res_id, position) > %s
                        ORDER BY model, res_id, position LIMIT %s""",
                    SQL(", ").join(map(SQL.identifier, names)),
                    after,
                    size,
                )
            )
            rows = [dict(zip(names, row, strict=True)) for row in self.env.cr.fetchall()]
            if not rows:
                return
            for row in rows:
                row["date"] = str(row["date"])
            yield rows
            after = (rows[-1]["model"], rows[-1]["res_id"], rows[-1]["position"])
