from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class KentroPost(models.Model):
    """A post of a structure: what specialty, filled or planned, and who holds it.

    Whoever holds a filled post works in its structure: rights to files follow from here.
    """

    _name = "kentro.post"
    _description = "Post"
    _inherit = ["kentro.structure.part"]
    _order = "structure_id, state, sequence, id"

    sequence = fields.Integer(default=10)
    specialty_id = fields.Many2one("kentro.specialty", required=True, ondelete="restrict")
    grade = fields.Selection(
        [("pe", "PE"), ("te", "TE"), ("pe_te", "PE/TE"), ("de", "DE"), ("ye", "YE")],
        help="Grade of education that the post asks for: university (PE), technological (TE), "
        "secondary (DE), compulsory (YE).",
    )
    state = fields.Selection([("filled", "Filled"), ("planned", "Foreseen")], "Status", required=True, default="filled")
    count = fields.Integer("Persons", default=1, required=True)
    user_id = fields.Many2one(
        "res.users", "Held by", index="btree_not_null", ondelete="restrict", domain=[("share", "=", False)]
    )
    is_coordinator = fields.Boolean("Coordinator's post")
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    note = fields.Char()

    _count = models.Constraint("CHECK (count > 0)", "A post is for one person at least.")
    _dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_from <= date_to)", "A post cannot end before it begins."
    )

    @api.constrains("user_id", "state", "count")
    def _check_user(self):
        for post in self.filtered("user_id"):
            if post.state != "filled":
                raise ValidationError(
                    self.env._("The post «%s» is held by somebody: mark it as filled.", post.display_name)
                )
            if post.count != 1:
                raise ValidationError(
                    self.env._(
                        "The post «%s» is held by one user: set «Persons» to 1 and make a post for each of the others.",
                        post.display_name,
                    )
                )

    @api.depends("specialty_id", "structure_id")
    def _compute_display_name(self):
        for post in self:
            post.display_name = f"{post.specialty_id.name or ''}, {post.structure_id.name or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        posts = super().create(vals_list)
        self._forget_rules()
        return posts

    def write(self, vals):
        done = super().write(vals)
        self._forget_rules()
        return done

    def unlink(self):
        done = super().unlink()
        self._forget_rules()
        return done

    def _forget_rules(self):
        """Record rules that speak of a user's structures are cached with their result."""
        self.env.registry.clear_cache()

    @api.model
    def _domain_current(self):
        """Return the domain of the posts that somebody holds today."""
        today = fields.Date.context_today(self)
        return (
            Domain("state", "=", "filled")
            & Domain("user_id", "!=", False)
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", today))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
        )
