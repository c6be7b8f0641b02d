import logging

from odoo import fields, models

_logger = logging.getLogger(__name__)


class KentroStructure(models.Model):
    """Who is told of a structure's deadlines when those who should be are not there."""

    _inherit = "kentro.structure"

    def _get_coordinators(self):
        """Return ``{structure: users}``: its coordinator, or else all who hold that role and work there."""
        structures = self.sudo()  # as superuser: users are not everybody's to read
        holders = self.env["res.users"].sudo().search(
            [
                ("all_group_ids", "in", self.env.ref("kentro_koinotitas.group_coordinator").id),
                ("kentro_structure_ids", "in", self.ids),
            ]
        )
        return {
            structure.sudo(False): structure.coordinator_id.filtered("active")
            or holders.filtered(lambda user, s=structure: s in user.kentro_structure_ids)
            for structure in structures
        }

    def _report_nobody_told(self):
        """Put on the Directorate's list, once, that a structure has nobody to be told of its deadlines."""
        activities, todo = self.env["mail.activity"].sudo(), self.env.ref("kentro_koinotitas.activity_type_deadline")
        # as superuser: the job tells people, whoever they are
        directors = self.env["res.users"].sudo().search(
            [("all_group_ids", "in", self.env.ref("kentro_koinotitas.group_director").id)]
        )
        for structure in self.sudo():
            here = directors.filtered(lambda user, s=structure: s.company_id in user.company_ids)
            if not here:
                _logger.warning("Nobody can be told of the deadlines of kentro.structure,%s", structure.id)
            for user in here:
                say = self.with_context(lang=user.lang).env._
                values = {
                    "summary": say("Deadlines of «%s»: nobody to be told. Name a coordinator.", structure.name),
                    "user_id": user.id,
                    "activity_type_id": todo.id,
                }
                there = [(name, "=", value) for name, value in values.items()]
                if not activities.search_count(there, limit=1):
                    activities.with_context(mail_activity_quick_update=True).create(
                        values | {"automated": True, "date_deadline": fields.Date.context_today(self)}
                    )
