from odoo import fields, models


class KentroService(models.Model):
    """What a structure, or a body of the network, offers to people: one entry of the directory."""

    _name = "kentro.service"
    _description = "Service"
    _order = "axis, sequence, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char()
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    axis = fields.Selection(
        [
            ("a", "A: Reception, information, support"),
            ("b", "B: Co-operation with bodies"),
            ("c", "C: Living conditions and inclusion"),
        ]
    )
    form = fields.Selection(
        [
            ("person", "For one person"),
            ("group", "For a group"),
            ("event", "Event"),
            ("goods", "Goods"),
            ("network", "Networking"),
        ],
        required=True,
        default="person",
    )
    structure_id = fields.Many2one("kentro.structure", "Offered by", index="btree_not_null", ondelete="cascade")
    body_id = fields.Many2one(
        "res.partner",
        "Offered by body",
        index="btree_not_null",
        ondelete="cascade",
        domain=[("is_kentro_body", "=", True)],
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    description = fields.Text()
    sector_ids = fields.Many2many("kentro.sector", string="Sectors")
    priority_group_ids = fields.Many2many("kentro.priority.group", string="Especially for")
    body_kind_ids = fields.Many2many("kentro.body.kind", string="With bodies of kind")
    partner_ids = fields.Many2many("res.partner", string="Together with", domain=[("is_kentro_body", "=", True)])

    _offered = models.Constraint(
        "CHECK ((structure_id IS NULL) <> (body_id IS NULL))",
        "A service is offered either by a structure or by a body: fill in one of the two.",
    )
