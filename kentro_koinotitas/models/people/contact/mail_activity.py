from odoo import api, models
from odoo.exceptions import UserError


class MailActivity(models.Model):
    """Activities store the name of their record and show it to whom they are assigned."""

    _inherit = "mail.activity"

    @api.constrains("res_model", "res_id", "user_id")
    def _check_assignee_may_read(self):
        ours = self.filtered(lambda activity: (activity.res_model or "").startswith("kentro."))
        for (model, user), activities in ours.grouped(lambda a: (a.res_model, a.user_id)).items():
            if not hasattr(self.env[model], "activity_schedule"):
                raise UserError(self.env._("Plan the activity on the case: its name is neutral, others are not."))
            records = self.env[model].browse(activities.mapped("res_id"))
            if user and len(records.with_user(user)._filtered_access("read")) < len(records):
                raise UserError(
                    self.env._(
                        "%s may not read this record, and can be given no activity on it. "
                        "Take them into the team first.",
                        user.name,
                    )
                )

    @api.constrains("res_model", "res_id")
    def _check_no_hidden_contact(self):
        ids = self.filtered(lambda activity: activity.res_model == "res.partner").mapped("res_id")
        if self.env["res.partner"].browse(ids)._kentro_hidden_among():
            raise UserError(
                self.env._("Plan the activity on the request or the case, not on the contact of a beneficiary.")
            )
