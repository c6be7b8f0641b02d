from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestOpening(CasesCommon):
    """Running cases come in once, as they stand, each marked so."""

    def row(self, **vals):
        return {
            "beneficiary_id": self.beneficiary.id,
            "structure_id": self.structure.id,
            "user_id": self.worker.id,
            "stage": "support",
            "since": "2025-12-01 09:00:00",
            "by": self.worker.id,
            **vals,
        }

    def test_a_case_comes_in_with_its_stage_date_and_worker(self):
        self.env["kentro.opening"].with_user(self.rules).create({})
        case = self.env["kentro.case"].browse(
            self.env["kentro.case"]
            .with_user(self.rules)
            .opening_import([self.row(opened_on="2025-11-01")])
        )
        self.assertEqual((case.stage_id.code, case.user_id), ("support", self.worker))
        log = self.env["kentro.transition.log"].search(
            [("model", "=", "kentro.case"), ("res_id", "=", case.id)]
        )
        self.assertEqual((len(log), log.origin, log.user_id), (1, "opening", self.worker))
        self.assertEqual(str(log.date), "2025-12-01 09:00:00")

    def test_it_is_refused_when_not_open_or_for_another_role(self):
        Case = self.env["kentro.case"]
        with self.assertRaisesRegex(AccessError, "is not open"):
            Case.with_user(self.rules).opening_import([self.row()])
        self.env["kentro.opening"].with_user(self.rules).create({})
        with self.assertRaisesRegex(AccessError, "is for the role"):
            Case.with_user(self.coordinator).opening_import([self.row()])

    def test_once_closed_it_stays_closed(self):
        opening = self.env["kentro.opening"].with_user(self.rules).create({})
        opening.action_close()
        with self.assertRaisesRegex(UserError, "stays closed"):
            opening.write({"state": "open"})
        with self.assertRaises(AccessError):
            opening.unlink()
        with self.assertRaisesRegex(UserError, "not deleted"):
            opening.sudo().unlink()
        with self.assertRaisesRegex(AccessError, "is not open"):
            self.env["kentro.case"].with_user(self.rules).opening_import([self.row()])

    def test_it_brings_nothing_into_another_municipality(self):
        self.env["kentro.opening"].with_user(self.rules).create({})
        other = self.annex.copy({"parent_id": False, "kind_id": self.structure.kind_id.id})
        other.company_id = self.env["res.company"].create({"name": "Another"})
        with self.assertRaisesRegex(UserError, "its own structures|is none of"):
            self.env["kentro.case"].with_user(self.rules).opening_import([self.row(structure_id=other.id)])

    def test_what_comes_with_a_row_is_of_the_municipality_too(self):
        self.env["kentro.opening"].with_user(self.rules).create({})
        other = self.annex.copy({"parent_id": False, "kind_id": self.structure.kind_id.id})
        other.company_id = self.env["res.company"].create({"name": "Another"})
        row = self.row(request_ids=[Command.create({"structure_id": other.id})])
        with self.assertRaisesRegex(UserError, "its own structures|is none of"):
            self.env["kentro.case"].with_user(self.rules).opening_import([row])

    def test_nobody_from_outside_has_moved_a_case(self):
        self.env["kentro.opening"].with_user(self.rules).create({})
        stranger = self.outsider.copy({"login": "stranger"})
        away = self.env["res.company"].create({"name": "Another"})
        stranger.write({"company_ids": [Command.set(away.ids)], "company_id": away.id})
        for user_id in (stranger.id, self.portal.id, 0, 10**9, False):
            with self.subTest(by=user_id), self.assertRaisesRegex(UserError, "Row 1: who brought the record there"):
                self.env["kentro.case"].with_user(self.rules).opening_import([self.row(by=user_id)])

    def test_what_a_row_and_its_parts_point_to_is_of_the_municipality(self):
        self.env["kentro.opening"].with_user(self.rules).create({})
        away = self.env["res.company"].create({"name": "Another"})
        stranger = self.outsider.copy({"login": "stranger"})
        stranger.write({"company_ids": [Command.set(away.ids)], "company_id": away.id})
        other = self.annex.copy({"parent_id": False, "kind_id": self.structure.kind_id.id})
        other.company_id = away
        person = self._beneficiary("Ξένος", "Ξένος", structures=other)
        for vals in (
            {"beneficiary_id": person.id},
            {"user_id": stranger.id},
            {"user_id": self.portal.id},
            {"team_ids": [Command.link(stranger.id)]},
            {"request_ids": [Command.create({"structure_id": self.structure.id, "beneficiary_id": person.id})]},
            {"request_ids": [Command.create({"structure_id": self.structure.id, "user_id": stranger.id})]},
            {"request_ids": [Command.create({"create_uid": stranger.id})]},
        ):
            row = self.row(**vals)
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "Row 1: .* is none of «"):
                self.env["kentro.case"].with_user(self.rules).opening_import([row])

    def test_an_unknown_stage_names_the_row(self):
        self.env["kentro.opening"].with_user(self.rules).create({})
        with self.assertRaisesRegex(UserError, "Row 2"):
            self.env["kentro.case"].with_user(self.rules).opening_import(
                [self.row(), self.row(stage="nowhere")]
            )
        with self.assertRaisesRegex(UserError, "not to come"):
            self.env["kentro.case"].with_user(self.rules).opening_import([self.row(since="2099-01-01 09:00:00")])

    def test_it_is_no_way_to_make_users_or_change_what_is_there(self):
        self.env["kentro.opening"].with_user(self.rules).create({})
        request = self.env["kentro.request"].with_user(self.reception).create({})
        administrator = {"login": "x", "name": "x", "group_ids": self.env.ref("base.group_system").ids}
        for vals in (
            {"team_ids": [Command.create(administrator)]},
            {"team_ids": [Command.update(self.admin.id, {"login": "x"})]},
            {"request_ids": [Command.update(request.id, {"description": "x"})]},
            {"request_ids": [Command.link(request.id)]},
            {"message_ids": [Command.create({"body": "x"})]},
            {"goal_ids": [Command.create({"name": "x", "referral_ids": [Command.delete(1)]})]},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(AccessError, "would change others"):
                self.env["kentro.case"].with_user(self.rules).opening_import([self.row(**vals)])
