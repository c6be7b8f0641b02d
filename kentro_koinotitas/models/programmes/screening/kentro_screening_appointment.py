from datetime import timedelta

import pytz
from odoo import api, fields, models
from odoo.fields import Domain

AHEAD = 90  # days in which a free hour is looked for


class KentroScreeningAct(models.TransientModel):
    """Appointments are proposed as requests: recorded, with an hour, and given by their own step once people agree."""

    _inherit = "kentro.screening.act"

    @api.model
    def _first_hour(self):
        """Tomorrow, when the structure opens."""
        tomorrow = fields.Date.add(fields.Date.context_today(self), days=1)
        begin = self._local(fields.Datetime.to_datetime(tomorrow))
        return next((start for start, _stop in self._open_hours(begin) if start >= begin), begin)

    def _do_appointment(self, targets):
        left = self._unreachable(targets)
        left |= self._expected_already([target for target in targets if target not in left])
        wanted = [target for target in targets if target not in left]
        hours = self._free_hours(self.user_id or self.env.user, len(wanted))
        for target in wanted[len(hours) :]:
            left[target] = self.env._("no hour is free in the next %s days", AHEAD)
        self.env["kentro.request"].create(
            [self._proposal(target.person, hour) for target, hour in zip(wanted, hours, strict=False)]
        )
        return left

    def _proposal(self, person, hour):
        return {
            "beneficiary_id": person.id,
            "structure_id": self.env.user.kentro_structure_id.id,
            "user_id": (self.user_id or self.env.user).id,
            "origin": "centre",
            "channel": "phone",
            "topic_ids": [fields.Command.set(self.topic_ids.ids)],
            "description": self.text,  # no programme: what it asks may tell what the desk may not know
            "appointment_on": hour,
        }

    def _expected_already(self, targets):
        """Who has an appointment to come, or the proposal of one, is asked once."""
        people = self.env["kentro.beneficiary"].union(*(target.person for target in targets))
        coming = self.env["kentro.request"].search(
            Domain("beneficiary_id", "in", people.ids)
            & Domain("stage_kind", "not in", ("done", "cancelled"))
            & Domain("appointment_on", ">", fields.Datetime.now())
        )
        why = self.env._("there is an appointment to come, or one is proposed")
        return {target: why for target in targets if target.person in coming.beneficiary_id}

    # --- hours ----------------------------------------------------------------------------------

    def _free_hours(self, user, count):
        """The first ``count`` hours at which the structure is open for it and ``user`` has nothing else, in UTC."""
        first = max(self.begin or fields.Datetime.now(), fields.Datetime.now())
        length, found = timedelta(minutes=self.minutes), []
        busy = self._busy(user, first)
        for opens, closes in self._open_hours(first):
            hour = max(opens, first)
            while hour + length <= closes and len(found) < count:
                clash = next((stop for start, stop in busy if start < hour + length and stop > hour), None)
                if clash is None:
                    found.append(hour)
                hour = max(clash or hour, hour + length)
        return found

    def _open_hours(self, first):
        """``[(opens, closes)]`` of the user's structure in UTC: where it has application hours, within those."""
        structure = self.env.user.kentro_structure_id
        if not structure:
            return []
        day = first.date()
        opened = structure._opening_spans(day, day + timedelta(days=AHEAD))[structure]
        spans = [span for one in sorted(opened) for span in opened[one]]
        calendar = structure.sudo().application_calendar_id  # sudo: hours are public
        if not calendar:
            return spans
        until = first + timedelta(days=AHEAD + 1)
        hours = calendar._attendance_intervals_batch(pytz.utc.localize(first), pytz.utc.localize(until))[False]
        taken = [
            tuple(end.astimezone(pytz.utc).replace(tzinfo=None) for end in (start, stop))
            for start, stop, _line in hours
        ]
        both = [(max(a, c), min(b, d)) for a, b in spans for c, d in taken]
        return [(opens, closes) for opens, closes in both if opens < closes]

    def _busy(self, user, first):
        """``[(start, stop)]`` of what ``user`` has in the calendar, and of what is proposed with her."""
        # sudo: whether somebody is free, never what for
        Event, Request = self.env["calendar.event"].sudo(), self.env["kentro.request"].sudo()
        last = first + timedelta(days=AHEAD)
        hers = Domain("partner_ids", "in", user.partner_id.ids)
        events = Event.search(hers & Domain("stop", ">", first) & Domain("start", "<", last))
        proposed = Request.search(
            Domain("user_id", "=", user.id)
            & Domain("appointment_on", ">=", first - timedelta(hours=4))
            & Domain("appointment_id", "=", False)
            & Domain("stage_kind", "not in", ("done", "cancelled"))
        )
        half_hour = timedelta(minutes=30)
        return [(event.start, event.stop) for event in events] + [
            (request.appointment_on, request.appointment_on + half_hour) for request in proposed
        ]

    def _local(self, moment):
        """A moment of the wall clock, in UTC."""
        zone = pytz.timezone(self.env.user.tz or "Europe/Athens")
        return zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)
