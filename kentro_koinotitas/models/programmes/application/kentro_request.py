from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KentroStructure(models.Model):
    """When citizens are received for applications: within the opening hours, and the application hours if any."""

    _inherit = "kentro.structure"

    def _takes_applications_at(self, moment):
        """Whether somebody may come at ``moment`` (UTC) to apply."""
        self.ensure_one()
        day = fields.Datetime.context_timestamp(
            self.with_context(tz=self.sudo().calendar_id.tz or "Europe/Athens"), moment
        ).date()
        own = self.sudo()  # as superuser: hours are public
        among = own
        if own.application_calendar_id:
            among |= own.new({"company_id": own.company_id.id, "calendar_id": own.application_calendar_id.id})
        return all(
            any(start <= moment < end for start, end in spans.get(day, ()))
            for spans in among._opening_spans(day, day).values()
        )


class KentroRequest(models.Model):
    """An appointment to apply is given within the application hours; what was taken in is submitted at any hour."""

    _inherit = "kentro.request"

    programme_id = fields.Many2one(
        "kentro.programme", "To apply for", ondelete="restrict", help="The appointment is within the application hours"
    )

    application_hours = fields.Char("Hours of applications", related="structure_id.application_text")

    @api.constrains("programme_id", "appointment_on", "structure_id")
    def _check_application_hours(self):
        for request in self.filtered(lambda r: r.programme_id and r.appointment_on):
            structure = request.structure_id
            if not structure._takes_applications_at(request.appointment_on):
                raise ValidationError(
                    self.env._(
                        "«%(structure)s» receives people for applications only in these hours: %(hours)s. Choose "
                        "another hour for the appointment.",
                        structure=structure.display_name,
                        hours=structure.application_text or structure.opening_text or self.env._("on working days"),
                    )
                )


class KentroApplication(models.Model):
    _inherit = "kentro.application"

    def action_appointment(self):
        """Open a request of the applicant, to give her an appointment for this programme."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "kentro.request",
            "views": [(False, "form")],
            "context": {
                "default_beneficiary_id": self.beneficiary_id.id,
                "default_programme_id": self.programme_id.id,
                "default_structure_id": self.structure_id.id,
                "default_topic_ids": self.env["kentro.topic"].search([("code", "=", "application")]).ids,
            },
        }
