from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CasesCommon

PARTS = (
    "kentro.case",
    "kentro.assessment",
    "kentro.score",
    "kentro.goal",
    "kentro.referral",
    "kentro.followup",
)


@tagged("post_install", "-at_install")
class TestCasesAccess(CasesCommon):
    """The content of a case is its team's and its coordinator's; what belongs to it follows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.approved_assessment(cls.case)
        cls.env["kentro.goal"].with_user(cls.worker).create(
            {"case_id": cls.case.id, "name": "Find work"}
        )
        cls.body = cls.env["res.partner"].create({"name": "Nursery", "is_kentro_body": True})
        cls.env["kentro.referral"].with_user(cls.worker).create(
            {"case_id": cls.case.id, "body_id": cls.body.id, "purpose": "A place"}
        )
        cls.env["kentro.followup"].with_user(cls.worker).create(
            {"case_id": cls.case.id, "planned_on": "2026-12-01"}
        )

    def found(self, user, model):
        records = (
            self.env[model]
            .sudo()
            .search([("case_id" if model != "kentro.case" else "id", "=", self.case.id)])
        )
        self.assertTrue(records, model)
        return self.env[model].with_user(user).search([("id", "in", records.ids)]), records

    def test_team_and_coordinator_see_the_whole_case(self):
        for user in (self.worker, self.coordinator):
            for model in PARTS:
                found, records = self.found(user, model)
                self.assertEqual(found, records, (user.login, model))

    def test_a_worker_of_the_team_sees_it_too(self):
        colleague = self.env["res.users"].browse(self.colleague.id)
        self.case.with_user(self.worker).team_ids = colleague
        for model in PARTS:
            found, records = self.found(colleague, model)
            self.assertEqual(found, records, model)

    def test_nobody_else_finds_or_reads_any_of_it(self):
        strangers = (
            self.reception,
            self.colleague,
            self.worker2,
            self.director,
            self.volunteers,
            self.dpo,
            self.rules,
            self.outsider,
            self.admin,
        )
        for user in strangers:
            for model in PARTS:
                records = self.env[model].sudo().search([])
                for attempt in (
                    lambda m=model, u=user: self.env[m].with_user(u).search([]),
                    lambda m=model, u=user: self.env[m].with_user(u).search_count([]),
                    lambda m=model, u=user: (
                        self.env[m]
                        .with_user(u)
                        ._read_group([], ["case_id"] if m != PARTS[0] else [])
                    ),
                    lambda m=model, u=user: self.env[m].with_user(u).name_search(""),
                ):
                    try:
                        answer = attempt()
                    except AccessError:
                        continue
                    self.assertFalse(
                        [row for row in answer if row not in ((0,), ())]
                        if isinstance(answer, list)
                        else answer,
                        (user.login, model),
                    )
                with self.assertRaises(AccessError):
                    records.with_user(user).read(["id", "create_date"])
