from odoo import api, models
from odoo.exceptions import AccessError


class KentroPersonSearch(models.TransientModel):
    """From a person found, her file can be opened in an emergency by who works on cases."""

    _inherit = "kentro.person.search"

    @api.model
    def _own_card(self, person):
        return self._with_emergency(super()._own_card(person), person, True)

    @api.model
    def _elsewhere_card(self, person, hit):
        card = super()._elsewhere_card(person, hit)
        return self._with_emergency(card, person, bool(card["actions"]))  # only where it is surely she

    @api.model
    def _is_closed(self, person):
        # sudo: her exceptions are not hers to see
        return person.id in self.env.user.sudo()._kentro_exceptions().people or super()._is_closed(person)

    @api.model
    def _check_proof(self, person_id, proof):
        super()._check_proof(person_id, proof)
        if self._is_closed(self.env["kentro.beneficiary"].browse(person_id)):
            raise AccessError(self.env._("This file is closed to you. Speak to who coordinates."))

    def _with_emergency(self, card, person, sure):
        if sure and self.env["kentro.emergency.access"].has_access("create"):
            emergency = {"method": "action_emergency", "label": self.env._("Emergency"), "args": [self._proof(person)]}
            card["actions"].append(emergency)
        return card

    @api.model
    def action_emergency(self, person_id, proof=None):
        self.env["kentro.emergency.access"].check_access("create")
        self._check_proof(person_id, proof)
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
