from odoo import api, fields, models
from odoo.tools import format_datetime

ORIGINS = [
    ("create", "Created"),
    ("user", "Step"),
    ("write", "Change of stage"),
    ("system", "Deadline"),
    ("effect", "Effect of another step"),
    ("opening", "Opening import"),
    ("mapping", "New version"),
]


class KentroTransitionLog(models.Model):
    """One row per move of one record, written with the move and never changed.

    ``seconds`` is how long the record stood in the stage it left.
    """

    _name = "kentro.transition.log"
    _inherit = ["kentro.append.only"]
    _description = "Move of a record"
    _order = "date desc, id desc"
    _log_access = False

    model = fields.Char("Model", required=True, readonly=True)
    model_name = fields.Char("Kind of record", compute="_compute_model_name")
    res_id = fields.Many2oneReference("Record", model_field="model", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", "Municipality", readonly=True, ondelete="restrict")
    origin = fields.Selection(ORIGINS, required=True, readonly=True)
    transition_id = fields.Many2one("kentro.transition", "Step", readonly=True, ondelete="restrict")
    source_id = fields.Many2one("kentro.stage", "From stage", readonly=True, ondelete="restrict")
    target_id = fields.Many2one(
        "kentro.stage", "To stage", required=True, readonly=True, ondelete="restrict"
    )
    workflow_id = fields.Many2one(related="target_id.workflow_id", string="Workflow")
    seconds = fields.Integer("Time in stage (s)", readonly=True, aggregator="avg")
    reason = fields.Text(readonly=True, groups="kentro_koinotitas.group_case_worker")
    request_id = fields.Char(
        "Click", readonly=True, help="Identifies the click: a repeated one is the same move."
    )

    _request = models.UniqueIndex("(model, res_id, request_id) WHERE request_id IS NOT NULL")

    @api.depends("model", "res_id", "date")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.model_name} {row.res_id}, {format_datetime(self.env, row.date)}"

    @api.depends("model")
    def _compute_model_name(self):
        models_ = self.env["ir.model"].sudo()  # the name of a kind of record is no secret
        for row in self:
            row.model_name = models_._get(row.model).name

    def _for_history(self):
        """Return this row as the form shows it; read as superuser for a record that the user may
        read.
        """
        return {
            "id": self.id,
            "date": fields.Datetime.to_string(self.date),
            "user": self.user_id.name,
            "step": self.transition_id.name
            or dict(self._fields["origin"]._description_selection(self.env))[self.origin],
            "origin": self.origin,
            "target": self.target_id.name,
            "seconds": self.seconds,
            "reason": self.reason or "",
        }
