from odoo import fields, models

_WORKER = "kentro_koinotitas.group_case_worker"


class KentroBeneficiary(models.Model):
    """Numbers, residence titles and certificates of a person; answers on special categories stay apart."""

    _inherit = "kentro.beneficiary"

    document_ids = fields.One2many("kentro.document", "beneficiary_id", "Papers")
    identifier_ids = fields.One2many("kentro.identifier", "beneficiary_id", "Numbers")
    residence_title_ids = fields.One2many(
        "kentro.residence.title", "beneficiary_id", "Residence titles", groups=_WORKER
    )
    disability_ids = fields.One2many("kentro.disability", "beneficiary_id", "Disability certificates", groups=_WORKER)

    def action_special_answers(self):
        """The person's answers on special categories, for who may see them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_special_answer_action")
        return {
            **action,
            "domain": [("beneficiary_id", "=", self.id)],
            "context": {"default_beneficiary_id": self.id},
        }
