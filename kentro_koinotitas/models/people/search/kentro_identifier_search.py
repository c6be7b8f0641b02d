from odoo import models
from odoo.tools import SQL


class KentroPersonSearchQuery(models.AbstractModel):
    """A person is found by the number of any paper of hers, too."""

    _inherit = "kentro.person.search.query"

    def _exact_tests(self, found):
        tests = super()._exact_tests(found)
        ids = self.env["kentro.identifier"]._ids_by_keys(found["papers"])
        return [(SQL("p.id = ANY(%s)", ids), SQL("1.0"), "identifier"), *tests] if ids else tests


class KentroPersonSearch(models.TransientModel):
    _inherit = "kentro.person.search"

    def _reasons(self):
        # never which kind of number: some reveal asylum
        return {**super()._reasons(), "identifier": self.env._("Same identity number")}
