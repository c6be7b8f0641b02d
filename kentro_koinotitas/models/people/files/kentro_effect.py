from odoo import models


class KentroEffect(models.Model):
    _inherit = "kentro.effect"

    def _own_complaint(self):
        """An effect makes, sets or moves nothing of special categories."""
        effect = self.sudo()  # as what it extends
        Model, target = self.env.get(effect.model or ""), self.env.get(effect.target_model or "")
        by_path = effect.path and Model is not None and Model._kentro_special_along(effect.path)
        if by_path or (target is not None and target._kentro_special):
            return self.env._(
                "Step «%s»: an effect touches no answers on special categories.", effect.transition_id.name
            )
        return super()._own_complaint()
