from odoo import api, fields, models


class MailActivity(models.Model):
    """What is planned for somebody who is away goes to her deputy, and comes back with her."""

    _inherit = "mail.activity"

    kentro_absence_id = fields.Many2one(
        "kentro.absence", "Held for", readonly=True, copy=False, index="btree_not_null", ondelete="set null",
        groups=fields.NO_ACCESS)  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        ours = activities.sudo().filtered(lambda activity: (activity.res_model or "").startswith("kentro."))
        if ours:
            # sudo: that somebody is away is known to who coordinates; where her work goes follows from it
            away = self.env["kentro.absence"].sudo().search(
                [("user_id", "in", ours.user_id.ids), ("handed_over", "=", True)]
            )
            for absence in away:
                hers = ours.filtered(lambda activity, a=absence: activity.user_id == a.user_id)
                absence._for_deputy(hers).write({"user_id": absence.deputy_id.id, "kentro_absence_id": absence.id})
        return activities

    @api.model
    def _kentro_tell(self, users, say, kind="mail.mail_activity_data_todo"):
        """Give each of ``users`` something to do today: ``say(env)`` returns the sentence in her language."""
        # sudo: told whoever they are, by whoever gave the occasion
        activities = self.sudo().with_context(mail_activity_quick_update=True)
        return activities.create(
            [
                {
                    "summary": say(self.with_context(lang=user.lang).env),
                    "user_id": user.id,
                    "activity_type_id": self.env.ref(kind).id,
                    "automated": True,
                    "date_deadline": fields.Date.context_today(self),
                }
                for user in users
            ]
        )
