import base64

from odoo import fields, models

from ....tools.register_written import workbook, written


class KentroFileImportMixin(models.AbstractModel):
    """A sample of the file: headers as they are understood, invented rows, and what each cell may say."""

    _inherit = "kentro.file.import.mixin"

    sample_xlsx = fields.Binary("Sample (XLSX)", compute="_compute_sample")
    sample_csv = fields.Binary("Sample (CSV)", compute="_compute_sample")

    def _sample(self):
        """Return ``(headers, rows, understood)``; understood: ``[(header, how a cell is written, other headers)]``."""
        raise NotImplementedError

    def _compute_sample(self):
        names = [self.env._("Column"), self.env._("How it is written"), self.env._("Other headers of it")]
        begin = self.env._("The rows of this sample are invented: write yours instead. These lines may stay.")
        for file in self:
            headers, rows, understood = file._sample()
            book = workbook([(self.env._("Sample"), headers, rows), (self.env._("Columns"), names, understood)])
            over = [begin, *(f"«{header}»: {how}" for header, how, _others in understood)]
            file.sample_xlsx = base64.b64encode(book)
            file.sample_csv = base64.b64encode(written(headers, rows, over))

    def action_sample(self):
        """A sample to download, as a spreadsheet."""
        return self._downloading("sample_xlsx", "kentro-sample.xlsx")

    def action_sample_csv(self):
        """A sample to download, as text."""
        return self._downloading("sample_csv", "kentro-sample.csv")

    def _how(self, kind, answers=()):
        """How a cell of ``kind`` is written (of ``READERS``, or "choice", "country", "languages")."""
        several = {"choice": " · ".join(answers), "languages": self.env._("one or more: %s", " · ".join(answers))}
        return several.get(kind) or {
            "text": self.env._("text"),
            "date": self.env._("day/month/year, e.g. 12/03/1985"),
            "sex": self.env._("female, male or other"),
            "flag": self.env._("yes or no"),
            "country": self.env._("name of the country, or its two letters, e.g. GR"),
            "phone": self.env._("one number with all its digits, ten in Greece"),
            "email": self.env._("one address"),
            "afm": self.env._("nine digits"),
            "amka": self.env._("eleven digits"),
        }[kind]
