from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import api, models
from pytz import timezone, utc

from ...tools.working_time import without


class KentroStructure(models.Model):
    """From when to when a structure is open on each of its open days, and who must know when that changes."""

    _inherit = "kentro.structure"

    def _opening_spans(self, date_from, date_to):
        """Return ``{structure: {date: [(opens at, closes at)]}}`` in UTC: its open days and their hours.

        Hours off (a work stoppage from 11 to 14) are taken out; a day to midnight ends at 23:59:59.
        """
        opened, hours = self._open_days(date_from, date_to), self._spans_by_weekday()
        leaves = self.sudo()._closing_leaves(date_from, date_to)  # as superuser: opening hours are public
        result = {}
        for structure in self:
            zone = timezone(structure.sudo().calendar_id.tz or "Europe/Athens")
            off = defaultdict(list)
            for leave in structure._leaves_of(leaves):
                for n in range((leave.date_to - leave.date_from).days + 3):
                    off[leave.date_from.date() + timedelta(days=n - 1)].append((leave.date_from, leave.date_to))
            result[structure] = {
                day: spans
                for day in opened[structure]
                if (spans := without(_moments(zone, day, self._hours_of(hours[structure], day)), off[day]))
            }
        return result

    def _leaves_of(self, leaves):
        """Return those of ``leaves`` that close this structure: of its calendar, or of the municipality."""
        self.ensure_one()
        calendar, company = self.sudo().calendar_id, self.sudo().company_id
        return leaves.filtered(
            lambda leave: leave.calendar_id == calendar or (not leave.calendar_id and leave.company_id == company)
        )

    # -- whose days have changed -----------------------------------------------------------------

    def _days_have_changed(self, calendars=None, companies=None):
        """Lay out again the working times of these structures, of those with ``calendars``, and of all of
        ``companies``.
        """
        # as superuser: whoever may change the hours need not see all that are counted by them
        structures = self.sudo().with_context(active_test=False)
        companies = (companies or self.env["res.company"]).sudo()
        calendar_ids = calendars.ids if calendars else []
        structures |= structures.search(
            ["|", ("calendar_id", "in", calendar_ids), ("company_id", "in", companies.ids)]
        )
        structures._mark_days_stale()
        self._mark_stale_of(companies | companies.search([("resource_calendar_id", "in", calendar_ids)]))

    def _mark_days_stale(self):
        self._mark_stale_of(self)

    @api.model
    def _mark_stale_of(self, owners):
        """Lay out again the working times that ``owners`` keep, where there are any yet."""
        times = self.env["kentro.working.time"].sudo()
        times.search([("model", "=", owners._name), ("res_id", "in", owners.ids)])._mark_stale()


def _moments(zone, day, spans):
    """Return ``spans`` of ``day``, in hours, as moments in UTC."""

    def moment(hour):
        local = datetime.combine(day, time(23, 59, 59)) if hour >= 24 else datetime.combine(day, time()) + timedelta(
            seconds=round(hour * 3600)
        )
        return zone.normalize(zone.localize(local)).astimezone(utc).replace(tzinfo=None)

    return [(moment(start), moment(end)) for start, end in spans]
