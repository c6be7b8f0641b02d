from odoo import api, fields, models


class KentroCase(models.Model):
    """What the form of a case shows besides: a warning, and how much of each part is open."""

    _inherit = "kentro.case"

    safe_contact_only = fields.Boolean(compute="_compute_safe_contact_only")
    assessment_count = fields.Integer("Assessments made", compute="_compute_counts")
    referral_count = fields.Integer("Open referrals", compute="_compute_counts")
    followup_count = fields.Integer("Open follow-ups", compute="_compute_counts")

    @api.depends("beneficiary_id.safe_contact_only")
    def _compute_safe_contact_only(self):
        """Of her own, or because she lives with somebody who asked for it."""
        people = self.beneficiary_id._filtered_access("read")
        near = people._near_safe_contact()
        for case in self:
            person = case.beneficiary_id & people
            case.safe_contact_only = person.safe_contact_only or person in near

    @api.depends("assessment_ids", "referral_ids.stage_kind", "followup_ids.stage_kind")
    def _compute_counts(self):
        ended = ("done", "cancelled")
        for case in self:
            case.assessment_count = len(case.assessment_ids)
            case.referral_count = len(case.referral_ids.filtered(lambda r: r.stage_kind not in ended))
            case.followup_count = len(case.followup_ids.filtered(lambda f: f.stage_kind not in ended))
