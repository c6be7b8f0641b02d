from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class KentroApplicationInstalment(models.Model):
    """A payment that an approval brings: when it is due, and when it came."""

    _name = "kentro.application.instalment"
    _description = "Instalment"
    _order = "due_on, id"
    _rec_name = "due_on"
    _kentro_file = True

    application_id = fields.Many2one("kentro.application", required=True, index=True, ondelete="restrict")
    due_on = fields.Date("Due on", required=True)
    amount = fields.Float(digits=(12, 2))
    paid_on = fields.Date("Paid on")
    note = fields.Char()

    _amount = models.Constraint("CHECK (amount >= 0)", "An amount is not negative.")

    @api.constrains("paid_on")
    def _check_paid(self):
        today = fields.Date.context_today(self)
        for instalment in self.filtered(lambda one: one.paid_on and one.paid_on > today):
            raise ValidationError(
                self.env._(
                    "%s is a day to come: an instalment is noted as paid when it has come.",
                    format_date(self.env, instalment.paid_on),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        instalments = super().create(vals_list)
        instalments.application_id._refuse_if_ended()
        return instalments

    def write(self, vals):
        self.application_id._refuse_if_ended()
        result = super().write(vals)
        if "application_id" in vals:
            self.application_id._refuse_if_ended()  # nor moved to one
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_ended(self):
        self.application_id._refuse_if_ended()
