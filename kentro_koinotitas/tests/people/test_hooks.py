from odoo.tests import tagged
from odoo.tools import mute_logger

from ...hooks import _extension, anonymise_contacts
from ..common import KentroCommon


@tagged("post_install", "-at_install")
class TestHooks(KentroCommon):
    def test_a_database_that_may_not_have_extensions_gets_a_sentence_and_goes_on(self):
        with self.assertLogs("odoo.addons.kentro_koinotitas.hooks", "WARNING") as log, mute_logger("odoo.sql_db"):
            self.assertFalse(_extension(self.env.cr, "CREATE EXTENSION kentro_none", "names are searched slowly"))
        self.assertIn("names are searched slowly", log.output[0])
        self.assertTrue(self.maria.exists())

    def test_contacts_of_beneficiaries_are_anonymised_and_others_left(self):
        plain = self.env["res.partner"].create({"name": "Προμηθευτής", "phone": "2310111111", "city": "Σέρρες"})
        self.env["ir.attachment"].create(
            {
                "name": "Ταυτότητα Παπαδοπούλου",
                "res_model": "res.partner",
                "res_id": self.maria.partner_id.id,
                "raw": b"x",
            }
        )
        self.maria.write({"street": "Ερμού 1", "email": "maria@example.gr"})
        contact, others = self.maria.partner_id, self.env["res.partner"].with_context(active_test=False)
        before = others.search([("kentro_hidden", "=", False)]).read(["name", "phone", "city", "active", "write_date"])
        anonymise_contacts(self.env)
        self.assertFalse(contact.active)
        self.assertEqual(contact.name, "Anonymised contact")
        for name, field in contact._fields.items():
            if field.store and field.type in ("char", "text", "html") and field.column_type:
                self.assertNotRegex(str(contact[name]), "Παπαδοπούλου|Μαρία|6912345678|Ερμού|example.gr", name)
        self.assertFalse(self.env["ir.attachment"].search([("name", "like", "Παπαδοπούλου")]))
        after = others.search([("kentro_hidden", "=", False)]).read(["name", "phone", "city", "active", "write_date"])
        self.assertEqual(before, after)
        self.assertEqual(plain.phone, "2310111111")
