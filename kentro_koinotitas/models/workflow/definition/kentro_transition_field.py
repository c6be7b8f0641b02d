from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KentroTransitionField(models.Model):
    """A field that a step asks in its dialog."""

    _name = "kentro.transition.field"
    _inherit = ["kentro.workflow.part"]
    _description = "Field asked by a transition"
    _order = "transition_id, sequence, id"

    transition_id = fields.Many2one(
        "kentro.transition", required=True, ondelete="cascade", index=True
    )
    model = fields.Char(related="transition_id.workflow_id.model")
    sequence = fields.Integer(default=10)
    field_id = fields.Many2one(
        "ir.model.fields",
        "Field",
        required=True,
        ondelete="cascade",
        domain="[('model', '=', model), ('store', '=', True), ('readonly', '=', False), "
        "('name', 'not in', ('stage_id', 'workflow_id', 'activity_ids'))]",
    )
    required = fields.Boolean(default=True)

    _FROZEN = frozenset({"transition_id", "field_id", "required"})

    def _get_workflow(self):
        return self.transition_id.workflow_id

    @api.constrains("field_id", "transition_id")
    def _check_field(self):
        for line in self:
            if line.field_id.model != line.model or line.field_id.name in (
                "stage_id",
                "workflow_id",
            ):
                raise ValidationError(
                    self.env._(
                        "Transition «%(transition)s» cannot ask «%(field)s»: it is no field of "
                        "its records "
                        "that a person fills in.",
                        transition=line.transition_id.name,
                        field=line.field_id.field_description,
                    )
                )
