from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroWorkflow(models.Model):
    """Processes that come with the addon: published where there is none yet, offered as a draft elsewhere."""

    _name = "kentro.workflow"
    _inherit = ["kentro.workflow", "mail.activity.mixin"]

    offered = fields.Boolean(
        "Came with an update",
        readonly=True,
        copy=False,
        help="A later version of a process that is shipped with Kentro.",
    )

    def write(self, vals):
        if "offered" in vals and not self.env.su:
            raise UserError(self.env._("Only an update says what came with it."))
        return super().write(vals)

    def _publish_shipped(self):
        """Publish the processes of which there is no version yet, offer the others to whoever keeps them.

        Called by the data files at every update; what was published, offered or declined stays so.
        """
        for workflow in self.filtered(lambda w: w.state == "draft" and not w.offered):
            before = workflow._other_versions("published", "retired")
            if before:
                # as superuser: an update offers it
                workflow.sudo().write({"offered": True, "previous_id": before[0].id})
                workflow._tell_keepers()
            else:
                workflow.action_publish()

    def _tell_keepers(self):
        keepers = self.env.ref("kentro_koinotitas.group_rules_manager").all_user_ids
        for user in keepers.filtered(lambda user: user.active and not user.share):
            # to be seen among her activities, not by mail
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=self.env._("A new version came with the update: compare it, then publish or decline it"),
            )

    def message_subscribe(self, *_args, **_kwargs):
        """Nobody follows a process: its activities are enough (`mail.activity` subscribes whom it is for)."""

    def action_publish(self):
        super().action_publish()
        self._close_activities()

    def action_decline(self):
        """Set offered drafts aside for good: they are kept, so that no later update brings them again."""
        self._refuse_unless("draft")
        if not all(self.mapped("offered")):
            raise UserError(self.env._("Only a version that came with an update is declined; delete your own draft."))
        self._set_state("retired")
        self._close_activities()

    def _close_activities(self):
        # as superuser: the matter is settled for all who were told
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_offered(self):
        if any(self.mapped("offered")):
            raise UserError(
                self.env._("A version that came with an update would come again with the next one: decline it instead.")
            )
