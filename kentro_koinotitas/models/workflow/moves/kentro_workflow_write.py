from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine import DEADLINE_STOPPED, DEADLINE_VALUES, ENGINE

MANY = 10  # groups of equal values that are written one by one


class KentroWorkflowMixin(models.AbstractModel):
    """A plain write of the stage (kanban drag, import, RPC) becomes the one step that leads
    there.
    """

    _inherit = "kentro.workflow.mixin"

    def write(self, vals):
        if vals.keys() & {"workflow_id", "stage_since", "stage_kind", *DEADLINE_VALUES, *DEADLINE_STOPPED}:
            raise UserError(
                self.env._("The workflow of a record and its dates are not written by hand.")
            )
        vals = self._without_derived(vals)
        stage_id = vals.pop("stage_id", None)
        if vals:
            if self.env.context.get("kentro_engine") is not ENGINE:
                self._refuse_if_ended()
            # the token is for this one write: what the write sets off is checked again
            super(KentroWorkflowMixin, self.with_context(kentro_engine=None)).write(vals)
            self._follow_dates(vals.keys())
        if stage_id is not None:
            self._write_stage_as_step(self.env["kentro.stage"].browse(stage_id or ()))
        return True

    def _write_multi(self, vals_list):
        """Write the same values to many records, as a move does, in one statement for all."""
        groups = {}
        for record_id, vals in zip(self._ids, vals_list, strict=True):
            groups.setdefault(tuple(vals.items()), []).append(record_id)
        special = any(self._fields[name].column_type[0] == "jsonb" for vals in groups for name, _value in vals)
        if special or len(groups) > MANY or 1 < len(groups) == len(self):  # translated, for one; or nothing in common
            super()._write_multi(vals_list)
            return
        for vals, ids in groups.items():
            vals = {"write_uid": self.env.uid, "write_date": self.env.cr.now(), **dict(vals)}
            values = SQL(", ").join(SQL("%s = %s", SQL.identifier(name), value) for name, value in vals.items())
            table = SQL.identifier(self._table)
            self.env.execute_query(SQL("UPDATE %s SET %s WHERE id IN %s", table, values, tuple(ids)))

    def _without_derived(self, vals):
        """Return ``vals`` without the fields that only mirror another record: nobody writes them
        apart.
        """
        return {
            name: value
            for name, value in vals.items()
            if name not in self._fields or not self._fields[name].related
        }

    def _refuse_if_ended(self):
        """Refuse to change a record that has come to an end; code that must, does so as
        superuser.
        """
        ended = self.filtered(lambda record: record.stage_kind in self._frozen_kinds) if not self.env.su else None
        if ended:
            raise UserError(
                self.env._(
                    "%(records)s: in stage «%(stage)s» it is not changed any more. Take a step back "
                    "first, where there is one.",
                    records=ended._names(),
                    stage=ended[0].stage_id.name,
                )
            )

    def _write_stage_as_step(self, target):
        """Move each record to ``target`` along the only step that leads there without a dialog."""
        self._check_and_lock()
        for (workflow, source), records in self.grouped(
            lambda r: (r.workflow_id, r.stage_id)
        ).items():
            if source == target:
                continue
            records._move(records._only_step(workflow, source, target), "write")

    def _only_step(self, workflow, source, target):
        """Return the step from ``source`` to ``target`` that needs no answer, or raise a
        sentence.
        """
        leading = workflow._known().transition_ids.filtered(
            lambda t: t.target_id == target and source in t.source_ids
        )
        permitted = leading.filtered(lambda t: t._permitted(self) == self)
        silent = permitted.filtered(lambda t: not t._has_dialog())
        if len(silent) == 1 and len(permitted) == 1:
            return silent
        names = {
            "records": self._names(),
            "start": source.sudo().name,
            "target": target.sudo().name,
        }
        names["instead"] = self._say_steps_from(workflow, source)
        if not target or not leading:
            raise UserError(
                self.env._("%(records)s: no step leads from stage «%(start)s» to «%(target)s». %(instead)s", **names)
            )
        if not permitted:
            raise UserError(
                self.env._(
                    "%(records)s: the step from «%(start)s» to «%(target)s» is not yours to take. %(instead)s", **names
                )
            )
        raise UserError(
            self.env._(
                "%(records)s: from «%(start)s» to «%(target)s» use the buttons of the form: "
                "the step asks for something, or there is more than one (%(steps)s).",
                steps=", ".join(permitted.mapped("name")),
                **names,
            )
        )

    def _say_steps_from(self, workflow, source):
        """Say which steps this user may take from ``source``, for one who tried another way."""
        here = workflow._known().transition_ids.filtered(lambda t: source in t.source_ids)
        permitted = here.filtered(lambda t: t._permitted(self) == self)
        if not permitted:
            return self.env._("From here you have no step to take.")
        return self.env._(
            "From here you may take: %s.",
            ", ".join(self.env._("%(step)s (to «%(stage)s»)", step=t.name, stage=t.target_id.name) for t in permitted),
        )
