import doctest
import importlib
import pkgutil

from odoo.tests import BaseCase, tagged

from ...tools import standing
from ...tools.standing import paper


@tagged("post_install", "-at_install")
class TestStanding(BaseCase):
    """The pure functions on how a household stands."""

    def test_examples_in_their_docs(self):
        tried = 0
        for module in pkgutil.iter_modules(standing.__path__):
            result = doctest.testmod(importlib.import_module(f"{standing.__name__}.{module.name}"))
            self.assertEqual(result.failed, 0, module.name)
            tried += result.attempted
        self.assertGreater(tried, 20)

    def test_paper_that_cannot_be_read_says_where(self):
        member = {"person": "Άννα", "relation": "applicant"}
        income = {"person": "Άννα", "kind": "wage", "nature": "work", "period": "month", "date_from": "2026-01-01"}
        for written, place in (
            ({"members": [member, {"person": "Λέων"}]}, ("members", 2, "relation")),
            ({"members": [{**member, "birth_date": "1985-13-01"}]}, ("members", 1, "birth_date")),
            ({"members": [{**member, "shoes": "42"}]}, ("members", 1, "shoes")),
            ({"members": ["Άννα"]}, ("members", 1, "")),
            ({"incomes": [{**income, "amount": "much"}]}, ("incomes", 1, "amount")),
            ({"incomes": [{**income, "amount": "NaN"}]}, ("incomes", 1, "amount")),
            ({"incomes": [{**income, "amount": "-0.01"}]}, ("incomes", 1, "amount")),
            ({"answers": [{"question": "luxury", "yes": "no"}]}, ("answers", 1, "yes")),
            ({"housing": {"rent": "300"}}, ("housing", 1, "kind")),
        ):
            with self.subTest(written=written), self.assertRaises(ValueError) as caught:
                paper.read(written)
            self.assertEqual(caught.exception.args, place)
