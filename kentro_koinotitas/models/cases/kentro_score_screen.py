from odoo import models


class KentroScore(models.Model):
    _inherit = "kentro.score"

    def action_add_goal(self):
        """Open a new goal of the case on this dimension, in a dialog."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Goal: %s", self.dimension_id.name),
            "res_model": "kentro.goal",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_case_id": self.case_id.id,
                "default_dimension_id": self.dimension_id.id,
            },
        }
