from odoo import fields, models
from odoo.exceptions import LockError, UserError, ValidationError

from .engine import ENGINE


class KentroWorkflowMixin(models.AbstractModel):
    """Taking a named step: who, if, with what; then the move and its row in the log."""

    _inherit = "kentro.workflow.mixin"

    def take_step(self, code, values=None, reason=None, seen_stage_id=None, request_id=None):
        """Move all records of ``self`` along the step ``code`` of their workflow, or none.

        :param str code: code of the transition
        :param dict values: answers for the fields that the step asks
        :param str reason: why, where the step asks for it
        :param int seen_stage_id: the stage that the user saw; refused if a record has moved since
        :param str request_id: identifies the click; the same one again is the same move
        :raise AccessError: a record may not be changed by this user
        :raise UserError: the step is not possible, with every reason as a sentence
        """
        self.check_access("write")
        self._lock_roots()
        records = self._not_yet_moved_by(request_id)
        records._check_seen(seen_stage_id)
        for workflow, group in records.grouped("workflow_id").items():
            transition = workflow.sudo().transition_ids.filtered(lambda t: t.code == code)
            if not transition:
                raise UserError(self.env._("«%(workflow)s» has no step «%(code)s».",
                                           workflow=workflow.sudo().name, code=code))
            group._move(transition, "user", values=values, reason=reason, request_id=request_id)
        return True

    def _move(self, transition, origin, values=None, reason=None, request_id=None):
        """Take ``transition`` for all of ``self`` (locked) after every check that it demands."""
        self._check_source(transition)
        self._check_permitted(transition)
        self._write_answers(transition, values or {}, reason)
        self._check_rules(transition)
        now = fields.Datetime.now()
        moves = {record: {
            "date": now,
            "user_id": self.env.uid,
            "source_id": record.stage_id.id,
            "seconds": int((now - record.stage_since).total_seconds()),
        } for record in self}
        self._write_stage(ENGINE, transition.target_id, now)
        self._log_moves(moves, transition, origin, reason, request_id)
        self._after_step(transition)

    def _write_stage(self, token, stage, now):
        """Set the stage without a check. Only the engine holds the token."""
        if token is not ENGINE:
            raise UserError(self.env._("A stage changes by a step only."))
        self.with_context(kentro_engine=ENGINE).write({"stage_id": stage.id, "stage_since": now})

    # -- before the checks -------------------------------------------------------------------

    def _lock_roots(self):
        """Lock what the move depends on, so that of two users exactly one moves the record."""
        try:
            # as superuser: a child's user need not be able to write its parent
            self._get_root().sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._(
                "Somebody else is moving %s at this moment. Look again: it may have moved already.",
                self._names())) from error

    def _not_yet_moved_by(self, request_id):
        """Return the records that this request has not moved already."""
        if not request_id:
            return self
        done = self.env["kentro.transition.log"].sudo().search(
            [("model", "=", self._name), ("res_id", "in", self.ids), ("request_id", "=", request_id)])
        return self - self.browse(done.mapped("res_id"))

    def _check_seen(self, seen_stage_id):
        moved = self.filtered(lambda record: record.stage_id.id != seen_stage_id) if seen_stage_id else None
        if moved:
            raise UserError(self.env._(
                "%(records)s: meanwhile moved to stage «%(stage)s» by somebody else. Nothing was changed.",
                records=moved._names(), stage=moved[0].stage_id.sudo().name))

    # -- the checks --------------------------------------------------------------------------

    def _check_source(self, transition):
        outside = self.filtered(lambda record: record.stage_id not in transition.source_ids)
        if outside:
            raise UserError(self.env._(
                "%(records)s: from stage «%(stage)s» there is no step «%(step)s».",
                records=outside._names(), stage=outside[0].stage_id.sudo().name, step=transition.name))

    def _check_permitted(self, transition):
        refused = self - transition._permitted(self)
        if refused:
            raise UserError(self.env._(
                "%(records)s: the step «%(step)s» is not yours to take.",
                records=refused._names(), step=transition.name))

    def _write_answers(self, transition, values, reason):
        """Write what the dialog asked, and refuse what it did not ask or what stayed empty."""
        asked = transition.field_line_ids
        strange = values.keys() - set(asked.field_id.mapped("name"))
        if strange:
            raise UserError(self.env._("The step «%(step)s» does not ask for: %(fields)s.",
                                       step=transition.name, fields=", ".join(sorted(strange))))
        if values:
            self.write(values)
        missing = [line.field_id.field_description for line in asked
                   if line.required and not all(record[line.field_id.name] for record in self)]
        if transition.reason == "required" and not (reason or "").strip():
            missing.append(self.env._("Reason"))
        if missing:
            raise ValidationError(self.env._("%(records)s, step «%(step)s»: missing: %(missing)s.",
                                             records=self._names(), step=transition.name,
                                             missing=", ".join(missing)))

    def _check_rules(self, transition):
        violations = transition.rule_ids._violations(self)
        if violations:
            raise UserError("\n".join(
                self.env._("%(records)s, step «%(step)s»: %(rule)s",
                           records=broken._names(), step=transition.name, rule=rule.name)
                for rule, broken in violations.items()))

    def _names(self):
        """Return the names of up to three records, for a sentence to this user."""
        names = ", ".join(self[:3].mapped("display_name"))
        return self.env._("%(names)s and %(count)s more", names=names, count=len(self) - 3) if len(self) > 3 else names

    # -- for the buttons ---------------------------------------------------------------------

    def _steps_from_here(self):
        """Return the steps that this user may take on this record, each with what hinders it now."""
        self.ensure_one()
        if not self.has_access("write"):
            return []
        transitions = self.sudo().workflow_id.transition_ids.filtered(
            lambda t: self.sudo().stage_id in t.source_ids)
        return [{
            "code": transition.code,
            "name": transition.name,
            "style": transition.style,
            "reason": transition.reason,
            "asks": [{"name": line.field_id.name, "required": line.required}
                     for line in transition.field_line_ids],
            "hindrances": [rule.name for rule in transition.rule_ids._violations(self)],
        } for transition in transitions if transition._permitted(self)]
