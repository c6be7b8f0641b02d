from odoo import Command, api, fields, models


class KentroDemo(models.AbstractModel):
    _inherit = "kentro.demo"

    @api.model
    def _make_requests(self, cast, contacts):
        """Bring the requests in, and put their appointments into the calendar of who holds them."""
        topics = {topic.code: topic.id for topic in self.env["kentro.topic"].search([])}
        cases = {id(story): case for story, case in cast.cases}
        rows = [self._request_values(cast, contact, topics, cases.get(id(contact.story))) for contact in contacts]
        requests = self._bring_in(cast, "kentro.request", rows, "date")
        for request in requests.filtered("appointment_on"):
            # as superuser in the name of who holds it: the record came in by the opening import
            request.with_user(request.user_id).sudo()._book_appointment()

    @api.model
    def _request_values(self, cast, contact, topics, case):
        user = cast.users[contact.user]
        now = fields.Datetime.now()
        person = cast.applicant(contact.household) if contact.household else None
        known = self.env["kentro.request"]._fields
        return {
            "date": min(contact.received, now),
            "structure_id": cast.structure(contact.second).id,
            "user_id": user.id,
            "information_only": contact.information_only,
            "beneficiary_id": person.id if person else False,
            "channel": contact.channel,
            "origin": contact.origin,
            "concerns": contact.concerns,
            "topic_ids": [Command.set([topics[code] for code in contact.topics])],
            "protocol_number": contact.protocol,
            "deadline": contact.deadline,
            "description": contact.description,
            "outcome": contact.outcome,
            "appointment_on": contact.appointment,
            "case_id": case.id if case else False,
            "stage": contact.stage,
            "since": contact.since,
            "by": cast.users[contact.by].id if contact.by else user.id,
            **{name: value for name, value in contact.extra.items() if name in known},
        }
