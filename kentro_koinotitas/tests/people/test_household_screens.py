from odoo import Command
from odoo.tests import HttpCase, tagged

from ..common import KentroCommon


@tagged("post_install", "-at_install")
class TestHouseholdInTheBrowser(HttpCase, KentroCommon):
    def test_who_is_registered_from_the_household_comes_back_into_it(self):
        member = Command.create({"beneficiary_id": self.maria.id})
        home = self.env["kentro.household"].with_user(self.reception).create({"member_ids": [member]})
        url = f"/odoo/action-kentro_koinotitas.kentro_household_action/{home.id}"
        self.start_tour(url, "kentro_household_gets_a_member", login="test_reception")
        self.assertEqual(home.member_ids.mapped("relation"), ["applicant", "child"])

    def test_no_line_vanishes_and_only_a_new_one_is_removed(self):
        kind = self.env.ref("kentro_koinotitas.income_kind_wage")
        self.env["kentro.income"].create({"beneficiary_id": self.maria.id, "kind_id": kind.id, "amount": 500})
        url = f"/odoo/action-kentro_koinotitas.kentro_beneficiary_action/{self.maria.id}"
        self.start_tour(url, "kentro_no_line_vanishes", login="test_reception")
        self.assertFalse(self.maria.identifier_ids)
