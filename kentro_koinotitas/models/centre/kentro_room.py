from odoo import api, fields, models


class KentroRoom(models.Model):
    """A room of a structure: a resource that appointments and groups can occupy."""

    _name = "kentro.room"
    _description = "Room"
    _inherit = ["kentro.structure.part", "resource.mixin"]
    _order = "structure_id, sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    use = fields.Selection(
        [
            ("reception", "Reception and waiting"),
            ("office", "Office"),
            ("interview", "Interviews"),
            ("group", "Groups"),
            ("other", "Other"),
        ],
        required=True,
        default="office",
    )
    floor = fields.Char()
    capacity = fields.Integer("Seats")
    is_private = fields.Boolean("Private", help="What is said inside cannot be heard outside.")
    note = fields.Char()
    resource_calendar_id = fields.Many2one(string="Hours", default=False, help="Those of the structure, if empty.")

    @api.model_create_multi
    def create(self, vals_list):
        """Make the resource of each room, in the hours of its structure."""
        structures = self.env["kentro.structure"].browse(vals.get("structure_id") for vals in vals_list)
        for vals, structure in zip(vals_list, structures, strict=True):
            vals.setdefault("company_id", structure.company_id.id)
            vals["resource_calendar_id"] = vals.get("resource_calendar_id") or structure.calendar_id.id
        new = [vals for vals in vals_list if not vals.get("resource_id")]
        # sudo: nobody has rights on resources; a room makes only its own, a material one
        resources = (
            self.env["resource.resource"]
            .sudo()
            .create(
                [
                    {
                        "name": vals.get("name"),
                        "resource_type": "material",
                        "company_id": vals["company_id"],
                        "calendar_id": vals["resource_calendar_id"],
                    }
                    for vals in new
                ]
            )
        )
        for vals, resource in zip(new, resources, strict=True):
            vals["resource_id"] = resource.id
        return super().create(vals_list)

    def write(self, vals):
        done = super().write(vals)
        shared = {name: vals[name] for name in ("name", "active") if name in vals}
        if shared:
            self.resource_id.sudo().write(shared)  # sudo: as above
        return done

    def unlink(self):
        resources = self.resource_id
        done = super().unlink()
        resources.sudo().unlink()  # sudo: as above
        return done
