from odoo import api, fields, models


class KentroStructurePart(models.AbstractModel):
    """What belongs to one structure, and is written by whoever configures that structure."""

    _name = "kentro.structure.part"
    _description = "Part of a Structure"

    structure_id = fields.Many2one("kentro.structure", required=True, index=True, ondelete="cascade")

    @api.model_create_multi
    def create(self, vals_list):
        default = self.default_get(["structure_id"])
        self._check_structures([{**default, **vals} for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        """Check the rules again after a move: they hold for the structure it came from only."""
        if "structure_id" in vals:
            self._check_structures([vals])
        done = super().write(vals)
        if "structure_id" in vals:
            self.check_access("write")
        return done

    @api.model
    def _check_structures(self, vals_list):
        """Ask for the right on the structures before: a post of one's own there would give it."""
        structures = self.env["kentro.structure"].browse(vals.get("structure_id") for vals in vals_list)
        structures.filtered("id").check_access("write")
