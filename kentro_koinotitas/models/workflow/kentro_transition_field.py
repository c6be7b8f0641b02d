from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KentroTransitionField(models.Model):
    """A field that a step asks in its dialog."""

    _name = "kentro.transition.field"
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
        domain="[('model', '=', model), ('store', '=', True), ('readonly', '=', False)]",
    )
    required = fields.Boolean(default=True)

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

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.transition_id.workflow_id._refuse_if_frozen({"field_line_ids"})
        return lines

    def write(self, vals):
        self.transition_id.workflow_id._refuse_if_frozen(vals.keys() - {"sequence"})
        done = super().write(vals)
        if "transition_id" in vals:
            self.transition_id.workflow_id._refuse_if_frozen({"field_line_ids"})  # nor by a move
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self.transition_id.workflow_id._refuse_if_frozen({"field_line_ids"})
