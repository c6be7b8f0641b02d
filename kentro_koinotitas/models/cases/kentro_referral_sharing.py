from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class KentroReferral(models.Model):
    """What a referral tells the body: shown before it is sent, word by word."""

    _inherit = "kentro.referral"

    shared_preview = fields.Text("What the body will read", compute="_compute_shared_preview")

    # What the step of sending judged: whom is told what about whom, and on which basis.
    _SENT = frozenset({"body_id", "service_id", "case_id", "purpose", "legal_basis", "consent_id", "duty"})

    def write(self, vals):
        """What was sent stays as it was sent; for another body a new referral is made."""
        sent = self.filtered(lambda referral: referral.stage_kind != "new") if vals.keys() & self._SENT else None
        if sent and not self.env.su:
            raise UserError(
                self.env._("%s: was sent as it is, and is not rewritten. Make a new referral.", sent._names())
            )
        return super().write(vals)

    @api.onchange("body_id", "legal_basis")
    def _onchange_body_id(self):
        """Drop what belongs to another body, and take up the consent given for this one."""
        if self.service_id.body_id != self.body_id:
            self.service_id = False
        if self.consent_id.receiver_id != self.body_id or self.legal_basis == "duty":
            self.consent_id = False
        if self.legal_basis == "consent" and self.body_id and not self.consent_id:
            self.consent_id = self.env["kentro.consent"].search(
                [
                    ("beneficiary_id", "=", self.case_id.beneficiary_id.id),
                    ("receiver_id", "=", self.body_id.id),
                    ("is_valid", "=", True),
                ],
                limit=1,
            )

    @api.depends_context("uid", "lang")
    @api.depends(
        "body_id", "service_id", "purpose", "legal_basis", "duty", "consent_id", "case_id", "user_id"
    )
    def _compute_shared_preview(self):
        for referral in self:
            referral.shared_preview = "\n".join(filter(None, referral._shared_lines()))

    def _shared_lines(self):
        """Return what the body is told, line by line; nothing else of the file goes out."""
        self.ensure_one()
        case, person = self.case_id, self.case_id.beneficiary_id
        contact, basis = self._shared_contact(), self._shared_basis()
        return [
            self.body_id and self.env._("To: %s", self.body_id.display_name),
            self.service_id and self.env._("For the service: %s", self.service_id.display_name),
            person and self.env._("About: %s", person.display_name),
            contact and self.env._("Contact: %s", contact),
            self.purpose and self.env._("We ask: %s", self.purpose),
            basis and self.env._("Shared on the basis of: %s", basis),
            case
            and self.env._(
                "From: %(structure)s, %(user)s", structure=case.structure_id.display_name, user=self.user_id.name
            ),
        ]

    def _shared_contact(self):
        """Return how the body may reach the person: as far as the basis goes, and never in danger."""
        person = self.case_id.beneficiary_id
        if person.safe_contact_only or person.safe_contact_near:
            return self.env._("only through us")
        category = self.env.ref("kentro_koinotitas.data_category_contact", raise_if_not_found=False)
        told = self.legal_basis == "duty" or (category and category in self.consent_id.data_ids)
        return told and person.phone

    def _shared_basis(self):
        """Return the basis to share in words, or nothing."""
        if self.legal_basis == "duty":
            return dict(self._fields["duty"]._description_selection(self.env)).get(self.duty)
        consent = self.consent_id
        return consent and self.env._(
            "consent of %(date)s for: %(data)s",
            date=format_date(self.env, consent.date),
            data=", ".join(consent.data_ids.mapped("name")),
        )
