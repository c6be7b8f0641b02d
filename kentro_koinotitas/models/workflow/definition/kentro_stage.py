from odoo import fields, models

from ..engine import DEADLINE_FIELDS

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
    _inherit = ["kentro.workflow.part"]
    _description = "Stage"
    _order = "workflow_id, sequence, id"

    workflow_id = fields.Many2one("kentro.workflow", required=True, ondelete="cascade", index=True)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="ongoing")
    initial = fields.Boolean(help="Records begin here.")
    color = fields.Integer("Color", help="In the diagram; without one, that of its kind.")
    fold = fields.Boolean("Folded", help="Shown folded in the columns of records.")
    fhir_status = fields.Selection(
        FHIR_STATUS, "FHIR status", help="The status of a FHIR Task for which this stage stands."
    )

    _code = models.UniqueIndex(
        "(workflow_id, code)", "Two stages of one workflow cannot have the same code."
    )

    _FROZEN = frozenset({"workflow_id", "code", "kind", "initial", "fhir_status", *DEADLINE_FIELDS})
