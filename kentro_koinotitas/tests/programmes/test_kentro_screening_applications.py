from odoo import Command

from .application_common import DECIDED, ApplicationCommon
from .screening_common import ScreeningCommon


class TestScreeningApplications(ScreeningCommon):
    """Of who qualifies, those who have applied are not told of again; approvals that end are."""

    submit, approve = ApplicationCommon.__dict__["submit"], ApplicationCommon.__dict__["approve"]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.programme.write({"renewal_days": 30, "validity_months": 6})

    def _apply(self, user=None, **vals):
        Application = self.env["kentro.application"].with_user(user or self.reception)
        return Application.create(
            {"programme_id": self.programme.id, "beneficiary_id": self.maria.id, "date": "2026-03-01", **vals}
        )

    def _at(self, day, user=None):
        """``{household: finding}`` on a day."""
        return self._found(self._screen(user, on_date=day))

    def test_who_has_applied_is_not_told_of_again(self):
        application = self._apply()
        self.assertNotIn(self.renting, self._at("2026-03-05"))
        self.approve(application)
        self.assertNotIn(self.renting, self._at("2026-03-15"))

    def test_who_withdrew_or_whose_approval_is_over_is_told_of(self):
        application = self._apply()
        self.approve(application)
        self.assertEqual(self._at("2026-09-01")[self.renting], "qualifies")
        second = self._apply(date="2026-03-20")
        second.with_user(self.worker).take_step("withdraw", reason="x")
        self.assertEqual(self._at("2026-09-01")[self.renting], "qualifies")

    def test_an_approval_is_told_of_in_its_renewal_window_alone(self):
        application = self.approve(self._apply())
        for day, found in (("2026-07-31", None), ("2026-08-01", "renewal"), ("2026-08-31", "renewal")):
            with self.subTest(day=day):
                self.assertEqual(self._at(day).get(self.renting), found)
        screening = self._screen(on_date="2026-08-15")
        row = screening.row_ids.filtered(lambda row: row.finding == "renewal")
        self.assertEqual(
            (row.application_id, row.beneficiary_id, str(row.ends_on)), (application, self.maria, "2026-08-31")
        )
        self.assertEqual(screening.renewal_count, 1)
        self.assertIn(application.name, row.why)

    def test_one_that_is_being_renewed_is_not(self):
        application = self.approve(self._apply())
        Application = (
            self.env["kentro.application"].with_user(self.worker).with_context(kentro_renewed_from_id=application.id)
        )
        Application.create({"programme_id": self.programme.id, "beneficiary_id": self.maria.id, "date": "2026-08-02"})
        self.assertNotIn(self.renting, self._at("2026-08-15"))

    def test_renewals_are_told_of_a_programme_without_rules_too(self):
        programme = self.env["kentro.programme"].create({"name": "Χωρίς", "code": "none", "renewal_days": 30})
        self.approve(self._apply(programme_id=programme.id))
        screening = self._screen(on_date="2026-08-15", programme_ids=[Command.set(programme.ids)])
        self.assertTrue(screening.remarks)
        self.assertEqual(screening.row_ids.mapped("finding"), ["renewal"])

    def test_one_she_may_not_read_is_not_known_to_her(self):
        """Of a colleague's case: by leaving the household out the list would tell of it."""
        case = self.env["kentro.case"].create(
            {"beneficiary_id": self.maria.id, "structure_id": self.structure.id, "user_id": self.coordinator.id}
        )
        application = self._apply(self.coordinator, case_id=case.id)
        self.assertEqual(self._at("2026-03-05")[self.renting], "qualifies")
        self.assertNotIn(self.renting, self._at("2026-03-05", self.coordinator))
        case.user_id = self.worker
        self.env.invalidate_all()
        self.assertNotIn(self.renting, self._at("2026-03-05"))
        application = application.with_user(self.worker)
        application.take_step("collect")
        application.take_step("ready")
        application.take_step("submit", {"filed_by": "centre", "submitted_on": "2026-03-02"})
        application.take_step("approve", DECIDED)
        screening = self._screen(on_date="2026-08-15")
        self.assertEqual(screening.renewal_count, 1)
        case.user_id = self.coordinator
        self.env.invalidate_all()
        self.assertEqual(screening.renewal_count, 0)

    def test_for_rules_about_a_person_it_is_hers_that_counts(self):
        programme = self._programme("Πρόσωπο", [[("age", ">=", 18)]], about="person")
        nikos = self._beneficiary("Δείγμα", "Νίκος", birth_date="1985-01-01")
        self.env["kentro.household.member"].create(
            {
                "household_id": self.renting.id,
                "beneficiary_id": nikos.id,
                "relation": "spouse",
                "date_from": "2020-01-01",
            }
        )
        self._apply(programme_id=programme.id, concerns_id=nikos.id)
        screening = self._screen(on_date="2026-03-05", programme_ids=[Command.set(programme.ids)])
        people = screening.row_ids.filtered(lambda row: row.household_id == self.renting).beneficiary_id
        self.assertEqual(people, self.maria)
