from binascii import Error as NotBase64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import hash_sign, verify_hash_signed

from ....tools.person_query import parse, proposed_values

FOUND = "kentro.person.found"
HOURS = 1


class KentroPersonSearch(models.TransientModel):
    """What follows a search: somebody new is registered, or a person whom others serve is served here too."""

    _inherit = "kentro.person.search"

    # --- somebody new ---------------------------------------------------------------------

    def action_register(self, different=()):
        """The registration form, filled with what was typed.

        :param different: ids of the likely ones of whom the user has said that they are somebody else
        """
        self.ensure_one()
        likely = [card for card in (self.results or {}).get("cards", []) if card["likely"]]
        if open_ := [card["title"] for card in likely if card["id"] not in different]:
            raise UserError(self.env._("Say first whether the person is one of these: %s.", ", ".join(open_)))
        values = proposed_values(parse(self.query, fields.Date.context_today(self)))
        values["other_people"] = [card["id"] for card in likely]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New beneficiary"),
            "res_model": "kentro.beneficiary",
            "views": [(False, "form")],
            "context": {f"default_{name}": value for name, value in values.items()},
        }

    # --- a person whom others serve ---------------------------------------------------------

    @api.model
    def _taking(self, person):
        return {"method": "action_take_on", "label": self.env._("Serve here too"), "args": [self._proof(person)]}

    @api.model
    def _is_closed(self, person):
        """Hook: whether the user is kept from the file of ``person`` (in sudo), so that nothing of it is offered."""
        return False

    @api.model
    def _proof(self, person):
        """Return what shows for an hour that a search of this user left no doubt who ``person`` is.

        Without it the number of a record, which anybody can guess, would be a key to every file.
        """
        # sudo: the secret that signs is the system's
        return hash_sign(self.sudo().env, FOUND, [self.env.uid, person.id], expiration_hours=HOURS)

    @api.model
    def _check_proof(self, person_id, proof):
        try:
            # sudo: as above
            found = verify_hash_signed(self.sudo().env, FOUND, proof) if isinstance(proof, str) and proof else None
        except (ValueError, NotBase64):
            found = None
        if found != [self.env.uid, person_id]:
            raise UserError(
                self.env._("Search for the person at Reception first: by number, or by name and birth date.")
            )

    @api.model
    def action_take_on(self, person_id, proof=None):
        self._check_proof(person_id, proof)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Serve this person here too"),
            "res_model": "kentro.beneficiary.taking",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_beneficiary_id": person_id, "default_proof": proof},
        }
