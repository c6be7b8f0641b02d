from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _kentro_people_structure_ids(self):
        """Structures whose people this user may see: none without the role, whatever post she holds."""
        self.ensure_one()
        sees_people = self.has_group("kentro_koinotitas.group_reception")
        return self.kentro_structure_ids.ids if sees_people else []
