from odoo import api, fields, models


class KentroCase(models.Model):
    _inherit = "kentro.case"

    application_ids = fields.One2many("kentro.application", "case_id", "Applications")
    application_count = fields.Integer("Open applications", compute="_compute_application_count")

    @api.depends("application_ids.stage_kind")
    def _compute_application_count(self):
        for case in self:
            case.application_count = len(
                case.application_ids.filtered(lambda a: a.stage_kind not in ("done", "cancelled"))
            )

    def _get_deadline_dependents(self):
        # as superuser: whoever moves a case need not read all of its parts
        return [*super()._get_deadline_dependents(), self.sudo().application_ids]
