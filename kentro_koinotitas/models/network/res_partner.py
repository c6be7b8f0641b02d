from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    is_kentro_body = fields.Boolean("Body of the network", help="Requests can be referred to it.")
    kentro_body_kind_id = fields.Many2one(
        "kentro.body.kind", "Kind of body", index="btree_not_null", ondelete="restrict"
    )
    kentro_service_ids = fields.One2many("kentro.service", "body_id", "Services")
