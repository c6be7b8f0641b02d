from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroRequest(models.Model):
    """The appointment that a request ends with: in the calendar of the staff, at the hour of the request."""

    _inherit = "kentro.request"

    appointment_on = fields.Datetime("Appointment", copy=False)
    appointment_id = fields.Many2one(
        "calendar.event", "In the calendar", copy=False, readonly=True, ondelete="set null"
    )

    @api.model_create_multi
    def create(self, vals_list):
        # explicit: no default of the context has a say
        return super().create([{**vals, "appointment_id": False} for vals in vals_list])

    def write(self, vals):
        if vals.get("appointment_id") and not self.env.su:
            # the hour of that entry follows the request, whosever it is
            raise UserError(self.env._("An appointment enters the calendar by its step only."))
        result = super().write(vals)
        if vals.get("appointment_on"):
            self.with_context(kentro_engine=None)._move_appointment()
        return result

    def _after_step(self, transition):
        super()._after_step(transition)
        if transition.code == "appointment":
            self._book_appointment()

    def _after_opening(self):
        super()._after_opening()
        now = fields.Datetime.now()
        self.filtered(lambda request: request.appointment_on and request.appointment_on > now)._book_appointment()

    def _book_appointment(self):
        """Put the appointments into the staff's calendar: private, with a neutral reference and
        nobody else in them.
        """
        events = self.env["calendar.event"].create(
            [
                {
                    "name": request.name,
                    "start": request.appointment_on,
                    "stop": fields.Datetime.add(request.appointment_on, minutes=30),
                    "privacy": "private",
                    "user_id": request.user_id.id,
                    "partner_ids": [fields.Command.set(request.user_id.partner_id.ids)],
                }
                for request in self
            ]
        )
        # as superuser: nobody else chooses an entry of the calendar
        for request, event in zip(self.sudo(), events, strict=True):
            request.appointment_id = event

    def _move_appointment(self):
        """Keep the calendar at the hour of the request, whoever changed it."""
        for request in self.filtered("appointment_id"):
            # as superuser: the entry is private to the staff member who holds the appointment
            request.appointment_id.sudo().write(
                {
                    "start": request.appointment_on,
                    "stop": fields.Datetime.add(request.appointment_on, minutes=30),
                }
            )
