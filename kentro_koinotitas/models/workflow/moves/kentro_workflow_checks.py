from odoo import models, tools
from odoo.exceptions import LockError, UserError, ValidationError
from odoo.tools import SQL

from ..engine import ENGINE


class KentroWorkflowMixin(models.AbstractModel):
    """What must hold before records move: nobody else moves them, who, if, with what."""

    _inherit = "kentro.workflow.mixin"

    # -- before the checks -------------------------------------------------------------------

    def _check_and_lock(self):
        """Raise unless this user may write all of ``self`` and nobody else moves them; read what a move needs."""
        if not self or self.env.su or not all(self._ids):
            self.check_access("write")
            self._lock_roots()
            return
        lock = self._sql_lock()
        if not self._read_and_lock(lock):
            self.check_access("write")  # says which and why
            if lock:
                self._refuse_as_held()
        if not lock or self._get_root() != self:
            self._lock_roots()

    def _read_and_lock(self, lock):
        """Return whether this user may write all of ``self``, as ``check_access`` does, and ``lock`` has them.

        In one statement: PostgreSQL judges the record rules, instead of Odoo one record after the other.
        """
        self.browse().check_access("write")
        # as superuser and with the archived: the rules of the user are the domain
        everything = self.sudo().with_context(active_test=False)
        query = everything._search(self.env["ir.rule"]._compute_domain(self._name, "write"))
        query.add_where(SQL("%s IN %s", SQL.identifier(self._table, "id"), self._ids))
        query.order = SQL.identifier(self._table, "id")
        names, columns = self._read_by_move()
        rows = self.env.execute_query(SQL("%s %s", query.select(SQL(columns)), lock))
        if rows:
            ids, *values, now = zip(*rows, strict=True)
            if self.env.cr._now is None:
                self.env.cr._now = now[0]  # else the cursor asks for it when the stage is written, once more
            found = self.browse(ids)
            for name, column in zip(names, values, strict=True):
                self._fields[name]._insert_cache(found, column)
        return len(rows) == len(set(self._ids))

    def _sql_lock(self):
        """Return how records that are their own roots are locked as they are read; others by ``_lock_roots``."""
        if self.browse()._get_root()._name != self._name:
            return SQL()
        # skipped, not waited for: whoever comes second is told so at once
        return SQL("FOR NO KEY UPDATE OF %s SKIP LOCKED", SQL.identifier(self._table))

    @tools.ormcache()
    def _read_by_move(self):
        """Return the names of the columns that are read with the lock, and the SQL of id, columns and this moment."""
        names = [
            name
            for name, field in self._fields.items()
            if field.store
            and field.column_type
            and field.column_type[0] != "jsonb"
            and field.prefetch is True
            and not field.groups
            and name != "id"
        ]
        columns = [f'"{self._table}"."{name}"' for name in ["id", *names]]
        return names, ", ".join([*columns, "now() AT TIME ZONE 'UTC'"])

    def _lock_roots(self):
        """Lock what the move depends on, so that of two users exactly one moves the record."""
        roots = self._get_root().sudo()  # as superuser: a child's user need not be able to write its parent
        try:
            roots.lock_for_update(allow_referencing=True)
        except LockError:
            self._refuse_as_held()
        self._renew(roots)

    def _refuse_as_held(self):
        raise UserError(
            self.env._(
                "Somebody else is moving %s at this moment. Look again: it may have moved already.",
                self._names(),
            )
        )

    def _renew(self, roots):
        """Make whoever began before us, and locks these roots after us, begin again.

        A lock leaves the row as it was, so her view of the siblings would still be that of her
        beginning, and of two records of which one may be approved both would be. The new version
        of the row makes PostgreSQL refuse her, and Odoo replays her.
        """
        if roots and roots != self:  # a record that is its own root gets its new version by the move
            self.env.cr.execute(
                SQL("UPDATE %s SET id = id WHERE id IN %s", SQL.identifier(roots._table), tuple(roots.ids))
            )

    def _not_yet_moved_by(self, request_id):
        """Return the records that this request has not moved already."""
        if not request_id or not self:
            return self
        found = self.env.execute_query(
            SQL(
                "SELECT res_id FROM kentro_transition_log WHERE model = %s AND res_id IN %s AND request_id = %s",
                self._name,
                self._ids,
                str(request_id),
            )
        )
        return self - self.browse(res_id for (res_id,) in found) if found else self

    def _check_seen(self, seen_stage_id):
        if seen_stage_id and self.stage_id._ids not in ((seen_stage_id,), ()):
            moved = self.filtered(lambda record: record.stage_id.id != seen_stage_id)
            raise UserError(
                self.env._(
                    "%(records)s: meanwhile moved to stage «%(stage)s» by somebody else. Nothing "
                    "was changed.",
                    records=moved._names(),
                    stage=moved[0].stage_id.sudo().name,
                )
            )

    # -- the checks --------------------------------------------------------------------------

    def _check_source(self, transition):
        if not self.stage_id <= transition.source_ids:
            outside = self.filtered(lambda record: record.stage_id not in transition.source_ids)
            raise UserError(
                self.env._(
                    "%(records)s: from stage «%(stage)s» there is no step «%(step)s».",
                    records=outside._names(),
                    stage=outside[0].stage_id.sudo().name,
                    step=transition.name,
                )
            )

    def _check_permitted(self, transition):
        permitted = transition._permitted(self)
        if permitted != self:
            refused = self - permitted
            raise UserError(
                self.env._(
                    "%(records)s: the step «%(step)s» is not yours to take.",
                    records=refused._names(),
                    step=transition.name,
                )
            )

    def _write_answers(self, transition, values, reason):
        """Write what the dialog asked, and refuse what it did not ask or what stayed empty."""
        asked = transition.field_line_ids
        strange = values.keys() - set(asked.field_id.mapped("name"))
        if strange:
            raise UserError(
                self.env._(
                    "The step «%(step)s» does not ask for: %(fields)s.",
                    step=transition.name,
                    fields=", ".join(sorted(strange)),
                )
            )
        if values:
            # with the token: a step may lead out of an end, where nothing else is written
            self.with_context(kentro_engine=ENGINE).write(values)
        missing = [
            line.field_id.field_description
            for line in asked
            if line.required and not all(record[line.field_id.name] for record in self)
        ]
        if transition.reason == "required" and not (reason or "").strip():
            missing.append(self.env._("Reason"))
        if missing:
            raise ValidationError(
                self.env._(
                    "%(records)s, step «%(step)s»: missing: %(missing)s.",
                    records=self._names(),
                    step=transition.name,
                    missing=", ".join(missing),
                )
            )

    def _check_rules(self, transition, override=None):
        """Raise unless the rules of ``transition`` hold; those this user may set aside do not hinder with ``override``.

        :return: what is set aside: ``[(record, rule, the group by which she may)]``
        """
        violations, aside = transition.rule_ids._violations(self), []
        if violations and override:
            groups = self.env["kentro.rule"].union(*violations)._override_groups()
            aside = [(record, rule, groups[rule]) for rule in groups for record in violations[rule]]
            violations = {rule: broken for rule, broken in violations.items() if rule not in groups}
        if violations:
            error = UserError(
                "\n".join(
                    self.env._(
                        "%(records)s, step «%(step)s»: %(rule)s",
                        records=broken._names(),
                        step=transition.name,
                        rule=rule.name,
                    )
                    for rule, broken in violations.items()
                )
            )
            error.kentro_violations = violations  # which of many, for whoever then leaves those out
            raise error
        return aside

    def _names(self):
        """Return the names of up to three records, for a sentence to this user."""
        names = ", ".join(self[:3].mapped("display_name"))
        return (
            self.env._("%(names)s and %(count)s more", names=names, count=len(self) - 3)
            if len(self) > 3
            else names
        )
