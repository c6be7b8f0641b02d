from odoo import api, models


class KentroWorkflowPart(models.AbstractModel):
    """A part of a workflow's definition: once the workflow is published, its structure is frozen.

    ``_FROZEN`` names the fields that are structure; the others (names, order, colours) stay editable.
    """

    _name = "kentro.workflow.part"
    _description = "Part of a workflow"

    _FROZEN = frozenset()

    def _get_workflow(self):
        return self.workflow_id

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._get_workflow()._refuse_if_frozen(self._FROZEN)
        return parts

    def write(self, vals):
        structure = vals.keys() & self._FROZEN
        self._get_workflow()._refuse_if_frozen(structure)
        done = super().write(vals)
        self._get_workflow()._refuse_if_frozen(structure)  # nor does a part come in from a draft
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self._get_workflow()._refuse_if_frozen(self._FROZEN)
