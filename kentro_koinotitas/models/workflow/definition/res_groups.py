from odoo import api, models
from odoo.exceptions import UserError


class ResGroups(models.Model):
    """A group that may take a published step is part of its structure."""

    _inherit = "res.groups"

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_of_a_published_step(self):
        # as superuser: the administrator of groups need not read the processes
        step = self.env["kentro.transition"].sudo().search(
            [("group_ids", "in", self.ids), ("workflow_id.state", "!=", "draft")], limit=1
        )
        if step:
            raise UserError(
                self.env._(
                    "This group may take the step «%(step)s» of the published workflow «%(workflow)s», and stays as "
                    "long as that does. Take its users out of it.",
                    step=step.name,
                    workflow=step.workflow_id.name,
                )
            )
