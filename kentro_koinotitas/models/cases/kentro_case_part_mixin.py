from odoo import api, fields, models


class KentroCasePartMixin(models.AbstractModel):
    """A record that belongs to a case and is seen, locked and moved by the people of that case."""

    _name = "kentro.case.part.mixin"
    _inherit = ["kentro.workflow.mixin"]
    _description = "Part of a case"
    _kentro_file = True

    case_id = fields.Many2one("kentro.case", "Case", required=True, index=True, ondelete="restrict")
    beneficiary_id = fields.Many2one(related="case_id.beneficiary_id", store=True, index=True)
    structure_id = fields.Many2one(related="case_id.structure_id", store=True, index=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="restrict",
    )

    @api.model
    def _get_company(self, vals):
        case = self.env["kentro.case"].sudo().browse(vals.get("case_id"))
        return case.company_id or super()._get_company(vals)

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._lock_roots()  # else a case could be closed at this moment, past its guards
        parts.case_id._refuse_if_ended()
        return parts

    def _get_root(self):
        return self.case_id

    _role_codes = frozenset({"responsible", "team", "coordinator"})

    def _get_role_users(self, code):
        holders = self.case_id._get_role_users(code)
        return {part: holders[part.case_id] for part in self if part.case_id in holders}

    def _with_role(self, code, user):
        if code not in ("responsible", "team"):
            return super()._with_role(code, user)
        cases = set(self.case_id._with_role(code, user)._ids)
        return self.filtered(lambda part: part.case_id.id in cases)
