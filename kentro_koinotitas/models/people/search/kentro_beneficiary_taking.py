from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError


class KentroBeneficiaryTaking(models.Model):
    """A structure begins to serve a person who is served elsewhere in the municipality: who, when, why.

    Making the record is what takes her on; it is never changed or deleted.
    """

    _name = "kentro.beneficiary.taking"
    _description = "Person taken on"
    _order = "id desc"
    _rec_name = "beneficiary_id"

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    structure_id = fields.Many2one(
        "kentro.structure",
        "Structure",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.kentro_structure_id,
    )
    user_id = fields.Many2one("res.users", "By", required=True, default=lambda self: self.env.user, ondelete="restrict")
    date = fields.Datetime("On", required=True, default=fields.Datetime.now)
    reason = fields.Char(required=True, help="Why your structure needs to serve her too")
    proof = fields.Char(store=False, help="Carried from the search that found her to here")

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            proof = vals.pop("proof", None)
            if not self.env.su:
                self.env["kentro.person.search"]._check_proof(vals.get("beneficiary_id"), proof)
            # who and when are the system's to say
            vals.update(user_id=self.env.uid, date=fields.Datetime.now())
        takings = super().create(vals_list)
        for taking in takings:
            # sudo: the person is not visible yet, that is what changes here
            person = taking.sudo().beneficiary_id
            if len((taking.reason or "").strip()) < 10:
                raise UserError(self.env._("Say in a sentence why your structure needs to serve this person too."))
            if taking.structure_id not in self.env.user.kentro_structure_ids and not self.env.su:
                raise AccessError(self.env._("You can take people on only for a structure you work in."))
            if taking.sudo().structure_id.company_id != person.company_id:
                raise UserError(self.env._("This person is not registered in your municipality."))
            person.structure_ids = [Command.link(taking.structure_id.id)]
        return takings

    def _kentro_pointers(self):
        """The person is not among those the user may see: that is what taking her on changes."""
        return frozenset()

    def write(self, vals):
        raise UserError(self.env._("The log of people taken on is not changed afterwards."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The log of people taken on is not deleted."))

    def action_open_person(self):
        return self.env["kentro.person.search"].action_open(self.beneficiary_id.id)
