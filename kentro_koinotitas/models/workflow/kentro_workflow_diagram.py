from odoo import models

from .engine import ENDS


class KentroWorkflow(models.Model):
    """The workflow as a diagram."""

    _inherit = "kentro.workflow"

    def _mermaid(self):
        """Return a Mermaid state diagram in the language of the environment: stages, steps, ends."""
        self.ensure_one()
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{stage.name}" as {stage.code}' for stage in self.stage_ids]
        lines += [f"    [*] --> {stage.code}" for stage in self._initial_stage()]
        lines += [
            f"    {source.code} --> {transition.target_id.code}: {transition.name}"
            for transition in self.transition_ids
            for source in transition.source_ids
        ]
        lines += [f"    {stage.code} --> [*]" for stage in self.stage_ids if stage.kind in ENDS]
        return "\n".join(lines)
