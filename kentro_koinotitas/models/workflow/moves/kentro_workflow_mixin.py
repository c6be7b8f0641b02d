from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import ENDS, ENGINE


class KentroWorkflowMixin(models.AbstractModel):
    """What a model inherits to be a process: ``_inherit = ["kentro.workflow.mixin"]``.

    The model may override the hooks below. Its stage changes along published steps only,
    whoever writes and however: ``kentro_workflow_step.py`` takes a named step,
    ``kentro_workflow_checks.py`` holds what it demands, ``kentro_workflow_write.py`` turns a
    plain write into one.
    """

    _name = "kentro.workflow.mixin"
    _inherit = ["mail.activity.mixin"]  # deadlines and effects remind people by activities
    _description = "Record of a process"
    _frozen_kinds = ENDS  # kinds of stage in which nothing but a step changes the record
    # Dates that a step asks and that are mostly today: its dialog proposes now.
    _answered_now = ()
    # What a file of running records may say of one, for the opening import: {field: "header|header"}. None: no file.
    _opening_columns = {}
    _opening_begins = ()  # dates among them that no stage comes before

    workflow_id = fields.Many2one("kentro.workflow", copy=False, readonly=True, ondelete="restrict")
    stage_id = fields.Many2one(
        "kentro.stage",
        "Stage",
        copy=False,
        index=True,
        ondelete="restrict",
        domain="[('workflow_id', '=', workflow_id)]",
        group_expand="_read_group_stages",
    )
    # every index is one more write a move: those of few values are left out
    stage_kind = fields.Selection(related="stage_id.kind", string="Kind of stage", store=True)
    stage_since = fields.Datetime("In this stage since", copy=False, readonly=True)
    history = fields.Json(
        compute="_compute_history", help="The moves of this record, newest first."
    )

    # -- hooks of the model ------------------------------------------------------------------

    # The codes of roles that ``_get_role_users`` knows.
    _role_codes = frozenset()

    def _get_role_users(self, code):
        """Return ``{record: users}`` who hold the relative role ``code``; nobody by default."""
        return {}

    def _with_role(self, code, user):
        """Return those of ``self`` on which ``user`` holds the relative role ``code``.

        Asked at every move: a model whose users are many or far may answer it without reading them all.
        """
        holders = self._get_role_users(code)
        return self.filtered(lambda record: record in holders and user.id in holders[record]._ids)

    def _get_people_names(self):
        """Return ``{record: name of the person it is about}`` where this user may read it; none by default."""
        return {}

    @api.model
    def _get_company(self, vals):
        """Return the municipality in which a record of ``vals`` is about to be created."""
        return self.env.company

    def _get_root(self):
        """Return the records to lock before a move: those whose siblings the rules look at."""
        return self

    def _after_step(self, transition):
        """React to a move of all records of ``self`` along ``transition``, in the same
        transaction.
        """

    # -- being born --------------------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        # a default for the stage (`default_stage_id` of a kanban column) is no way around the start
        return self._without_deadlines(
            {
                name: value
                for name, value in super().default_get(fields).items()
                if name not in ("stage_id", "workflow_id", "stage_since")
            }
        )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.context.get("kentro_engine") is ENGINE:
            # the token is for this one creation: what it sets off is checked again
            records = super(KentroWorkflowMixin, self.with_context(kentro_engine=None)).create(
                [self._without_deadlines(vals) for vals in vals_list]
            )
            records._begin_deadlines()
            return records
        workflows, now = {}, fields.Datetime.now()
        vals_list = [self._without_deadlines(self._without_derived(vals)) for vals in vals_list]
        for vals in vals_list:
            company = self._get_company(vals)
            workflow = workflows.get(company) or workflows.setdefault(
                company, self.env["kentro.workflow"]._get_for(self._name, company)
            )
            initial = workflow._initial_stage()
            self._check_first_stage(vals, workflow, initial)
            vals.update(workflow_id=workflow.id, stage_id=initial.id, stage_since=now)
        records = super().create(vals_list)
        records._begin_deadlines()
        born = {"date": now, "user_id": self.env.uid}
        records._log_moves(dict.fromkeys(records, born), None, "create")
        return records

    def _check_first_stage(self, vals, workflow, initial):
        """Refuse a stage or workflow that was asked for and is not where records begin."""
        stage = vals.get("stage_id")
        if (stage and stage != initial.id) or vals.get("workflow_id", workflow.id) not in (
            workflow.id,
            False,
        ):
            raise UserError(
                self.env._(
                    "A new record of «%(model)s» begins in stage «%(stage)s». Leave its stage out "
                    "and take the steps from there.",
                    model=self._description,
                    stage=initial.name,
                )
            )

    # -- reading -----------------------------------------------------------------------------

    @api.depends_context("uid", "lang")
    @api.depends("stage_id")
    def _compute_history(self):
        logs = (
            self.env["kentro.transition.log"]
            .sudo()
            .search([("model", "=", self._name), ("res_id", "in", self.ids)])
            .grouped("res_id")
        )
        for record in self:
            rows = logs.get(record.id, self.env["kentro.transition.log"])
            record.history = [log._for_history() for log in rows]
            record.stage_times = record._time_in_stages(rows)

    def _log_moves(self, moves, transition, origin, reason=None, request_id=None):
        """Write one row of the log per record of ``self``.

        :param dict moves: ``{record: {"date", "user_id", "source_id", "seconds"}}``
        """
        if not self:
            return
        # as superuser: nobody may write the log by hand; the acting user stands in the row
        known = "company_id" in self._fields
        self.env["kentro.transition.log"].sudo()._append(
            [
                {
                    "model": self._name,
                    "res_id": record.id,
                    "company_id": record.company_id.id if known else False,
                    "origin": origin,
                    "transition_id": transition and transition.id,
                    "target_id": record.stage_id.id,
                    "reason": reason,
                    "request_id": request_id,
                    **moves[record],
                }
                for record in self.sudo()
            ]
        )
