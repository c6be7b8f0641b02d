from odoo import api, models


class KentroPersonSearch(models.TransientModel):
    """From a person found, her file can be opened in an emergency by who works on cases."""

    _inherit = "kentro.person.search"

    @api.model
    def _own_card(self, person):
        return self._with_emergency(super()._own_card(person), True)

    @api.model
    def _elsewhere_card(self, person, hit):
        card = super()._elsewhere_card(person, hit)
        return self._with_emergency(card, bool(card["actions"]))  # only where it is surely she

    def _with_emergency(self, card, sure):
        if sure and self.env["kentro.emergency.access"].has_access("create"):
            card["actions"].append({"method": "action_emergency", "label": self.env._("Emergency")})
        return card

    @api.model
    def action_emergency(self, person_id):
        # sudo: the number of a person just found; it says nothing of her
        number = self.env["kentro.beneficiary"].sudo().browse(person_id).number
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open a file in an emergency"),
            "res_model": "kentro.emergency.access",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_reference": number},
        }
