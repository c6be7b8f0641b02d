from odoo import models


class KentroBeneficiary(models.Model):
    """«Σημείωμα αριθμού μητρώου»: the number on paper, for the person to keep."""

    _inherit = "kentro.beneficiary"

    def _slip_structure(self):
        """Whom the slip names: the central structure, whoever serves her, since an annex would say what she is."""
        self.ensure_one()
        # sudo: what a print says of a structure is public
        company = self.company_id.sudo()
        return company._kentro_central_structure() or self.env.user.sudo().kentro_structure_id
