from odoo import api, fields, models

KINDS = [
    ("activity", "Plan an activity"),
    ("mail", "Send a letter"),
    ("child", "Make a record"),
    ("value", "Set fields"),
    ("step", "Take a step on another record"),
    ("webhook", "Tell another system"),
]


class KentroEffect(models.Model):
    """What a step sets off, from a closed list of kinds: never code.

    ``kentro_effect_run.py`` carries it out, ``kentro_effect_checks.py`` says what is wrong with one.
    """

    _name = "kentro.effect"
    _inherit = ["kentro.workflow.part"]
    _description = "Effect of a step"
    _order = "transition_id, sequence, id"

    transition_id = fields.Many2one("kentro.transition", "Step", required=True, ondelete="cascade", index=True)
    workflow_id = fields.Many2one(related="transition_id.workflow_id")
    model = fields.Char(related="transition_id.workflow_id.model")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, "What", required=True, default="activity")

    # whom: a role or a user named on the record; a letter goes to a body too
    role_id = fields.Many2one("kentro.role", "For the role", ondelete="restrict")
    user_field_id = fields.Many2one(
        "ir.model.fields",
        "Or for the user in",
        ondelete="cascade",
        domain="[('model', '=', model), ('relation', '=', 'res.users'), ('ttype', '=', 'many2one')]",
    )
    partner_field_id = fields.Many2one(
        "ir.model.fields",
        "Or to the body in",
        ondelete="cascade",
        domain="[('model', '=', model), ('relation', '=', 'res.partner'), ('ttype', '=', 'many2one')]",
    )
    days = fields.Integer("After days", help="Counted from the day of the step; 0 is the same day.")
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        "Kind of activity",
        ondelete="restrict",
        domain="[('res_model', 'in', [False, model])]",
        default=lambda self: self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False),
    )
    summary = fields.Char("What to do", translate=True, help="Names nobody: it is shown in lists and reminders.")
    template_id = fields.Many2one(
        "mail.template",
        "Letter",
        ondelete="restrict",
        domain="[('model', '=', model), ('user_id', '=', False)]",
        help="Templates without an owner, which only administrators of letters change.",
    )
    child_field_id = fields.Many2one(
        "ir.model.fields",
        "New record, linked by",
        ondelete="cascade",
        domain="[('relation', '=', model), ('ttype', '=', 'many2one'), ('store', '=', True),"
        " ('model', '=like', 'kentro.%')]",
    )
    # as superuser: which kind of record it is, is no secret
    target_model = fields.Char(compute="_compute_target_model", compute_sudo=True)
    value_ids = fields.One2many("kentro.effect.value", "effect_id", "Values")
    path = fields.Char("On", help="The records to move: fields from this record to them, e.g. case_id.referral_ids")
    step_code = fields.Char("Code of the step", help="Those take it that stand where it begins.")
    path_model = fields.Char(compute="_compute_path_model")
    step_id = fields.Many2one(
        "kentro.transition",
        "Step taken",
        compute="_compute_step_id",
        inverse="_inverse_step_id",
        domain="[('workflow_id.model', '=', path_model), '|', ('workflow_id.state', '=', 'published'),"
        " ('workflow_id', '=', workflow_id)]",
    )
    webhook_id = fields.Many2one("kentro.webhook", "System", ondelete="restrict")
    sentence = fields.Char("Effect", compute="_compute_sentence")

    _FROZEN = frozenset(
        {
            "transition_id",
            "sequence",
            "kind",
            "role_id",
            "user_field_id",
            "partner_field_id",
            "days",
            "activity_type_id",
            "template_id",
            "child_field_id",
            "value_ids",
            "path",
            "step_code",
            "webhook_id",
        }
    )

    _days = models.Constraint("CHECK (days >= 0)", "An effect is due on the day of the step or later.")

    def _get_workflow(self):
        return self.transition_id.workflow_id

    @api.depends("kind", "model", "child_field_id")
    def _compute_target_model(self):
        for effect in self:
            effect.target_model = effect.child_field_id.model if effect.kind == "child" else effect.model

    @api.depends("path", "model")
    def _compute_path_model(self):
        for effect in self:
            Model = effect._path_model() if effect.path else None
            effect.path_model = Model is not None and Model._name

    @api.depends("path", "model", "step_code")
    def _compute_step_id(self):
        for effect in self:
            effect.step_id = effect._other_steps()[:1]

    @api.onchange("step_id")
    def _inverse_step_id(self):
        """The code is what is kept: it stays the same from version to version."""
        for effect in self.filtered("step_id"):
            effect.step_code = effect.step_id.code

    @api.depends("sentence")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for effect in self:
            effect.display_name = effect.sentence
