from odoo import api, fields, models
from odoo.fields import Domain


class KentroBeneficiary(models.Model):
    """What a person was told of her data."""

    _inherit = "kentro.beneficiary"

    notice_given_ids = fields.One2many("kentro.notice.given", "beneficiary_id", "Information given")
    is_informed = fields.Boolean("Informed", compute="_compute_is_informed", search="_search_is_informed")

    @api.depends("notice_given_ids")
    def _compute_is_informed(self):
        for person in self:
            person.is_informed = bool(person.notice_given_ids)

    def _search_is_informed(self, operator, value):
        return Domain("notice_given_ids", "!=", False) if operator == "in" else NotImplemented
