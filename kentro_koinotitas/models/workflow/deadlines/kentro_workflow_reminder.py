from odoo import fields, models
from odoo.tools import SQL

ACTIVITY_TYPE = "kentro_koinotitas.activity_type_deadline"


class KentroWorkflowMixin(models.AbstractModel):
    """The activities by which people are told of a deadline: one open at a time per record and person.

    They are dated on the deadline's day, move with it, and go when the record leaves the stage.
    """

    _inherit = "kentro.workflow.mixin"

    # -- hooks -----------------------------------------------------------------------------------

    def _get_reminder_fallback(self):
        """Return ``{record: users}`` who are told where nobody of the stage's role can be."""
        return {}

    def _nobody_to_remind(self):
        """Let somebody know that of these records nobody could be told."""

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """A process without a thread has no followers, though core asks for one with every activity."""
        thread = super()
        return thread.message_subscribe(partner_ids, subtype_ids) if hasattr(thread, "message_subscribe") else True

    # -- telling ---------------------------------------------------------------------------------

    def _remind(self, stage, level):
        """Tell whom ``stage`` says of the deadline of these records.

        :param int level: 1 before the deadline, 2 when it is reached, 3 when it is passed on
        """
        role = stage.escalate_role_id if level == 3 else stage.warn_role_id
        if not role:
            return
        told = self._readers(self._get_role_users(role.code))
        alone = self.browse(record.id for record in self if record not in told)
        if alone:
            told |= alone._readers(alone._get_reminder_fallback())
            self.browse(record.id for record in self if record not in told)._nobody_to_remind()
        by_user = {}
        for record, users in told.items():
            for user in users:
                by_user.setdefault(user, []).append(record.id)
        for user, ids in by_user.items():
            self.browse(ids)._put_reminders(user, stage, level)

    def _readers(self, holders):
        """Return those of ``holders`` (``{record: users}``) who are there and may read the record."""
        by_user = {}
        for record in self:
            # as superuser: colleagues are not everybody's to read
            for user in holders.get(record, self.env["res.users"]).sudo().filtered("active"):
                by_user.setdefault(user, []).append(record.id)
        found = {}
        for user, ids in by_user.items():
            for record in self.browse(ids).with_user(user)._filtered_access("read"):
                key = record.with_env(self.env)
                found[key] = found.get(key, self.env["res.users"]) | user.sudo(False)
        return found

    def _put_reminders(self, user, stage, level):
        """Plan one activity for ``user`` on each of these records, or bring hers up to date."""
        env = self.with_context(lang=user.sudo().lang).env
        name = stage.with_env(env).name
        summary = {
            1: env._("Deadline: %s", name),
            2: env._("Deadline reached: %s", name),
            3: env._("Deadline missed: %s", name),
        }[level]
        there = {activity.res_id: activity for activity in self._reminders().filtered(lambda a: a.user_id == user)}
        fresh = []
        for record in self:
            values = {"summary": summary, "date_deadline": record._deadline_day()}
            if record.id in there:
                there[record.id].write(values)
            else:
                fresh.append({"res_id": record.id, **values})
        activity_type, model = self.env.ref(ACTIVITY_TYPE), self.env["ir.model"]._get_id(self._name)
        # as superuser: the job tells people, who need no right to plan; no mail goes out
        self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "automated": True,
                    "res_model_id": model,
                    "user_id": user.id,
                    **values,
                }
                for values in fresh
            ]
        )

    def _deadline_day(self):
        zone = self.sudo().deadline_time_id.tz or "UTC"
        return fields.Datetime.context_timestamp(self.with_context(tz=zone), self.deadline).date()

    # -- keeping in step -------------------------------------------------------------------------

    def _reminders(self):
        """Return the open activities that the job made on these records."""
        # as superuser: those of all, not of the acting user
        return self.env["mail.activity"].sudo().search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("activity_type_id", "=", self.env.ref(ACTIVITY_TYPE).id),
            ]
        )

    def _remove_reminders(self):
        if self:
            self._reminders().unlink()

    def _move_reminders(self, condition):
        """Date the activities on the deadline's day, where that has changed: one statement."""
        self.env["mail.activity"].flush_model()
        self.env.cr.execute(
            SQL(
                """UPDATE mail_activity a
                      SET date_deadline = (r.deadline AT TIME ZONE 'UTC' AT TIME ZONE t.tz)::date
                     FROM %s r JOIN kentro_working_time t ON t.id = r.deadline_time_id
                    WHERE a.res_model = %s AND a.res_id = r.id AND a.activity_type_id = %s AND a.active
                      AND r.deadline IS NOT NULL AND %s
                      AND a.date_deadline <> (r.deadline AT TIME ZONE 'UTC' AT TIME ZONE t.tz)::date""",
                SQL.identifier(self._table),
                self._name,
                self.env.ref(ACTIVITY_TYPE).id,
                condition,
            )
        )
        self.env["mail.activity"].invalidate_model(["date_deadline"])
