from odoo import api, fields, models


class KentroBeneficiary(models.Model):
    """What the desk and the case team reach from a person: her requests and, for those who may, her cases."""

    _inherit = "kentro.beneficiary"

    request_count = fields.Integer("Requests", compute="_compute_request_count")
    case_count = fields.Integer("Cases", compute="_compute_case_count",
                                groups="kentro_koinotitas.group_case_worker,kentro_koinotitas.group_coordinator")

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create(vals_list)
        # registered from a request that had nobody: it is hers
        request = self.env["kentro.request"].browse(self.env.context.get("kentro_request_id") or ())
        if len(people) == 1 and request and not request.beneficiary_id:
            request.beneficiary_id = people
        return people

    def _compute_request_count(self):
        self._count_into("request_count", "kentro.request")

    def _compute_case_count(self):
        self._count_into("case_count", "kentro.case")

    def _count_into(self, field_name, model):
        """Count what this user may see of ``model``, in one query."""
        counts = dict(self.env[model]._read_group(
            [("beneficiary_id", "in", self.ids)], ["beneficiary_id"], ["__count"]))
        for person in self:
            person[field_name] = counts.get(person._origin, 0)
