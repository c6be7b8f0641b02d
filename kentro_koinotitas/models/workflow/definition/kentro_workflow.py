from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [("draft", "Draft"), ("published", "Published"), ("retired", "Retired")]


class KentroWorkflow(models.Model):
    """A process of one model: its stages and the steps between them.

    A published version is frozen in its structure; records stay on the version they began with.
    """

    _name = "kentro.workflow"
    _description = "Workflow"
    _order = "model, code, version desc"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    model_id = fields.Many2one(
        "ir.model",
        "Process of",
        required=True,
        ondelete="cascade",
        domain=lambda self: [("model", "in", self._process_models())],
    )
    model = fields.Char(related="model_id.model", store=True, index=True)
    company_id = fields.Many2one(
        "res.company", "Municipality", default=lambda self: self.env.company, help="Empty: for all."
    )
    version = fields.Integer(default=1, required=True, readonly=True, copy=False, help="Counted by itself.")
    state = fields.Selection(
        STATES, "Status", default="draft", required=True, readonly=True, copy=False
    )
    stage_ids = fields.One2many("kentro.stage", "workflow_id", "Stages")
    transition_ids = fields.One2many("kentro.transition", "workflow_id", "Transitions")

    _version = models.UniqueIndex(
        "(code, version, COALESCE(company_id, 0))",
        "This version of the workflow exists already.",
    )

    _FROZEN = frozenset(
        {"code", "model_id", "model", "company_id", "version", "previous_id", "stage_ids", "transition_ids"}
    )

    def write(self, vals):
        if "state" in vals and self.env.context.get("kentro_state") is not _STATE:
            raise UserError(
                self.env._(
                    "A workflow is published and retired with its buttons, which check it first."
                )
            )
        self._refuse_if_frozen(vals.keys() & self._FROZEN)
        done = super().write(vals)
        self._forget()
        return done

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("state", "draft") != "draft" for vals in vals_list):
            raise UserError(
                self.env._("A new workflow is a draft; publish it when it is complete.")
            )
        # explicit: no default, of the context or of ir.default, has a say
        return super().create([{**vals, "state": "draft"} for vals in vals_list])

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._refuse_if_frozen({"id"})

    def _refuse_if_frozen(self, names):
        """Raise if ``names`` (structural fields about to change) touch a version that is not a
        draft.
        """
        frozen = (
            self.filtered(lambda workflow: workflow.state != "draft") if names else self.browse()
        )
        if frozen:
            raise UserError(
                self.env._(
                    "«%(workflow)s», version %(version)s, is published: its stages and transitions "
                    "stay as they are, since records stand on them. Make a new version.",
                    workflow=frozen[0].name,
                    version=frozen[0].version,
                )
            )

    def action_publish(self):
        """Publish drafts that have no fault; raise with every fault named otherwise."""
        self._refuse_unless("draft")
        for workflow in self:
            faults = workflow._faults()
            if faults:
                raise UserError(
                    self.env._(
                        "«%(workflow)s» cannot be published yet:\n%(faults)s",
                        workflow=workflow.name,
                        faults="\n".join(f"• {fault}" for fault in faults),
                    )
                )
        self._set_state("published")

    def action_retire(self):
        """Take versions out of use for new records; those that stand on them go on."""
        self._refuse_unless("published")
        self._set_state("retired")

    def _set_state(self, state):
        self.with_context(kentro_state=_STATE).write({"state": state})

    def _refuse_unless(self, state):
        """A version goes one way: draft, published, retired."""
        other = self.filtered(lambda workflow: workflow.state != state)
        if other:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "«%(workflow)s», version %(version)s, is in state «%(state)s»; this is done to one in "
                    "«%(wanted)s».",
                    workflow=other[0].name,
                    version=other[0].version,
                    state=states[other[0].state],
                    wanted=states[state],
                )
            )

    @api.model
    def _process_models(self):
        """Return the names of the models that can be a process."""
        names = self.env.registry.descendants(["kentro.workflow.mixin"], "_inherit")
        return sorted(name for name in names if not self.env[name]._abstract)

    @api.model
    def _get_for(self, model, company):
        """Return the workflow in which a new record of ``model`` starts, or raise if there is none.

        The municipality's own comes before one for all, a later version before an earlier.
        """
        candidates = self.sudo().search(
            [
                ("model", "=", model),
                ("state", "=", "published"),
                ("company_id", "in", [False, company.id]),
            ]
        )
        if not candidates:
            raise UserError(
                self.env._(
                    "There is no published workflow for «%s». Ask who keeps the workflows to "
                    "publish one.",
                    self.env["ir.model"]._get(model).name,
                )
            )
        return candidates.sorted(lambda w: (bool(w.company_id), w.version), reverse=True)[:1]

    def _initial_stage(self):
        """Return the stage in which a record of this workflow begins."""
        return self.sudo().stage_ids.filtered("initial")


_STATE = object()  # what a change of state carries: nothing that comes over the wire can be it
