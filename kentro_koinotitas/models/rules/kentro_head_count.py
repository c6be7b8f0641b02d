from odoo import api, fields, models


class KentroHeadCount(models.Model):
    """Which members of a household are counted: adults, minors, dependent children. Law says who they are."""

    _name = "kentro.head.count"
    _inherit = ["kentro.law.mixin"]
    _description = "Members counted"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    domain = fields.Char("Of whom holds", default="[]", required=True, help="A condition on a member; empty: everybody")
    legal_act_id = fields.Many2one("kentro.legal.act", "Legal act", ondelete="restrict")
    active = fields.Boolean(default=True)

    _code = models.UniqueIndex("(code)", "Another count has this code already.")

    @api.constrains("domain")
    def _check_domain(self):
        for count in self:
            self.env["kentro.rule"]._check_condition(count.domain, "kentro.person.facts", count.name)
