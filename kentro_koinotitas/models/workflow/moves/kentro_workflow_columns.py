from odoo import api, fields, models


class KentroWorkflowMixin(models.AbstractModel):
    """Records in columns: by stage, where a stage of an older version says so, or by kind of stage."""

    _inherit = "kentro.workflow.mixin"

    stage_kind = fields.Selection(group_expand=True)

    @api.model
    def _read_group_stages(self, stages, domain):
        """Show every stage of the process as a column, the empty ones too; of older versions those in use.

        Stages of one name stand side by side, whatever their version.
        """
        current = self.env["kentro.workflow"]._get_all_for(self._name, self.env.companies)
        order = {stage.code: place for place, stage in enumerate(current.stage_ids.sorted())}
        shown = (stages | current.stage_ids.sudo(False)).sudo()
        return shown.sorted(
            lambda stage: (order.get(stage.code, len(order)), -stage.workflow_id.version, stage.id)
        ).sudo(False)

    @api.model
    def _web_read_group_groupby_formatter(self, groupby_spec, values):
        formatter = super()._web_read_group_groupby_formatter(groupby_spec, values)
        if groupby_spec != "stage_id":
            return formatter
        labels = self.env["kentro.stage"].union(*(value for value in values if value))._labels_apart()

        def label_apart(stage):
            value, domain = formatter(stage)
            return (stage.id, labels[stage]) if stage else value, domain

        return label_apart


class KentroStage(models.Model):
    _inherit = "kentro.stage"

    def _labels_apart(self):
        """Return ``{stage: label}``: its name, with the version where a later one among them has it too."""
        labels = {}
        for same in self.sudo().grouped("name").values():  # as superuser: names of stages are no secret
            latest = max(same.workflow_id.mapped("version"))
            for stage in same:
                version = stage.workflow_id.version
                labels[stage.sudo(False)] = (
                    stage.display_name
                    if version == latest
                    else self.env._("%(stage)s (version %(version)s)", stage=stage.display_name, version=version)
                )
        return labels
