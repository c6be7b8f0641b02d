from odoo.tests import HttpCase, tagged

from .common import MeansCommon


@tagged("post_install", "-at_install")
class TestEligibilityInTheBrowser(HttpCase, MeansCommon):
    def test_what_is_lacking_is_answered_in_place_and_a_slip_taken_back(self):
        sofia = self._beneficiary("Δείγμα", "Σοφία", birth_date="1988-04-04", employment="unemployed")
        self._joins(sofia)
        url = f"/odoo/action-kentro_koinotitas.kentro_beneficiary_action/{sofia.id}"
        self.start_tour(url, "kentro_what_is_lacking_is_answered_in_place", login="test_reception")
        answers = self.env["kentro.answer"].with_context(active_test=False).search([("beneficiary_id", "=", sofia.id)])
        self.assertEqual(sorted(answers.mapped(lambda row: (row.answer, row.active))), [("no", True), ("yes", False)])
        self.assertEqual(sofia.income_ids.mapped("amount"), [100])
