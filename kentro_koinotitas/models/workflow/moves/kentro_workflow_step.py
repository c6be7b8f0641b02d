from odoo import fields, models
from odoo.exceptions import UserError

from ..engine import ENGINE


class KentroWorkflowMixin(models.AbstractModel):
    """Taking a named step: who, if, with what; then the move and its row in the log."""

    _inherit = "kentro.workflow.mixin"

    def take_step(self, code, values=None, reason=None, seen_stage_id=None, request_id=None, override=None):
        """Move all records of ``self`` along the step ``code`` of their workflow, or none.

        :param str code: code of the transition
        :param dict values: answers for the fields that the step asks
        :param str reason: why, where the step asks for it
        :param int seen_stage_id: the stage that the user saw; refused if a record has moved since
        :param str request_id: identifies the click; the same one again is the same move
        :param str override: why rules that say that this user may set them aside do not hinder it
        :raise AccessError: a record may not be changed by this user
        :raise UserError: the step is not possible, with every reason as a sentence
        """
        override = str(override).strip() if override else None
        self._check_and_lock()
        records = self._not_yet_moved_by(request_id)
        records._check_seen(seen_stage_id)
        for workflow, group in records.grouped("workflow_id").items():
            transition = workflow._step(code)
            if not transition:
                raise UserError(
                    self.env._(
                        "«%(workflow)s» has no step «%(code)s».",
                        workflow=workflow.sudo().name,
                        code=code,
                    )
                )
            group._move(transition, "user", values, reason, request_id, override)
        return True

    def _take_system_step(self, code):
        """Take the step ``code`` on behalf of nobody, for a deadline: rules hold, roles are not
        asked.
        """
        # as superuser: nobody acts; who is at a record this moment is left for the next time
        free = self._get_root().sudo().try_lock_for_update(allow_referencing=True)
        records = self.filtered(lambda record: record._get_root() in free)
        records._renew(free)
        for workflow, group in records.grouped("workflow_id").items():
            transition = workflow._step(code)
            if transition:
                group._move(transition, "system")

    def _move(self, transition, origin, values=None, reason=None, request_id=None, override=None):
        """Take ``transition`` for all of ``self`` (locked) after every check that it demands."""
        self._check_source(transition)
        if origin not in ("system", "effect"):
            self._check_permitted(transition)
        self._write_answers(transition, values or {}, reason)
        aside = self._check_rules(transition, override)
        now, uid = fields.Datetime.now(), self.env.uid
        moves = {
            record: {
                "date": now,
                "user_id": uid,
                "source_id": record.stage_id.id,
                "seconds": int((now - record.stage_since).total_seconds()),
            }
            for record in self
        }
        self._write_stage(ENGINE, transition.target_id, now)
        if aside:
            self.env["kentro.override"]._note(aside, override, transition_id=transition.id)
            reason = "\n".join(filter(None, [reason, override]))  # told in the history too
        self._log_moves(moves, transition, origin, reason, request_id)
        self._run_effects(transition)
        self._after_step(transition)

    def _write_stage(self, token, stage, now):
        """Set the stage without a check: past this mixin's own ``write``. Only the engine holds
        the token.
        """
        if token is not ENGINE:
            raise UserError(self.env._("A stage changes by a step only."))
        stage = stage.sudo()
        told = self.filtered(lambda record: record.deadline_level)
        # as superuser: who may take the step need not be able to write the record when it stands there
        with self.env.protecting([self._fields["stage_kind"]], self):
            for values, records in self._deadlines_on_entering(stage, now):
                values = {"stage_id": stage.id, "stage_kind": stage.kind, "stage_since": now, **values}
                super(KentroWorkflowMixin, records.sudo()).write(values)
        told._remove_reminders()
