from odoo import api, fields, models


class KentroReferenceMixin(models.AbstractModel):
    """A neutral reference as the record's name: it may stand in a calendar or an activity."""

    _name = "kentro.reference.mixin"
    _description = "Record with a neutral reference"

    name = fields.Char("Reference", readonly=True, copy=False, index=True)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # as superuser: sequences belong to the system, not to a role
            vals["name"] = self.env["ir.sequence"].sudo().next_by_code(self._name)
        return super().create(vals_list)

    def write(self, vals):
        return super().write({name: value for name, value in vals.items() if name != "name"})
