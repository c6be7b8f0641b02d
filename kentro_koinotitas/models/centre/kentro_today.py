from odoo import fields, models


class KentroToday(models.TransientModel):
    """The quick switch of staff who hold posts in two structures."""

    _name = "kentro.today"
    _description = "Working Today At"

    choice_ids = fields.Many2many("kentro.structure", default=lambda self: self.env.user.kentro_structure_ids)
    structure_id = fields.Many2one(
        "kentro.structure", domain="[('id', 'in', choice_ids)]", default=lambda self: self.env.user.kentro_structure_id
    )

    def action_save(self):
        self.env.user.write({"kentro_structure_id": self.structure_id.id})
        return {"type": "ir.actions.client", "tag": "reload_context"}
