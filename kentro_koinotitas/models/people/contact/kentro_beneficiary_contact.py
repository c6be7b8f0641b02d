from odoo import fields, models


def _of_contact(kind, name, **options):
    """The contact's field, read with the file's right: who may read the file may read its contact."""
    return kind(related=f"partner_id.{name}", related_sudo=True, inherited=True, readonly=False, **options)


class KentroBeneficiary(models.Model):
    """What of a beneficiary lies on her contact, so that letters and calls are the ERP's own."""

    _inherit = "kentro.beneficiary"

    name = _of_contact(fields.Char, "name")
    phone = _of_contact(fields.Char, "phone")
    email = _of_contact(fields.Char, "email")
    street = _of_contact(fields.Char, "street")
    street2 = _of_contact(fields.Char, "street2")
    zip = _of_contact(fields.Char, "zip")
    city = _of_contact(fields.Char, "city")
    state_id = _of_contact(fields.Many2one, "state_id")
    country_id = _of_contact(fields.Many2one, "country_id")
    lang = _of_contact(fields.Selection, "lang")

    def _read_format(self, fnames, load="_classic_read"):
        if of_contact := CONTACT_FIELDS.intersection(fnames):
            # sudo: as the fields themselves; a list shows two of them, the contact has fifty
            self.sudo().partner_id.fetch(of_contact)
        return super()._read_format(fnames, load)


# All but the name, which the file composes.
CONTACT_FIELDS = {"phone", "email", "street", "street2", "zip", "city", "state_id", "country_id", "lang"}
