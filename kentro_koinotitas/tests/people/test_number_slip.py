import io
from unittest.mock import patch

import zxingcpp
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from pypdf import PdfReader

from ...models.centre import ir_actions_report
from ..common import KentroCommon

REPORT = "kentro_koinotitas.number_slip"


@tagged("post_install", "-at_install")
class TestNumberSlip(KentroCommon):
    """«Σημείωμα αριθμού μητρώου»: the number to read and to scan, and nothing else of the person."""

    def _print(self, people, user=None):
        report = self.env["ir.actions.report"].with_user(user or self.reception)
        pdf, kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(REPORT, people.ids)
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(pdf))

    def test_it_carries_the_number_to_read_and_to_scan(self):
        reader = self._print(self.maria)
        self.assertEqual(len(reader.pages), 1)
        self.assertIn(self.maria.number, reader.pages[0].extract_text())
        (code,) = [found for image in reader.pages[0].images for found in zxingcpp.read_barcodes(image.image)]
        self.assertEqual(code.text, self.maria.number)
        self.assertTrue(reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "read aloud to who cannot see")

    def test_it_says_how_to_reach_the_centre_and_who_pays(self):
        self.structure.calendar_id = self.env["resource.calendar"].search([], limit=1)
        acts = self.env["kentro.funded.act"]
        here = {"structure_ids": self.structure.ids}
        acts.create({**here, "name": "Παλιά", "emblem_text": "ΕΣΠΑ 2014", "date_to": "2020-12-31"})
        acts.create({**here, "name": "Πράξη", "emblem_text": "Με συγχρηματοδότηση ΕΕ"})
        text = self._print(self.maria).pages[0].extract_text()
        for wanted in (self.company.name, "Κέντρο Κοινότητας", self.structure.phone, "Με συγχρηματοδότηση ΕΕ"):
            self.assertIn(wanted, text)
        self.assertIn(self.structure.calendar_id.kentro_text.split()[1], text)
        self.assertNotIn("ΕΣΠΑ 2014", text)

    def test_it_says_nothing_of_her_nor_of_who_serves_her(self):
        self.eleni.write({"afm": "094259216", "amka": "01013099997", "birth_date": "1930-01-01"})
        reader = self._print(self.eleni, self.worker2)
        text = reader.pages[0].extract_text() + str(reader.metadata)
        self.assertIn(self.structure.phone, text)
        for secret in ("Ξενάκη", "Ελένη", "Παράρτημα", "2310 000002", "6987654321", "094259216", "1930"):
            self.assertNotIn(secret, text)

    def test_several_are_printed_in_one_go(self):
        reader = self._print(self.maria | self.giorgos)
        self.assertEqual(len(reader.pages), 2)
        for page, person in zip(reader.pages, self.maria | self.giorgos, strict=True):
            self.assertIn(person.number, page.extract_text())

    def test_it_is_printed_by_who_may_read_the_file(self):
        for user in (self.worker2, self.director, self.dpo, self.admin, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._print(self.maria, user)

    def test_a_print_loads_nothing_from_anywhere(self):
        report = self.env["ir.actions.report"]
        for address in (
            "https://example.org/x.png",
            "http://127.0.0.1/x.png",
            "file:///etc/passwd",
            "/etc/passwd",
            "/web/content/1",
            "/kentro_koinotitas/__manifest__.py",
            "/kentro_koinotitas/static/../__manifest__.py",
        ):
            where = ir_actions_report.NOWHERE[:-1] + address if address.startswith("/") else address
            with self.subTest(address=address), self.assertRaises(ValueError):
                ir_actions_report.fetcher(report).fetch(where)

    def test_a_server_without_the_engine_says_so(self):
        with patch.object(ir_actions_report, "engine", lambda: None), self.assertRaisesRegex(UserError, "cannot print"):
            self._print(self.maria)

    def test_other_reports_stay_with_their_engine(self):
        others = self.env["ir.actions.report"].search([("report_name", "not like", "kentro_koinotitas.")])
        self.assertEqual(set(others.mapped("pdf_engine")), {"wkhtmltopdf"})
