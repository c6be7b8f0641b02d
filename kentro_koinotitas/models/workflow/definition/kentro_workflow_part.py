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

    @api.model
    def _owner_name(self):
        """Return the name of the field that says to which workflow, step or stage a part belongs."""
        owners = ("workflow_id", "transition_id", "stage_id", "effect_id")
        return next(name for name in owners if name in self._fields and not self._fields[name].related)

    @api.model
    def _part_models(self):
        """Return the names of all kinds of parts, each after those that it cannot be without."""
        names = self.env.registry.descendants(["kentro.workflow.part"], "_inherit")
        waiting = {
            name: {
                field.comodel_name
                for field in self.env[name]._fields.values()
                if field.type == "many2one" and field.required and field.comodel_name != name
            }
            for name in sorted(names)
            if not self.env[name]._abstract
        }
        ordered = []
        while waiting:
            name = next(name for name, needed in waiting.items() if not needed & waiting.keys())
            ordered.append(name)
            del waiting[name]
        return ordered

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
        self._get_workflow()._forget()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self._get_workflow()._refuse_if_frozen(self._FROZEN)
