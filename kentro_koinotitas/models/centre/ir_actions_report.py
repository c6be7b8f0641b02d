import io
import logging
from urllib.parse import parse_qsl, urlsplit

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import file_open

NOWHERE = "http://kentro.invalid/"  # what addresses in a document are relative to

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it tells what it draws


def engine():
    """WeasyPrint, or None; loaded when first printed with, since it takes a moment."""
    try:
        import weasyprint
    except (ImportError, OSError):  # OSError: its library, pango, is missing
        return None
    return weasyprint


class IrActionsReport(models.Model):
    """PDFs by WeasyPrint, for the reports that ask for it.

    Odoo's own way, wkhtmltopdf, prints no header or footer as Debian has it, and is archived. One
    document a record, tagged for screen readers, and nothing is fetched from anywhere.
    """

    _inherit = "ir.actions.report"

    pdf_engine = fields.Selection(
        [("wkhtmltopdf", "wkhtmltopdf"), ("weasyprint", "WeasyPrint")], "PDF by", default="wkhtmltopdf", required=True
    )

    def _get_readable_fields(self):
        return super()._get_readable_fields() | {"pdf_engine"}

    def report_action(self, docids, data=None, config=True):
        """From a button too the browser has to know the engine: else it asks for wkhtmltopdf, and shows a page."""
        action = super().report_action(docids, data, config)
        return {**action, "pdf_engine": self.pdf_engine} if action["type"] == self._name else action

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        report = self._get_report(report_ref)
        if report.pdf_engine != "weasyprint":
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        streams = {}
        for res_id in dict.fromkeys(res_ids or [False]):
            values = {**(data or {}), "report_type": "pdf", "debug": False}
            html = self.with_context(debug=False)._render_qweb_html(report_ref, [res_id] if res_id else [], values)[0]
            streams[res_id] = {"stream": io.BytesIO(self._kentro_pdf(html)), "attachment": None}
        return streams

    @api.model
    def _kentro_pdf(self, html):
        """``html``, a whole document as text or bytes, as a PDF.

        :raise UserError: this server cannot print
        """
        weasyprint = engine()
        if weasyprint is None:
            raise UserError(
                self.env._(
                    "This server cannot print: WeasyPrint, or its library pango, is not installed. "
                    "Ask the administrator (pip install weasyprint; apt-get install libpango-1.0-0 libpangoft2-1.0-0)."
                )
            )
        text = html.decode() if isinstance(html, bytes) else str(html)
        document = weasyprint.HTML(string=text, base_url=NOWHERE, url_fetcher=fetcher(self))
        return document.write_pdf(pdf_variant="pdf/ua-1")


def fetcher(report):
    """What a document may load: files that addons show to everybody, and barcodes. Nothing else, from nowhere."""

    weasyprint = engine()

    class Fetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            parts = urlsplit(url)
            if parts.scheme == "data":
                return super().fetch(url, headers)
            if url.startswith(f"{NOWHERE}report/barcode"):
                given = dict(parse_qsl(parts.query))
                image = report.barcode(given.pop("barcode_type", "QR"), given.pop("value", ""), **given)
                return weasyprint.urls.URLFetcherResponse(url, image, {"Content-Type": "image/png"})
            folders = parts.path.split("/")
            if url.startswith(NOWHERE) and folders[2:3] == ["static"] and ".." not in folders:
                with file_open(parts.path.lstrip("/"), "rb") as file:
                    return weasyprint.urls.URLFetcherResponse(url, file.read())
            raise ValueError("not among what a print may load")

    return Fetcher()
