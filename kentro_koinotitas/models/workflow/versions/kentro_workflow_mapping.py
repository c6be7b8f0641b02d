from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class KentroWorkflowMapping(models.TransientModel):
    """A dialog that moves the running records of one's municipality from one version to another.

    The role that keeps the processes sees no records: it reads how many stand on each stage, never which.
    """

    _name = "kentro.workflow.mapping"
    _description = "Running records to another version"

    from_id = fields.Many2one("kentro.workflow", "From version", ondelete="cascade")
    to_id = fields.Many2one("kentro.workflow", "To version", ondelete="cascade")
    model = fields.Char(related="to_id.model")
    line_ids = fields.One2many(
        "kentro.workflow.mapping.line", "mapping_id", "Stages", compute="_compute_line_ids", store=True, readonly=False
    )
    result = fields.Text(readonly=True)

    @api.depends("from_id", "to_id")
    def _compute_line_ids(self):
        for mapping in self:
            targets = mapping.to_id.stage_ids
            mapping.line_ids = [fields.Command.clear()] + [
                fields.Command.create({"source_id": stage.id, "target_id": stage._counterpart(targets).id})
                for stage in mapping.from_id.stage_ids
            ]

    def action_move(self):
        """Move the records of every line that has a new stage; say what was left where it is, and why."""
        self.ensure_one()
        self._check_permitted()
        self._check_versions()
        said = [sentence for line in self.line_ids for sentence in line._move()]
        self.result = "\n".join(f"• {sentence}" for sentence in said) or self.env._("No record stands on this version.")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "name": self.env._("Running records"),
        }

    def action_close(self):
        """Close the dialog and show the numbers of the form as they are by now."""
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_permitted(self):
        if not self.env.su and not self.env.user.has_group("kentro_koinotitas.group_rules_manager"):
            raise AccessError(self.env._("Records are moved to another version by the role «Workflows and rules»."))
        for workflow in self.from_id | self.to_id:
            workflow.check_access("read")
            if workflow.company_id and workflow.company_id != self.env.company:
                raise AccessError(self.env._("«%s» is the process of another municipality.", workflow.name))

    def _check_versions(self):
        _, old, new = self.env._, self.from_id, self.to_id
        if not old or not new or old == new:
            raise UserError(_("Choose two different versions."))
        if old.model != new.model:
            raise UserError(
                _("«%(old)s» and «%(new)s» are processes of different records.", old=old.name, new=new.name)
            )
        if new.state != "published":
            raise UserError(
                _(
                    "«%(new)s», version %(version)s, is not published: records move to a version in force.",
                    new=new.name,
                    version=new.version,
                )
            )
        lines = self.line_ids
        if lines.source_id - old.stage_ids or lines.target_id - new.stage_ids or len(lines.source_id) != len(lines):
            raise UserError(
                _(
                    "Each stage of «%(old)s» is named once, and goes to a stage of «%(new)s». Open the dialog again.",
                    old=old.name,
                    new=new.name,
                )
            )
