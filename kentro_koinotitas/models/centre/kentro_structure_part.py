from odoo import fields, models


class KentroStructurePart(models.AbstractModel):
    """What belongs to one structure, and is written by whoever configures that structure."""

    _name = "kentro.structure.part"
    _description = "Part of a Structure"

    structure_id = fields.Many2one("kentro.structure", required=True, index=True, ondelete="cascade")

    def write(self, vals):
        """Check the rules again after a move: they hold for the structure it came from only."""
        done = super().write(vals)
        if "structure_id" in vals:
            self.check_access("write")
        return done
