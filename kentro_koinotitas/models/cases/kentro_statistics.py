from odoo import fields, models
from odoo.tools import SQL

# What is counted, and the day on which it counts: (process, table, date, condition).
COUNTED = [
    ("information", "kentro_request", "date", "information_only"),
    ("request", "kentro_request", "date", "information_only IS NOT TRUE"),
    ("case", "kentro_case", "opened_on", "TRUE"),
    ("assessment", "kentro_assessment", "date", "TRUE"),
    ("referral", "kentro_referral", "date", "TRUE"),
    ("followup", "kentro_followup", "planned_on", "TRUE"),
]


class KentroStatistics(models.Model):
    """How much was done, by month, structure and stage: numbers only, which lead to no record.

    Events are counted, not people. It holds no topic: a small number of a grave one would name
    somebody.
    """

    _name = "kentro.statistics"
    _description = "Statistics"
    _auto = False
    _log_access = False
    _rec_name = "process"
    _order = "month desc, process"

    month = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", "Municipality", readonly=True)
    structure_id = fields.Many2one("kentro.structure", "Structure", readonly=True)
    process = fields.Selection(
        [
            ("information", "Information only"),
            ("request", "Request"),
            ("case", "Case opened"),
            ("assessment", "Assessment"),
            ("referral", "Referral"),
            ("followup", "Follow-up"),
        ],
        "What",
        readonly=True,
    )
    stage_id = fields.Many2one("kentro.stage", "Stage", readonly=True)
    number = fields.Integer(readonly=True, aggregator="sum")

    def _counted(self):
        """Return the rows of COUNTED; a later area adds its own."""
        return COUNTED

    @property
    def _table_query(self):
        counted = SQL(" UNION ALL ").join(
            SQL(
                "SELECT %s AS process, date_trunc('month', %s)::date AS month, structure_id, company_id, stage_id"
                " FROM %s WHERE %s",
                process,
                SQL.identifier(date),
                SQL.identifier(table),
                SQL(condition),
            )
            for process, table, date, condition in self._counted()
        )
        return SQL(
            "SELECT row_number() OVER (ORDER BY month, structure_id, company_id, process, stage_id) AS id,"
            " month, structure_id, company_id, process, stage_id, count(*) AS number FROM (%s) AS counted"
            " GROUP BY month, structure_id, company_id, process, stage_id",
            counted,
        )
