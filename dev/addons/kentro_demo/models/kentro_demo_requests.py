from odoo import Command, api, fields, models
from odoo.tools import SQL

from ..tools.days import moment


class KentroDemo(models.AbstractModel):
    _inherit = "kentro.demo"

    @api.model
    def _make_requests(self, cast, contacts):
        """Bring the requests in, and put their appointments into the calendar of who holds them."""
        topics = {topic.code: topic.id for topic in self.env["kentro.topic"].search([])}
        cases = {id(story): case for story, case in cast.cases}
        rows = [self._request_values(cast, contact, topics, cases.get(id(contact.story))) for contact in contacts]
        requests = self._bring_in(cast, "kentro.request", rows, "date")
        self._backdate_registration(cast, contacts)
        for request in requests.filtered("appointment_on"):
            # as superuser in the name of who holds it: the record came in by the opening import
            request.with_user(request.user_id).sudo()._book_appointment()

    @api.model
    def _backdate_registration(self, cast, contacts):
        """Let people and households be as old as their first request, where they have one.

        In SQL, since nobody may write when a record was made.
        """
        first = {}
        for contact in contacts:
            if contact.household and contact.received:
                first.setdefault(id(contact.household), contact.received)
        for place, (household, home) in enumerate(cast.homes):
            on = min(first.get(id(household)) or moment(cast.days.ago(4 * place + 3), 9), fields.Datetime.now())
            people = self.env["kentro.beneficiary"].union(*(cast.people[id(person)] for person in household.people))
            for records in (people, home):
                records.flush_recordset()
                self.env.cr.execute(SQL("UPDATE %s SET create_date = %s WHERE id IN %s",
                                        SQL.identifier(records._table), on, records._ids))
                records.invalidate_recordset(["create_date"])

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
            "answer_by": contact.deadline,
            "description": contact.description,
            "outcome": contact.outcome,
            "appointment_on": contact.appointment,
            "case_id": case.id if case else False,
            "stage": contact.stage,
            "since": contact.since,
            "by": cast.users[contact.by].id if contact.by else user.id,
            **{name: value for name, value in contact.extra.items() if name in known},
        }
