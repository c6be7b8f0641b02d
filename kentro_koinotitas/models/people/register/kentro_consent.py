from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

PURPOSES = [
    ("referral", "Referral to a body"),
    ("application", "Application to a programme"),
    ("information", "To be informed by the body"),
]


class KentroConsent(models.Model):
    """A person lets one receiver know certain data for one purpose, until a date or until withdrawn."""

    _name = "kentro.consent"
    _description = "Consent"
    _order = "date desc, id desc"
    _kentro_file = True
    _given = ("beneficiary_id", "receiver_id", "purpose", "data_ids", "date", "valid_until")

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    receiver_id = fields.Many2one("res.partner", "Receiver", required=True, index=True, ondelete="restrict")
    purpose = fields.Selection(PURPOSES, required=True, default="referral")
    data_ids = fields.Many2many("kentro.data.category", string="What may be told", required=True)
    date = fields.Date("Given on", required=True, default=fields.Date.context_today)
    valid_until = fields.Date("Valid until", help="Empty: until withdrawn")
    withdrawn_on = fields.Date(copy=False)
    withdrawal_reason = fields.Char(copy=False)
    is_valid = fields.Boolean("In force", compute="_compute_is_valid", search="_search_is_valid")

    _dates_in_order = models.Constraint(
        "CHECK (valid_until IS NULL OR valid_until >= date)", "A consent expires on or after the day it was given."
    )

    @api.depends("date", "valid_until", "withdrawn_on")
    def _compute_is_valid(self):
        valid = self.filtered_domain(self._valid_domain())
        for consent in self:
            consent.is_valid = consent in valid

    def _search_is_valid(self, operator, value):
        return self._valid_domain() if operator == "in" else NotImplemented

    @api.depends("purpose", "receiver_id", "date")
    def _compute_display_name(self):
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        for consent in self:
            parts = [consent.receiver_id.display_name, purposes.get(consent.purpose)]
            consent.display_name = " · ".join(filter(None, parts))

    @api.constrains("data_ids")
    def _check_data(self):
        if not all(consent.data_ids for consent in self):
            raise ValidationError(self.env._("Choose what may be told to the receiver."))

    @api.constrains("date", "withdrawn_on")
    def _check_withdrawal(self):
        for consent in self.filtered("withdrawn_on"):
            if consent.withdrawn_on < consent.date:
                raise ValidationError(self.env._("A consent cannot be withdrawn before it was given."))
            if consent.withdrawn_on > fields.Date.context_today(self):
                raise ValidationError(self.env._("A consent is not withdrawn on a day to come. Check the date."))

    def write(self, vals):
        """What was agreed stays as agreed: a consent is withdrawn and given anew, never rewritten."""
        if not set(self._given).isdisjoint(vals):
            raise UserError(self.env._("A given consent is not rewritten. Withdraw it and record the new one."))
        if "withdrawn_on" in vals:
            day = fields.Date.to_date(vals["withdrawn_on"])
            if any(consent.withdrawn_on and (not day or day > consent.withdrawn_on) for consent in self):
                raise UserError(
                    self.env._("This consent is withdrawn already, perhaps on an earlier day. Record a new one.")
                )
        return super().write(vals)

    @api.model
    def _valid_domain(self, date=None):
        """Domain of the consents in force on ``date`` (today if not given)."""
        date = date or fields.Date.context_today(self)
        return (
            Domain("date", "<=", date)
            & (Domain("valid_until", "=", False) | Domain("valid_until", ">=", date))
            & (Domain("withdrawn_on", "=", False) | Domain("withdrawn_on", ">", date))
        )

    def action_withdraw(self):
        """Withdraw from today on: as easily as it was given, and nobody has to say why (GDPR 7 §3)."""
        self.write({"withdrawn_on": fields.Date.context_today(self)})
