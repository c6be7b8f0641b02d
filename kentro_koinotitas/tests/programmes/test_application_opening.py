import base64

from freezegun import freeze_time
from odoo.tests import tagged

from .application_common import ApplicationCommon

HEADERS = (
    "Αριθμός;Αριθμός μητρώου;Στάδιο;Στο στάδιο από;Πρόγραμμα;Αριθμός αίτησης;Ημερομηνία υποβολής;Ποσό;Ισχύει από;"
    "Ισχύει έως;Υπεύθυνος"
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-20 09:00:00")
class TestApplicationOpening(ApplicationCommon):
    """Applications that run already come in from a file, as cases and requests do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gmi = cls.env.ref("kentro_koinotitas.programme_gmi")
        cls.env["kentro.opening"].with_user(cls.rules).create({})

    def brought(self, *rows):
        content = "\r\n".join([HEADERS, *rows]).encode()
        file = self.env["kentro.opening.file"].with_user(self.coordinator).create(
            {"file": base64.b64encode(content), "filename": "applications.csv", "model": "kentro.application"}
        )  # fmt: skip
        file.action_check()
        file.action_import()
        return file

    def made(self, file):
        rows = file.sudo().row_ids.filtered(lambda row: row.state == "created").sorted("line")
        return self.env["kentro.application"].browse(rows.mapped("res_id"))

    def test_an_approval_comes_in_with_its_end_and_its_renewal(self):
        number = self.maria.number
        file = self.brought(
            f"1;{number};approved;1/3/2026;ΚΕΑ;ΕΕΕ-77;10/2/2026;1.324,50 €;1/3/2026;;test_worker",
            f"2;{number};submitted;15/3/2026;ΕΕΕ;ΕΕΕ-78;;;;;",
        )
        self.assertFalse(any(file.row_ids.mapped("wrong")), file.row_ids.mapped("wrong"))
        approved, submitted = self.made(file)
        self.assertEqual(
            (approved.programme_id, approved.result, approved.amount, approved.platform_code, approved.user_id),
            (self.gmi, "approved", 1324.5, "ΕΕΕ-77", self.worker),
        )
        self.assertEqual((str(approved.submitted_on), str(approved.date)), ("2026-02-10", "2026-02-10"))
        self.assertEqual((str(approved.valid_to), bool(approved.renew_from)), ("2026-08-31", True))
        self.assertEqual((submitted.stage_id.code, str(submitted.submitted_on)), ("submitted", "2026-03-15"))
        self.assertFalse(submitted.result)

    def test_one_that_is_not_submitted_gets_its_checklist(self):
        self.assertTrue(self.made(self.brought(f"1;{self.maria.number};collecting;1/3/2026;ΕΕΕ;;;;;;")).paper_ids)

    def test_a_bad_row_says_column_and_what_to_do(self):
        number = self.maria.number
        file = self.brought(
            f"1;{number};approved;1/3/2026;Επίδομα Φαντασία;;10/2/2026;;;;",
            f"2;{number};approved;1/3/2026;ΕΕΕ;;10/2/2026;λίγα;;;",
            f"3;{number};approved;1/3/2026;;;10/2/2026;;;;",
            f"4;{number};approved;1/3/2026;ΕΕΕ;;1/4/2027;;;;",
            f"5;{self.giorgos.number};approved;1/3/2026;ΕΕΕ;;10/2/2026;;;;",
        )
        rows = file.row_ids.sorted("line")
        self.assertEqual(set(rows.mapped("state")), {"bad"})
        self.assertEqual(rows.mapped("columns")[:2], ["Πρόγραμμα", "Ποσό"])
        for row, said in zip(rows, ("not on the list", "no amount", "programme is missing", "to come", "no household"),
                             strict=True):  # fmt: skip
            self.assertIn(said, f"{row.wrong} {row.todo}")

    def test_what_tells_of_health_comes_into_her_case_or_not_at_all(self):
        self.gmi.is_special = True
        file = self.brought(f"1;{self.maria.number};approved;1/3/2026;ΕΕΕ;;10/2/2026;;;;")
        self.assertEqual(self.made(file).case_id, self.case)
