from odoo import api, fields, models

from ....tools import process
from .kentro_workflow_faults import key


class KentroWorkflow(models.Model):
    """The workflow as a picture, drawn anew as the form changes, and what it still lacks."""

    _inherit = "kentro.workflow"

    diagram = fields.Text("Diagram", compute="_compute_diagram", help="The workflow as SVG.")
    faults = fields.Json(
        "What is missing before it can be published", compute="_compute_faults", help="Of a draft: one sentence each."
    )

    @api.onchange("stage_ids")
    def _propose_initial_stage(self):
        """The first stage is where records begin, until somebody says otherwise."""
        if self.state == "draft" and self.stage_ids and not any(self.stage_ids.mapped("initial")):
            first = self.stage_ids[0]
            first.initial = True
            first.kind = "new" if first.kind == "ongoing" else first.kind

    @api.depends(lambda self: ["state", *self._fields_of_definition()])
    def _compute_faults(self):
        for workflow in self:
            drawn = workflow.state == "draft" and (workflow.stage_ids or workflow.transition_ids)
            workflow.faults = workflow._faults() if drawn else []

    @api.depends_context("lang")
    @api.depends(lambda self: ["name", "faults", *self._fields_of_definition()])
    def _compute_diagram(self):
        for workflow in self:
            workflow.diagram = process.svg(workflow._outline()) if workflow.stage_ids else False

    @api.model
    def _fields_of_definition(self):
        """Return the paths to all fields of the stages and steps, whose change may change a fault."""
        return [
            f"{part}.{name}"
            for part in ("stage_ids", "transition_ids")
            for name, field in self.env[self._fields[part].comodel_name]._fields.items()
            if (field.store or field.type == "many2many") and name not in models.MAGIC_COLUMNS
        ]

    def _outline(self):
        """Return the workflow as :class:`process.Process`, in the language of the environment."""
        self.ensure_one()
        faults = self.faults or []
        kinds = dict(self.env["kentro.stage"]._fields["kind"]._description_selection(self.env))
        return process.Process(
            self.name or "",
            tuple(
                process.Stage(
                    key(stage), stage.name or "", stage.code or "", stage.kind, kinds.get(stage.kind, ""),
                    stage.initial, _naming(stage, faults), stage._deadline_in_short(), stage.color,
                )
                for stage in self.stage_ids.sorted("sequence")
            ),
            tuple(
                process.Step(
                    key(step), step.name or "", step.code or "", tuple(key(s) for s in step.source_ids),
                    key(step.target_id), _naming(step, faults), step.trigger == "deadline",
                )
                for step in self.transition_ids.sorted("sequence")
            ),
            self.code or "",
        )

    @api.model
    def _export_formats(self):
        """Return ``{format: (content type, ending of the file's name)}``."""
        return {
            "svg": ("image/svg+xml", "svg"),
            "mermaid": ("text/plain", "mmd"),
            "bpmn": ("application/xml", "bpmn"),
        }

    def _export(self, form):
        """Return the workflow as text in ``form``, a key of ``_export_formats``."""
        outline = self._outline()
        if form == "svg":
            return process.svg(outline, alone=True)
        return process.bpmn(outline) if form == "bpmn" else process.mermaid(outline)

    def _mermaid(self):
        """Return a Mermaid state diagram in the language of the environment: stages, steps, ends."""
        return process.mermaid(self._outline())


def _naming(part, faults):
    """Return the sentences of ``faults`` that name ``part``."""
    return tuple(fault for fault in faults if part.name and f"«{part.name}»" in fault)
