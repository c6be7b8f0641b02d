from odoo import api, fields, models
from odoo.fields import Domain


class KentroCase(models.Model):
    """Whoever stands in for one of the team takes the team's steps."""

    _inherit = "kentro.case"

    is_stood_in = fields.Boolean("I stand in", compute="_compute_is_stood_in", search="_search_is_stood_in")

    @api.depends_context("uid")
    def _compute_is_stood_in(self):
        mine = self.sudo().filtered_domain(self._stood_in_domain())  # sudo: as in the rules
        for case in self:
            case.is_stood_in = case.sudo() in mine

    def _search_is_stood_in(self, operator, value):
        return self._stood_in_domain() if operator == "in" else NotImplemented

    @api.model
    def _stood_in_domain(self):
        user = self.env.user.sudo()  # sudo: for whom a user stands in is not hers to read
        return self.env["ir.rule"]._kentro_stood_in("", user) if user._kentro_stands_in_for() else Domain.FALSE

    def _with_role(self, code, user):
        held = super()._with_role(code, user)
        if code in ("responsible", "team") and held != self:
            # sudo: for whom a user stands in is not hers to read
            for absent, structure in user.sudo()._kentro_stands_in_for():
                there = (self - held).filtered(lambda case, s=structure: case.sudo().structure_id.id == s)
                held |= super(KentroCase, there)._with_role(code, absent)
        return held
