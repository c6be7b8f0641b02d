from datetime import datetime, timedelta

from odoo import api, fields, models
from pytz import timezone, utc

from ..engine import DEADLINE_STOPPED, DEADLINE_VALUES, ENGINE

# A date typed beyond these is a slip; deadlines are counted from here, so that none leaves the calendar.
EARLIEST, LATEST = datetime(1900, 1, 1), datetime(9900, 1, 1)


class KentroWorkflowMixin(models.AbstractModel):
    """The deadline of a record: set with its stage, stopped while it waits, counted again when the hours
    change.

    ``deadline`` is always ``deadline_left`` (seconds or days) counted from ``deadline_start`` in the working
    time ``deadline_time_id``, by the unit of the stage: so one statement counts all of them again.
    ``deadline_next`` is when the job has to look at the record, ``deadline_level`` what it has done.
    """

    _inherit = "kentro.workflow.mixin"

    deadline = fields.Datetime(copy=False, readonly=True, index="btree_not_null")
    deadline_start = fields.Datetime("Deadline counted from", copy=False, readonly=True)
    deadline_left = fields.Integer("Counted from there", copy=False, readonly=True, aggregator=None)
    deadline_level = fields.Integer("Told so far", copy=False, readonly=True, aggregator=None)
    deadline_next = fields.Datetime("Looked at next", copy=False, readonly=True, index="btree_not_null")
    deadline_time_id = fields.Many2one(
        "kentro.working.time", "Working time", copy=False, readonly=True, ondelete="set null"
    )
    deadline_stopped_id = fields.Many2one(
        "kentro.stage", "Clock stopped of", copy=False, readonly=True, ondelete="set null"
    )
    deadline_stopped_left = fields.Integer("Left then", copy=False, readonly=True, aggregator=None)

    # -- hooks -----------------------------------------------------------------------------------

    def _get_working_times(self):
        """Return ``{record: working time}`` in which its deadlines are counted: the municipality's own."""
        companies = {
            record: record.sudo().company_id if "company_id" in record._fields else self.env.company for record in self
        }
        times = self.env["kentro.working.time"]._get_for(self.env["res.company"].union(*companies.values()))
        return {record: times[company] for record, company in companies.items()}

    def _get_deadline_causes(self):
        """Return the names of fields on which the working time of a record depends."""
        return {"company_id"}

    def _get_deadline_dependents(self):
        """Return recordsets whose working time follows these records."""
        return [self]

    # -- with the stage --------------------------------------------------------------------------

    def _deadlines_on_entering(self, stage, now, since=None):
        """Return [(values, records)]: what the deadlines of these records are once they enter ``stage``.

        No values where nothing has to change; few groups, however many records.

        :param since: when they entered it, if that is not ``now`` (a version mapping, the opening import)
        """
        sources = self.sudo().stage_id
        if not stage.deadline_unit and all(s.kind != "waiting" and not s.deadline_unit for s in sources):
            return [({}, self)]
        stopped = self._stopped_on_entering(stage, now)
        amount, warn, after = stage._deadline_amounts()
        times = self._get_working_times() if stage.deadline_unit else {}
        groups = {}
        for record in self:
            values = {**DEADLINE_VALUES, **stopped[record]}
            if stage.deadline_unit:
                resumes = record.deadline_stopped_id == stage and stage.kind != "waiting"
                values["deadline_time_id"] = times[record].id
                values["deadline_start"] = record._deadline_begin(stage, since[record] if since else now, times[record])
                values["deadline_left"] = record.deadline_stopped_left if resumes else amount
            groups.setdefault(tuple(values.items()), []).append(record.id)
        return self._planned(stage, [(dict(key), self.browse(ids)) for key, ids in groups.items()], warn, after)

    def _planned(self, stage, groups, warn, after):
        """Add deadline and next look to the values of ``groups``, in one statement."""
        counted = [values for values, _records in groups if values["deadline_start"]]
        for values in counted:
            span = values["deadline_left"] / (3600 if stage.deadline_unit == "working_hours" else 0.5)
            start = values["deadline_start"]
            time = self.env["kentro.working.time"].sudo().browse(values["deadline_time_id"])
            time._cover(start, start + timedelta(days=min(max(span, 0), 4000)))
        planned = self.env["kentro.working.day"]._plan(
            stage.deadline_unit,
            [
                (
                    values["deadline_time_id"],
                    stage.deadline_edge,
                    values["deadline_start"],
                    values["deadline_left"],
                    warn,
                    after,
                )
                for values in counted
            ],
        )
        for values, (deadline, look) in zip(counted, planned, strict=True):
            values.update(deadline=deadline, deadline_next=look)
        for values, _records in groups:
            if not values["deadline_start"]:
                values.update(deadline_left=0, deadline_time_id=False)
        return groups

    def _deadline_begin(self, stage, now, time):
        """Return the moment from which the deadline of this record in ``stage`` is counted, or nothing."""
        if not stage.deadline_field_id:
            return now
        value = self.sudo()[stage.deadline_field_id.name]
        if not value:
            return False
        if not isinstance(value, datetime):
            midnight = min(max(datetime.combine(value, datetime.min.time()), EARLIEST), LATEST)
            value = timezone(time.tz or time._get_zone()).localize(midnight).astimezone(utc).replace(tzinfo=None)
        return min(max(value, EARLIEST), LATEST)

    def _stopped_on_entering(self, stage, now):
        """Return ``{record: values}`` of the clocks that stand still once these records are in ``stage``."""
        if stage.kind != "waiting":
            return dict.fromkeys(self, DEADLINE_STOPPED)
        running = self.filtered(
            lambda r: r.deadline_start and r.stage_id.kind != "waiting" and not r.sudo().stage_id.deadline_field_id
        )
        rows = {
            r: (r.sudo().deadline_time_id.id, r.sudo().stage_id.deadline_unit, r.deadline_start, now) for r in running
        }
        running.sudo().deadline_time_id._cover(now)
        asked = list(set(rows.values()))
        passed = dict(zip(asked, self.env["kentro.working.day"]._passed(asked), strict=True))
        stopped = {}
        for record in self:
            if record in rows:
                left = record.deadline_left - passed[rows[record]]
                stopped[record] = {"deadline_stopped_id": record.stage_id.id, "deadline_stopped_left": left}
            elif record.stage_id.kind == "waiting":
                stopped[record] = {}  # still the clock of the stage before
            else:
                stopped[record] = DEADLINE_STOPPED
        return stopped

    def _write_deadlines(self, token, groups):
        """Write what ``_deadlines_on_entering`` returned, past this mixin's own ``write``."""
        if token is ENGINE:
            for values, records in groups:
                if values:
                    super(KentroWorkflowMixin, records.sudo()).write(values)

    def _begin_deadlines(self):
        """Set the deadlines of records that were just created, or whose dates have changed."""
        for stage, records in self.grouped(lambda r: r.sudo().stage_id).items():
            if stage.deadline_unit:
                since = {record: record.deadline_start or record.stage_since for record in records}
                told = records.filtered("deadline_level")
                records._write_deadlines(ENGINE, records._deadlines_on_entering(stage, fields.Datetime.now(), since))
                told._remove_reminders()

    @api.model
    def _without_deadlines(self, vals):
        """Return ``vals`` without what only the engine says of deadlines."""
        return {name: value for name, value in vals.items() if name not in DEADLINE_VALUES | DEADLINE_STOPPED}
