from odoo import api, fields, models
from odoo.tools import SQL

from ..definition.kentro_stage import KINDS
from ..engine import ENDS

# A median of medians is no median: these are computed anew for whatever the user groups by.
PERCENTILES = {"median": 0.5, "p90": 0.9}


class KentroWaiting(models.Model):
    """Where records wait: how long they stood in each stage, as numbers that lead to no record.

    One row is one stay in one stage. It counts in the month in which it ended; who stands there still
    counts in the present month, with the days so far. Stages of all versions of a workflow are one, the
    latest. Stays in an end are not counted: nobody waits there.
    """

    _name = "kentro.waiting"
    _description = "Where records wait"
    _auto = False
    _log_access = False
    _rec_name = "stage_id"
    _order = "month desc, stage_id, id"

    # Columns of the records themselves by which one may group; an area adds its own.
    _FROM_RECORD = ("company_id",)

    month = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", "Municipality", readonly=True)
    workflow_id = fields.Many2one("kentro.workflow", "Workflow", readonly=True)
    stage_id = fields.Many2one("kentro.stage", "Stage", readonly=True)
    stage_kind = fields.Selection(KINDS, "Kind of stage", readonly=True)
    state = fields.Selection([("left", "Went on"), ("here", "Stands there still")], "Status", readonly=True)
    # short, to stand above a column of numbers
    median = fields.Float(
        "Median (days)", digits=(16, 1), readonly=True, aggregator="median", help="Half of the stays are longer."
    )
    p90 = fields.Float(
        "90th percentile (days)", digits=(16, 1), readonly=True, aggregator="p90", help="One stay in ten is longer."
    )

    @property
    def _table_query(self):
        stays = SQL(" UNION ALL ").join(self._stays(self.env[name]) for name in self._processes())
        columns = SQL(", ").join(map(SQL.identifier, ("month", *self._FROM_RECORD)))
        return SQL(
            "SELECT row_number() OVER (ORDER BY month, latest.stage_id, seconds, state) AS id, %(columns)s,"
            " latest.workflow_id, latest.stage_id, latest.kind AS stage_kind, state,"
            " round(seconds / 86400.0, 2)::float AS median, round(seconds / 86400.0, 2)::float AS p90"
            " FROM (%(stays)s) AS stay JOIN (%(latest)s) AS latest ON latest.id = stay.stage_id"
            " WHERE latest.kind NOT IN %(ends)s",
            columns=columns,
            stays=stays,
            latest=LATEST,
            ends=ENDS,
        )

    @api.model
    def _processes(self):
        """Return the names of the models that are processes."""
        return sorted(
            name
            for name, model in self.env.registry.items()
            if hasattr(model, "take_step") and not model._abstract and model._auto
        )

    def _stays(self, process):
        """Return the stays of one process: those that have ended, from the log, and the present ones."""
        columns = SQL(", ").join(self._column(process, name) for name in self._FROM_RECORD)
        parts = {
            "process": process._name,
            "table": SQL.identifier(process._table),
            "columns": columns,
            "zone": str(self.env.tz),
            "now": fields.Datetime.now(),
        }
        return SQL(
            "SELECT date_trunc('month', log.date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS month, %(columns)s,"
            " log.source_id AS stage_id, log.seconds::numeric AS seconds, 'left' AS state"
            " FROM kentro_transition_log AS log JOIN %(table)s AS record ON record.id = log.res_id"
            " WHERE log.model = %(process)s AND log.source_id IS NOT NULL"
            # a stage that only got a new version was not left: the stay is counted when it is
            " AND (log.origin <> 'mapping' OR log.seconds > 0)"
            " UNION ALL"
            " SELECT date_trunc('month', %(now)s AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date, %(columns)s,"
            " record.stage_id, extract(epoch FROM %(now)s - record.stage_since)::numeric, 'here'"
            " FROM %(table)s AS record",
            **parts,
        )

    def _column(self, process, name):
        """Return the column ``name`` of the records, or NULL where the process has none."""
        field = process._fields.get(name)
        if field is None or not field.store:
            return SQL("NULL::int AS %s", SQL.identifier(name))
        return SQL.identifier("record", name)

    def _read_group_select(self, aggregate_spec, query):
        name, _, function = aggregate_spec.partition(":")
        if function not in PERCENTILES:
            return super()._read_group_select(aggregate_spec, query)
        column = self._field_to_sql(self._table, name, query)  # checks that the field may be read, too
        return SQL("percentile_cont(%s) WITHIN GROUP (ORDER BY %s)", PERCENTILES[function], column)


# Each stage, and the one that stands for it: of the same code in the latest version that is no draft.
LATEST = SQL("""
    SELECT stage.id, stage.kind,
           first_value(stage.id) OVER versions AS stage_id, first_value(stage.workflow_id) OVER versions AS workflow_id
    FROM kentro_stage AS stage JOIN kentro_workflow AS workflow ON workflow.id = stage.workflow_id
    WINDOW versions AS (
        PARTITION BY workflow.model, workflow.code, workflow.company_id, stage.code
        ORDER BY workflow.state = 'draft', workflow.version DESC
    )
""")
