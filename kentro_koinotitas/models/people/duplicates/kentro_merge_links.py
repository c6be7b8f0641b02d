from odoo import models
from odoo.tools import SQL, mute_logger
from psycopg2 import IntegrityError

# They say what was done or found with an entry as it was: they stay with it.
STAY = (
    "kentro.duplicate", "kentro.merge", "kentro.beneficiary.taking", "kentro.beneficiary", "kentro.read.log",
    "kentro.emergency.access",
)  # fmt: skip


class KentroMerge(models.Model):
    """What is linked to an entry, moved to the other and back: by SQL, for a merge is not an edit of those records."""

    _inherit = "kentro.merge"

    def _move_links(self, source, target):
        """Move what is linked to ``source``; return ``({"model,field": ids}, sentences of what stays)``."""
        self.env.flush_all()
        moved, left = {}, []
        for model, field in self._links():
            ids = self._linked(model, field, source)
            done = self._point(model, field, ids, source, target)
            if done:
                moved[f"{model._name},{field.name}"] = done
            if len(done) < len(ids):
                stay = [id_ for id_ in ids if id_ not in done]
                left.append(self._told(self._kind(model, stay), len(stay)))
        self.env.invalidate_all()
        return moved, left

    def _links(self):
        """Yield (model, field) of every stored relation to people: many2one, and by model and id."""
        for name in sorted(self.env.registry):
            model = self.env[name]
            if model._abstract or not model._auto or model._transient or name in STAY:
                continue
            for field in model._fields.values():
                if not field.store or field.related or not field.column_type:
                    continue
                by_id = field.type == "many2one_reference" and model._fields[field.model_field].store
                if by_id or (field.type == "many2one" and field.comodel_name == "kentro.beneficiary"):
                    yield model, field

    def _linked(self, model, field, source):
        """Return the ids of what is linked to ``source``."""
        kind = SQL("TRUE")
        if field.type == "many2one_reference":
            kind = SQL("r.%s = %s", SQL.identifier(field.model_field), source._name)
        rows = self.env.execute_query(
            SQL(
                "SELECT r.id FROM %s r WHERE r.%s = %s AND %s ORDER BY r.id",
                SQL.identifier(model._table), SQL.identifier(field.name), source.id, kind,
            )
        )  # fmt: skip
        return [id_ for (id_,) in rows]

    def _point(self, model, field, ids, source, target):
        """Have ``ids`` point at ``target``; return those that do: the database refuses two of what there is one of."""
        if not ids:
            return []
        column = SQL.identifier(field.name)
        update = SQL(
            "UPDATE %s SET %s = %s WHERE id = ANY(%s) AND %s = %s RETURNING id",
            SQL.identifier(model._table), column, target.id, ids, column, source.id,
        )  # fmt: skip
        try:
            with self.env.cr.savepoint(flush=False), mute_logger("odoo.sql_db"):
                return [id_ for (id_,) in self.env.execute_query(update)]
        except IntegrityError:
            if len(ids) == 1:
                return []
            return [done for id_ in ids for done in self._point(model, field, [id_], source, target)]

    def _kind(self, model, ids):
        """Return what to call these records: that there is a residence title is not for everybody to read."""
        records = model.sudo(False).browse(ids).exists()
        if records and records._filtered_access("read") == records:
            return self.env["ir.model"]._get(model._name).name
        return self.env._("Other records")

    def _told(self, kind, count):
        return self.env._("%(kind)s: %(count)s stay with the merged entry.", kind=kind, count=count)

    def _move_back(self):
        """Undo `_move_links`; return a sentence for each kind of which something was changed since."""
        self.env.flush_all()
        told = []
        for key, ids in (self.moved or {}).items():
            name, fname = key.split(",")
            model = self.env.get(name)
            if model is None or fname not in model._fields:
                continue
            back = self._point(model, model._fields[fname], ids, self.kept_id, self.merged_id)
            if len(back) < len(ids):
                stay = [id_ for id_ in ids if id_ not in back]
                told.append(self._told_changed(self._kind(model, stay), len(stay)))
        self.env.invalidate_all()
        return told

    def _told_changed(self, kind, count):
        return self.env._(
            "%(kind)s: %(count)s were changed or deleted since, and stay as they are.", kind=kind, count=count
        )
