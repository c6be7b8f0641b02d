from odoo import api, fields, models
from odoo.tools import format_date, format_datetime


class KentroPersonSearch(models.TransientModel):
    """What the desk may know of a found person: when she is expected next. Never for what, nor by whom."""

    _inherit = "kentro.person.search"

    @api.model
    def _own_card(self, person):
        card = super()._own_card(person)
        card["details"] += self._neutral_details(person)
        if self.env.context.get("kentro_request_id"):
            choose = {"method": "action_choose", "label": self.env._("Choose this person")}
            return {**card, "actions": [choose, *card["actions"]]}
        card["actions"].append({"method": "action_new_request", "label": self.env._("Record request")})
        return card

    @api.model
    def _neutral_details(self, person):
        expected = self._next_appointment(person)
        return super()._neutral_details(person) + ([self.env._("Expected on %s", expected)] if expected else [])

    @api.model
    def _next_appointment(self, person):
        """Return as text when the person is expected next, or None; a follow-up has a day, no hour."""
        today = fields.Date.context_today(self)
        # as superuser: a case's content is not the desk's, that she is expected is
        request = self.env["kentro.request"].sudo().search([
            ("beneficiary_id", "=", person.id), ("stage_kind", "=", "waiting"),
            ("appointment_on", ">=", fields.Datetime.now())], order="appointment_on", limit=1)
        followup = self.env["kentro.followup"].sudo().search([
            ("beneficiary_id", "=", person.id), ("stage_kind", "not in", ("done", "cancelled")),
            ("kind", "=", "meeting"), ("planned_on", ">=", today)], order="planned_on", limit=1)
        moment = request and fields.Datetime.context_timestamp(self, request.appointment_on)
        if moment and not (followup and followup.planned_on < moment.date()):
            return format_datetime(self.env, request.appointment_on, dt_format="short")
        return format_date(self.env, followup.planned_on) if followup else None

    @api.model
    def action_new_request(self, person_id):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New request"),
            "res_model": "kentro.request",
            "views": [(False, "form")],
            "context": {"default_beneficiary_id": person_id},
        }

    @api.model
    def action_choose(self, person_id):
        """Give the found person to the request that the search was opened from, and return to it."""
        request = self.env["kentro.request"].browse(self.env.context["kentro_request_id"])
        request.beneficiary_id = person_id
        return {
            "type": "ir.actions.act_window",
            "res_model": "kentro.request",
            "res_id": request.id,
            "views": [(False, "form")],
            "target": "main",
        }

    def action_register(self, different=()):
        action = super().action_register(different)
        request_id = self.env.context.get("kentro_request_id")
        return {**action, "context": {**action["context"], "kentro_request_id": request_id}}
