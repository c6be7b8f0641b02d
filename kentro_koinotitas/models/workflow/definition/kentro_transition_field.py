from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What the engine keeps, or Odoo: a person fills in none of it.
NEVER_ASKED = ("stage_id", "workflow_id", "stage_kind", "active", "company_id")
OF_ODOO = ("mail.activity", "mail.message", "mail.followers", "ir.attachment", "rating.rating")


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
        f"('name', 'not in', {NEVER_ASKED}), ('relation', 'not in', {OF_ODOO})]",
    )
    required = fields.Boolean(default=True)

    _FROZEN = frozenset({"transition_id", "field_id", "required"})

    def _get_workflow(self):
        return self.transition_id.workflow_id

    @api.constrains("field_id", "transition_id")
    def _check_field(self):
        for line in self:
            if not line._may_be_asked():
                raise ValidationError(
                    self.env._(
                        "Transition «%(transition)s» cannot ask «%(field)s»: it is no field of "
                        "its records "
                        "that a person fills in.",
                        transition=line.transition_id.name,
                        field=line.field_id.field_description,
                    )
                )

    def _may_be_asked(self):
        """Return whether the field is one of the records' own that is filled in; those that are only read are
        a fault of the draft (``kentro_workflow_step_faults.py``).
        """
        field = self.env.registry[self.model]._fields.get(self.field_id.name) if self.model in self.env else None
        return (
            field is not None
            and self.field_id.model == self.model
            and field.name not in NEVER_ASKED
            and field.comodel_name not in OF_ODOO
            and bool(field.store or field.inverse)
        )
