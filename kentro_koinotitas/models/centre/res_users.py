from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResUsers(models.Model):
    _inherit = "res.users"

    kentro_post_ids = fields.One2many("kentro.post", "user_id", "Posts")
    kentro_coordinated_ids = fields.One2many("kentro.structure", "coordinator_id", "Coordinates")
    kentro_structure_ids = fields.Many2many(
        "kentro.structure",
        "kentro_structure_res_users_rel",
        "user_id",
        "structure_id",
        "Works in",
        compute="_compute_kentro_structure_ids",
        store=True,
        help="The structures where the user holds a filled post today, or is the coordinator.",
    )
    kentro_structure_id = fields.Many2one(
        "kentro.structure",
        "Working today at",
        compute="_compute_kentro_structure_id",
        store=True,
        readonly=False,
        ondelete="set null",
        domain="[('id', 'in', kentro_structure_ids)]",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "kentro_structure_ids", "kentro_structure_id"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "kentro_structure_id"]

    @api.depends(
        "kentro_post_ids.structure_id",
        "kentro_post_ids.state",
        "kentro_post_ids.date_from",
        "kentro_post_ids.date_to",
        "kentro_coordinated_ids",
    )
    def _compute_kentro_structure_ids(self):
        current = self.env["kentro.post"]._domain_current()
        users_of = defaultdict(self.browse)  # assigned together: one by one would be a query each
        for user in self:
            held = user.kentro_post_ids.filtered_domain(current)
            users_of[held.structure_id | user.kentro_coordinated_ids] |= user
        for structures, users in users_of.items():
            users.kentro_structure_ids = structures
        self.env["kentro.post"]._forget_rules()

    @api.depends("kentro_structure_ids")
    def _compute_kentro_structure_id(self):
        for user in self:
            if user.kentro_structure_id not in user.kentro_structure_ids:
                user.kentro_structure_id = user.kentro_structure_ids[:1]

    @api.constrains("kentro_structure_id")
    def _check_kentro_structure_id(self):
        for user in self:
            if user.kentro_structure_id and user.kentro_structure_id not in user.kentro_structure_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s holds no post in «%(structure)s»: choose one of the structures where the user "
                        "works, or have the coordinator add a post there.",
                        user=user.name,
                        structure=user.kentro_structure_id.name,
                    )
                )

    @api.model
    def _cron_refresh_kentro_structures(self):
        """Each night: posts that begin or end with the day give or take their structure."""
        users = self.search([("kentro_post_ids", "!=", False)])
        self.env.add_to_compute(self._fields["kentro_structure_ids"], users)
        users._recompute_recordset(["kentro_structure_ids"])
