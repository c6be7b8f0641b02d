from odoo import api, models
from odoo.exceptions import UserError


class MailActivity(models.Model):
    """Activities store the name of their record and show it to whom they are assigned."""

    _inherit = "mail.activity"

    @api.constrains("res_model", "res_id", "user_id")
    def _check_assignee_may_read(self):
        for activity in self.filtered(lambda a: (a.res_model or "").startswith("kentro.")):
            record = self.env[activity.res_model].browse(activity.res_id)
            if not hasattr(record, "activity_schedule"):
                raise UserError(self.env._("Plan the activity on the case: its name is neutral, others are not."))
            if activity.user_id and record._kentro_strangers(activity.user_id.partner_id):
                raise UserError(
                    self.env._(
                        "%s may not read this record, and can be given no activity on it. "
                        "Take them into the team first.",
                        activity.user_id.name,
                    )
                )

    @api.constrains("res_model", "res_id")
    def _check_no_hidden_contact(self):
        ids = self.filtered(lambda activity: activity.res_model == "res.partner").mapped("res_id")
        if self.env["res.partner"].browse(ids)._kentro_hidden_among():
            raise UserError(
                self.env._("Plan the activity on the request or the case, not on the contact of a beneficiary.")
            )
