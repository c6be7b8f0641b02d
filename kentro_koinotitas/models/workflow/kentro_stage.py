from odoo import api, fields, models

KINDS = [
    ("new", "New"),
    ("ongoing", "Ongoing"),
    ("waiting", "Waiting"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]
# FHIR R4 Task.status, http://hl7.org/fhir/ValueSet/task-status
FHIR_STATUS = [
    (code, code)
    for code in (
        "draft",
        "requested",
        "received",
        "accepted",
        "rejected",
        "ready",
        "cancelled",
        "in-progress",
        "on-hold",
        "failed",
        "completed",
        "entered-in-error",
    )
]


class KentroStage(models.Model):
    """Where a record stands: a fixed kind that code and reports rely on, a local name that
    people read.
    """

    _name = "kentro.stage"
    _description = "Stage"
    _order = "workflow_id, sequence, id"

    workflow_id = fields.Many2one("kentro.workflow", required=True, ondelete="cascade", index=True)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="ongoing")
    initial = fields.Boolean(help="Records begin here.")
    fold = fields.Boolean("Folded", help="Shown folded in the columns of records.")
    fhir_status = fields.Selection(
        FHIR_STATUS, "FHIR status", help="The status of a FHIR Task for which this stage stands."
    )

    _code = models.UniqueIndex(
        "(workflow_id, code)", "Two stages of one workflow cannot have the same code."
    )

    _FROZEN = frozenset({"workflow_id", "code", "kind", "initial", "fhir_status"})

    @api.model_create_multi
    def create(self, vals_list):
        stages = super().create(vals_list)
        stages.workflow_id._refuse_if_frozen({"stage_ids"})
        return stages

    def write(self, vals):
        self.workflow_id._refuse_if_frozen(vals.keys() & self._FROZEN)
        done = super().write(vals)
        if "workflow_id" in vals:
            self.workflow_id._refuse_if_frozen({"stage_ids"})  # nor does one come in from a draft
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self.workflow_id._refuse_if_frozen({"stage_ids"})
