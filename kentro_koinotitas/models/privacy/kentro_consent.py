from odoo import api, fields, models
from odoo.fields import Domain


class KentroConsent(models.Model):
    """When a consent ends, whoever answers for an open referral that shares by it is told, once.

    The step that shares is refused by its own rule; what was sent before stays sent, and somebody has
    to tell the body to stop, or find another basis.
    """

    _inherit = "kentro.consent"
    _kentro_while_restricted = True  # it is withdrawn at any time; what was given is never rewritten

    end_told = fields.Boolean("Those who share by it were told of the end", readonly=True, copy=False)

    def write(self, vals):
        result = super().write({name: value for name, value in vals.items() if name != "end_told"})
        if "withdrawn_on" in vals:
            self._tell_of_the_end()
        return result

    @api.model
    def _cron_tell_of_the_end(self):
        """Once a day: consents that have ended since, by their date or by a withdrawal to come."""
        today = fields.Date.context_today(self)
        over = Domain("valid_until", "<", today) | Domain("withdrawn_on", "<=", today)
        self.search(Domain("end_told", "=", False) & over)._tell_of_the_end()

    def _tell_of_the_end(self):
        ended = self.filtered(lambda consent: not consent.is_valid)
        # sudo: who withdraws it at the desk does not see the case
        referrals = self.env["kentro.referral"].sudo().search(
            Domain("consent_id", "in", ended.ids)
            & Domain("legal_basis", "=", "consent")
            & Domain("stage_kind", "not in", ("done", "cancelled"))
        )
        for user, theirs in referrals.grouped("user_id").items():
            theirs.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("The consent has ended: share nothing more"),
                note=self.env._(
                    "This referral shares by a consent that was withdrawn or has expired. Tell the body, cancel the "
                    "referral, or record a new consent and make a new one."
                ),
                user_id=user.id,
            )
        self.env.flush_all()
        ended._mark_told()

    def _mark_told(self):
        if self.ids:
            self.env.cr.execute("UPDATE kentro_consent SET end_told = true WHERE id = ANY(%s)", [self.ids])
            self.invalidate_recordset(["end_told"])
