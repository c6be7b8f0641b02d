from odoo import api, models

# The first group a user has decides where the app opens: (group, action).
HOMES = [
    ("group_case_worker", "kentro_case_action_mine"),
    ("group_coordinator", "kentro_case_action"),
    ("group_reception", "kentro_person_search_action"),
    ("group_director", "kentro_statistics_action"),
    ("group_dpo", "kentro_review_item_action"),
    ("group_rules_manager", "kentro_workflow_action"),
    ("group_volunteer_manager", "kentro_service_action"),
]


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def action_kentro_home(self):
        """Open the screen that the user's role begins the day with; without a role here, the contacts."""
        for group, action in HOMES:
            if self.env.user.has_group(f"kentro_koinotitas.{group}"):
                return self.env["ir.actions.act_window"]._for_xml_id(f"kentro_koinotitas.{action}")
        return self.env["ir.actions.act_window"]._for_xml_id("contacts.action_contacts")
