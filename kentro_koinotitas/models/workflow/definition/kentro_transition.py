from odoo import fields, models


class KentroTransition(models.Model):
    """A named step from one or several stages to another: who, if, with what.

    Deny by default: a step without a group or role is nobody's. Any one of its groups or
    roles is enough; all of its rules must hold.
    """

    _name = "kentro.transition"
    _inherit = ["kentro.workflow.part"]
    _description = "Transition"
    _order = "workflow_id, sequence, id"

    workflow_id = fields.Many2one("kentro.workflow", required=True, ondelete="cascade", index=True)
    workflow_state = fields.Selection(related="workflow_id.state", string="Status of the workflow")
    model = fields.Char(related="workflow_id.model")
    name = fields.Char("Verb", required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    source_ids = fields.Many2many(
        "kentro.stage",
        "kentro_transition_source_rel",
        "transition_id",
        "stage_id",
        "From stage",
        domain="[('workflow_id', '=', workflow_id)]",
    )
    target_id = fields.Many2one(
        "kentro.stage",
        "To stage",
        required=True,
        ondelete="cascade",
        domain="[('workflow_id', '=', workflow_id)]",
    )
    group_ids = fields.Many2many("res.groups", string="Groups that may")
    role_ids = fields.Many2many("kentro.role", string="Roles that may")
    rule_ids = fields.Many2many("kentro.rule", string="Rules that must hold")
    field_line_ids = fields.One2many("kentro.transition.field", "transition_id", "Asked")
    effect_ids = fields.One2many("kentro.effect", "transition_id", "Effects")
    trigger = fields.Selection(
        [("person", "A person"), ("deadline", "By itself, at the deadline")],
        "Taken by",
        default="person",
        required=True,
        help="By itself: when the deadline of the stage is reached and the rules hold. Groups and roles "
        "may take it besides, if there are any.",
    )
    reason = fields.Selection(
        [("none", "Not asked"), ("optional", "Asked"), ("required", "A reason is required")],
        "Reason",
        default="none",
        required=True,
    )
    style = fields.Selection(
        [("primary", "Main"), ("secondary", "Ordinary"), ("danger", "Careful")],
        "Button",
        default="secondary",
        required=True,
    )

    _code = models.UniqueIndex(
        "(workflow_id, code)", "Two transitions of one workflow cannot have the same code."
    )

    _FROZEN = frozenset(
        {
            "workflow_id",
            "code",
            "source_ids",
            "target_id",
            "group_ids",
            "role_ids",
            "rule_ids",
            "field_line_ids",
            "effect_ids",
            "trigger",
            "reason",
        }
    )

    def _has_dialog(self):
        """Return whether the step asks its user for anything."""
        self.ensure_one()
        return bool(self.field_line_ids) or self.reason != "none"

    def _permitted(self, records):
        """Return those of ``records`` on which the acting user may take this step."""
        self.ensure_one()
        user = records.env.user
        if not set(user._get_group_ids()).isdisjoint(self.group_ids._ids):
            return records
        permitted = records.browse()
        for role in self.role_ids:
            permitted |= records._with_role(role.code, user)
            if permitted == records:
                break
        return permitted
