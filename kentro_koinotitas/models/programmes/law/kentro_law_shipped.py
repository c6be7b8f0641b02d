from odoo import api, models


class KentroLawMixin(models.AbstractModel):
    """Lines written inside a shipped scale or set of rules have ids of their own, by which translations reach them."""

    _inherit = "kentro.law.mixin"

    @api.model
    def _identify_shipped(self):
        """Give ids to the lines of scales and the tiers that came with an addon, once; called at every update."""
        Data = self.env["ir.model.data"].sudo()  # which records are ours, whoever updates
        for model, lines in (("kentro.scale", "line_ids"), ("kentro.ruleset", "tier_ids")):
            for data in Data.search([("model", "=", model), ("module", "=like", "kentro\\_%")]):
                parts = self.env[model].browse(data.res_id)[lines]
                if Data.search_count([("model", "=", parts._name), ("res_id", "in", parts.ids)], limit=1):
                    continue
                names = (f"{data.name}_{lines.removesuffix('_ids')}_{place}" for place in range(1, len(parts) + 1))
                Data.create(
                    [
                        # noupdate: it goes with the record that it is part of
                        {"module": data.module, "name": name, "model": part._name, "res_id": part.id, "noupdate": True}
                        for part, name in zip(parts.sorted("sequence"), names, strict=True)
                    ]
                )
