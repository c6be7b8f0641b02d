from odoo import api, fields, models
from odoo.fields import Domain


class KentroBeneficiary(models.Model):
    """By whom a person is served; each user learns only of her own structures that they serve her."""

    _inherit = "kentro.beneficiary"

    # By whom she is served may say what she is (a Roma annex, a centre for migrants): nobody reads
    # it but the rules. A user sees own_structure_ids.
    structure_ids = fields.Many2many(
        "kentro.structure",
        "kentro_beneficiary_structure_rel",
        "beneficiary_id",
        "structure_id",
        string="Served by",
        groups=fields.NO_ACCESS,
    )
    own_structure_ids = fields.Many2many(
        "kentro.structure",
        string="Served by my structures",
        compute="_compute_own_structure_ids",
        search="_search_own_structure_ids",
    )

    @api.depends_context("uid")
    @api.depends("structure_ids")
    def _compute_own_structure_ids(self):
        own = self.env.user.kentro_structure_ids
        for person in self:
            # sudo: the field is kept from everybody; what is the user's own may be shown
            person.own_structure_ids = person.sudo().structure_ids & own

    def _search_own_structure_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = self.env.user.kentro_structure_ids
        # sudo: only structures of the user's own are searched in
        found = self.sudo()._search(Domain("structure_ids", "in", [one for one in value if one in own.ids]))
        return Domain("id", "in", found)
