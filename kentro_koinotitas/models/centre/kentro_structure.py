from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KentroStructure(models.Model):
    """A place where citizens are received: the central structure, an annex, a mobile unit.

    The company is the municipality. Who answers for the structure in law (municipality,
    legal person, enterprise) is a contact, because it changes while the structure goes on.
    """

    _name = "kentro.structure"
    _description = "Structure"
    _inherit = ["mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char()
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind_id = fields.Many2one("kentro.structure.kind", required=True, ondelete="restrict")
    type = fields.Selection(related="kind_id.type", store=True)
    parent_id = fields.Many2one(
        "kentro.structure",
        "Belongs to",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain=[("type", "=", "central")],
    )
    child_ids = fields.One2many("kentro.structure", "parent_id", "Annexes and mobile units")
    company_id = fields.Many2one(
        "res.company", "Municipality (company)", required=True, index=True, default=lambda self: self.env.company
    )
    municipality_code = fields.Char(
        "Municipality code", help="Code of the municipality in the Kallikratis list, e.g. 9054."
    )
    legal_owner_id = fields.Many2one(
        "res.partner",
        "Legal owner",
        tracking=True,
        help="Who runs the structure in law. Change it here when that changes.",
    )
    supervisor_id = fields.Many2one(
        "res.partner",
        "Supervised by",
        tracking=True,
        help="The Directorate or department that supervises the structure.",
    )
    operating_since = fields.Date("Operating since")

    street = fields.Char()
    zip = fields.Char()
    city = fields.Char()
    landmark = fields.Char(help="How to find it, where there is no street address.")
    phone = fields.Char()
    phone2 = fields.Char("Second phone")
    email = fields.Char()

    floor = fields.Char()
    area = fields.Float("Usable area (m²)", digits=(8, 1))
    has_parking = fields.Boolean("Accessible parking")
    has_ramp = fields.Boolean("Ramp")
    has_accessible_wc = fields.Boolean("Accessible WC")
    has_wc = fields.Boolean("WC")

    calendar_id = fields.Many2one(
        "resource.calendar",
        "Opening hours",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    application_calendar_id = fields.Many2one(
        "resource.calendar",
        "Application hours",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        help="When applications for benefits are taken, where that is less than the opening hours.",
    )
    coordinator_id = fields.Many2one(
        "res.users",
        "Coordinator",
        compute="_compute_coordinator_id",
        store=True,
        readonly=False,
        tracking=True,
        help="Whoever fills the post marked as the coordinator's.",
    )
    room_ids = fields.One2many("kentro.room", "structure_id", "Rooms")
    post_ids = fields.One2many("kentro.post", "structure_id", "Posts")
    filled_count = fields.Integer("Posts filled", compute="_compute_post_counts")
    planned_count = fields.Integer("Posts planned", compute="_compute_post_counts")
    funded_act_ids = fields.Many2many("kentro.funded.act", string="Funded acts")
    regulation_ids = fields.One2many("kentro.regulation", "structure_id", "Internal regulations")
    statement_ids = fields.One2many("kentro.structure.statement", "structure_id", "Statements")
    priority_group_ids = fields.Many2many("kentro.priority.group", string="Priority groups")
    legal_act_ids = fields.Many2many("kentro.legal.act", string="Legal basis")

    _code = models.UniqueIndex("(company_id, code)", "Another structure has this code already.")

    @api.constrains("kind_id", "parent_id")
    def _check_parent(self):
        for structure in self:
            if structure.type == "central" and structure.parent_id:
                raise ValidationError(
                    self.env._(
                        "«%s» is a central structure: empty «Belongs to», or choose another kind.", structure.name
                    )
                )
            if structure.type != "central" and structure.parent_id.type != "central":
                raise ValidationError(
                    self.env._(
                        "«%s» is an annex or mobile unit: choose in «Belongs to» the central structure it is part of.",
                        structure.name,
                    )
                )
            if structure.type != "central" and structure.child_ids:
                raise ValidationError(
                    self.env._(
                        "«%s» has annexes or mobile units of its own: only a central structure may.", structure.name
                    )
                )

    @api.depends("post_ids.is_coordinator", "post_ids.user_id")
    def _compute_coordinator_id(self):
        for structure in self:
            user = structure.post_ids.filtered(lambda post: post.is_coordinator).user_id[:1]
            structure.coordinator_id = user or structure.coordinator_id

    @api.depends("post_ids.state", "post_ids.count")
    def _compute_post_counts(self):
        for structure in self:
            filled = structure.post_ids.filtered(lambda post: post.state == "filled")
            structure.filled_count = sum(filled.mapped("count"))
            structure.planned_count = sum((structure.post_ids - filled).mapped("count"))

    def write(self, vals):
        done = super().write(vals)
        if {"coordinator_id", "post_ids", "active"} & vals.keys():
            self.env["kentro.post"]._forget_rules()
        return done
