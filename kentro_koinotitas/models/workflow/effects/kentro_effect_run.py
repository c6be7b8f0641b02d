import logging
import traceback

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class KentroEffect(models.Model):
    """Carrying an effect out on all records of a move, as superuser with the acting user logged."""

    _inherit = "kentro.effect"

    def _run(self, records):
        """Carry out this effect on ``records``, which have just moved, or raise a sentence.

        :raise UserError: names the records, the step, the effect and why; nothing of the move stays
        """
        self.ensure_one()
        effect = self.sudo()
        try:
            # what the database refuses is refused here, and named; the rest can still be read
            with self.env.cr.savepoint():
                getattr(effect, f"_run_{effect.kind}")(records.sudo())
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise  # Odoo takes the whole request again
        except UserError as error:
            raise UserError(effect._failure(records, error.args[0])) from error
        except Exception as error:
            # only where, never what: messages of the database quote names
            where = "".join(traceback.format_tb(error.__traceback__))
            _logger.error("effect %s failed: %s\n%s", effect.id, type(error).__name__, where)
            why = self.env._("the program met something unexpected; the administrator finds where in the server's log.")
            raise UserError(effect._failure(records, why)) from None

    def _failure(self, records, why):
        return self.env._(
            "%(records)s: nothing was changed, because the step «%(step)s» has an effect that was not possible.\n"
            "%(effect)s: %(why)s",
            records=records._names(),
            step=self.transition_id.name,
            effect=self.sentence,
            why=why,
        )

    # -- the kinds -----------------------------------------------------------------------------

    def _run_activity(self, records):
        due = fields.Date.add(fields.Date.context_today(self), days=self.days)
        people = self._people(records)
        # nobody is mailed: whoever has an activity sees it; nobody there, and it stays on the record
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(records._name),
                    "res_id": record.id,
                    "activity_type_id": self.activity_type_id.id,
                    "summary": self.summary,
                    "date_deadline": due,
                    "user_id": user.id,
                    "automated": True,
                }
                for record in records
                for user in (people[record] or [self.env["res.users"]])
            ]
        )

    def _run_mail(self, records):
        self.env["kentro.outbox"]._put(self, records)

    def _run_webhook(self, records):
        self.env["kentro.outbox"]._put(self, records)

    def _run_child(self, records):
        link = self.child_field_id
        return self.env[link.model].create([{link.name: record.id, **self._values(record)} for record in records])

    def _run_value(self, records):
        by_values = {}
        for record in records:
            by_values.setdefault(tuple(self._values(record).items()), []).append(record.id)
        for values, ids in by_values.items():
            records.browse(ids).write(dict(values))

    def _run_step(self, records):
        others = records.mapped(self.path)
        # of many, none is named: the history of one record is not the place of the others
        of = records.display_name if len(records) == 1 else self.env._("another record")
        why = self.env._("By the step «%(step)s» of %(records)s", step=self.transition_id.name, records=of)
        others._lock_roots()
        for workflow, group in others.grouped("workflow_id").items():
            step = workflow._step(self.step_code)
            # those that stand elsewhere have been moved already, or will not be
            group = group.filtered(lambda record, s=step: record.stage_id in s.source_ids)
            if group:
                group._move(step, "effect", reason=why)

    # -- whom and what -------------------------------------------------------------------------

    def _people(self, records):
        """Return ``{record: users}``: those meant who are here and may read the record."""
        if self.user_field_id:
            meant = {record: record[self.user_field_id.name] for record in records}
        else:
            meant = records._get_role_users(self.role_id.code) if self.role_id else {}
        nobody = self.env["res.users"]
        readable = {
            user: set(records.with_user(user)._filtered_access("read").ids)
            for user in nobody.union(*meant.values())
            if user.sudo().active
        }
        return {
            record: meant.get(record, nobody).filtered(lambda user, r=record: r.id in readable.get(user, ()))
            for record in records
        }

    def _values(self, record):
        return {value.field_id.name: value._value(record) for value in self.value_ids}
