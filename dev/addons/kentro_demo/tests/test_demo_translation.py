from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import TranslationModuleReader

from dev import i18n


@tagged("post_install", "-at_install")
class TestDemoTranslation(TransactionCase):
    def test_every_term_of_the_demo_has_its_greek(self):
        rows = list(TranslationModuleReader(self.env.cr, modules=["kentro_demo"], lang="el_GR"))
        self.assertTrue(rows)
        self.assertEqual(i18n.faults(rows, i18n.translated("kentro_demo")), ([], []))
