import base64
import doctest

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...tools import opening_columns
from .common import CasesCommon

HEADERS = "Αριθμός υπόθεσης;Αριθμός μητρώου;Στάδιο;Στο στάδιο από;Ημερομηνία ανοίγματος;Υπεύθυνος;Παρατηρήσεις"


@tagged("post_install", "-at_install")
class TestOpeningFile(CasesCommon):
    """Who coordinates brings running records in from a file, while `rules` has the opening import open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("el_GR")
        cls.giorgos.legacy_ref = "Π-17"

    def _open(self):
        return self.env["kentro.opening"].with_user(self.rules).create({})

    def _file(self, *rows, headers=HEADERS, user=None, **values):
        content = "\r\n".join([headers, *rows]).encode()
        return self.env["kentro.opening.file"].with_user(user or self.coordinator).create(
            {"file": base64.b64encode(content), "filename": "cases.csv", **values}
        )

    def _brought(self, *rows, **options):
        file = self._file(*rows, **options)
        file.action_check()
        file.action_import()
        return file

    def _records(self, file):
        created = file.sudo().row_ids.filtered(lambda row: row.state == "created")
        return self.env[file.model].browse(created.sorted("line").mapped("res_id"))

    def _good(self, ref="Υ1"):
        return f"{ref};Π-17;support;1/12/2025;3/11/2025;test_worker;Ανεργία"

    # --- attacks ------------------------------------------------------------------------------

    def test_nobody_but_who_coordinates_the_structure_may(self):
        self._open()
        for user in (self.reception, self.worker, self.worker2, self.director, self.rules, self.admin, self.dpo):
            with self.subTest(user=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                self._file(self._good(), user=user, structure_id=self.structure.id)
        with self.assertRaises(AccessError):
            self._file(self._good(), structure_id=self.annex.id)

    def test_the_steps_of_another_ones_file_are_refused(self):
        file = self._file(self._good())
        for user in (self.reception, self.worker2, self.rules, self.admin):
            for step in ("action_check", "action_import", "action_back", "action_download"):
                with self.subTest(user=user.login, step=step), self.assertRaises(AccessError):
                    getattr(file.with_user(user), step)()
        file.action_check()
        for name in ("cells", "key"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                file.row_ids.read([name])

    def test_nothing_comes_in_while_it_is_not_open_or_by_the_plain_call(self):
        file = self._file(self._good())
        file.action_check()
        with self.assertRaisesRegex(UserError, "is not open"):
            file.action_import()
        self.assertEqual((file.state, file.ready_count), ("checked", 1))
        opening = self._open()
        with self.assertRaisesRegex(AccessError, "is for the role"):
            self.env["kentro.case"].with_user(self.coordinator).opening_import([])
        opening.action_close()
        with self.assertRaisesRegex(UserError, "is not open"):
            file.action_import()

    def test_whom_and_what_is_elsewhere_a_row_does_not_reach(self):
        self._open()
        self.eleni.legacy_ref = "Α-1"
        away = self.env["res.company"].create({"name": "Another"})
        stranger = self.outsider.copy({"login": "stranger", "company_ids": away.ids, "company_id": away.id})
        file = self._brought(
            f"1;{self.eleni.number};support;1/12/2025;;;",
            "2;Α-1;support;1/12/2025;;;",
            f"3;Π-17;support;1/12/2025;;{stranger.login};",
            "4;Π-17;support;1/12/2025;;test_worker2;",
        )
        self.assertEqual((file.bad_count, file.created_count), (4, 0))
        self.assertFalse(any(file.sudo().row_ids.mapped("res_id")))

    def test_a_report_is_not_written_by_hand(self):
        self._open()
        file = self._brought(self._good())
        with self.assertRaises(UserError):
            file.write({"state": "draft"})
        with self.assertRaises(UserError):
            file.unlink()
        with self.assertRaises(AccessError):
            file.row_ids.write({"res_id": self.case.id})
        with self.assertRaises(AccessError):
            self.env["kentro.opening.row"].with_user(self.coordinator).create({"file_id": file.id, "state": "ready"})

    # --- what it does -------------------------------------------------------------------------

    def test_a_case_comes_in_as_it_stands_and_is_marked(self):
        self._open()
        case = self._records(self._brought(self._good()))
        self.assertEqual((case.beneficiary_id, case.user_id, case.summary), (self.giorgos, self.worker, "Ανεργία"))
        self.assertEqual((case.stage_id.code, str(case.opened_on)), ("support", "2025-11-03"))
        self.assertEqual(str(case.stage_since), "2025-11-30 22:00:00", "the day begins in Greece")
        log = self.env["kentro.transition.log"].search([("model", "=", "kentro.case"), ("res_id", "=", case.id)])
        self.assertEqual((len(log), log.origin, log.user_id), (1, "opening", self.worker))
        with self.assertRaises(AccessError):
            case.with_user(self.rules).read(["summary"])

    def test_the_stage_is_known_by_its_greek_name_and_people_by_their_number(self):
        self._open()
        stage = self.case.stage_id.workflow_id.stage_ids.filtered(lambda stage: stage.code == "closed")
        stage.sudo().with_context(lang="el_GR").name = "Κλειστή"
        file = self._brought(f"9;{self.maria.number};ΚΛΕΙΣΤΗ;15.01.2026;2025-10-01;Χρήστης worker;")
        case = self._records(file)
        self.assertEqual((case.stage_id, case.user_id, case.beneficiary_id), (stage, self.worker, self.maria))
        self.assertEqual(str(case.closed_on), "2026-01-15")

    def test_requests_come_in_too(self):
        self._open()
        file = self._brought(
            "Π-17;RECORDED;2/2/2026;2/2/2026 10:30;123/2026;Επίδομα;test_reception;phone",
            ";answered;2/2/2026;1/2/2026;;Ωράριο;;",
            headers="Αρ. μητρώου;Στάδιο;Στο στάδιο από;Ημερομηνία;Πρωτόκολλο;Αίτημα;Υπάλληλος;Τρόπος",
            model="kentro.request",
        )
        self.assertFalse(file.row_ids.filtered("wrong").mapped("wrong"))
        first, second = self._records(file)
        self.assertEqual((first.beneficiary_id, first.channel, first.user_id), (self.giorgos, "phone", self.reception))
        self.assertEqual((str(first.date), first.protocol_number), ("2026-02-02 08:30:00", "123/2026"))
        self.assertEqual((second.stage_kind, second.beneficiary_id.id), ("done", False))

    def test_a_bad_row_says_line_column_and_what_to_do_and_comes_again_corrected(self):
        self._open()
        file = self._brought(
            self._good(),
            "2;Ν-99;nowhere;31/2/2026;;nobody;=1+1",
            "3;Π-17;support;1/12/2099;;;",
            "4;Π-17;support;1/10/2025;3/11/2025;;",
            "5;;;;;;",
        )
        self.assertEqual((file.created_count, file.bad_count), (1, 4))
        first, second, third, last = file.row_ids.filtered(lambda row: row.state == "bad").sorted("line")
        self.assertEqual(first.line, 3)
        self.assertEqual(first.columns, "Στάδιο, Στο στάδιο από, Υπεύθυνος, Αριθμός μητρώου")
        self.assertIn("«Στάδιο»: «nowhere». The process has no such stage.", first.wrong)
        self.assertIn("a day to come", second.wrong)
        self.assertIn("before it began", third.wrong)
        self.assertIn("The person is missing", last.wrong)
        text = base64.b64decode(file.left_file).decode("utf-8-sig")
        self.assertIn(";'=1+1;", text, "no formula")
        self.assertNotIn("Ανεργία", text)
        text = text.replace("Ν-99;nowhere;31/2/2026;;nobody", "Π-17;plan;3/2/2026;;").replace("1/12/2099", "1/12/2025")
        again = self._brought(*text.strip().split("\r\n")[1:], headers=text.split("\r\n")[0])
        self.assertEqual((again.created_count, again.bad_count), (2, 2))
        self.assertEqual(self._records(again)[0].summary, "=1+1")

    def test_a_file_loaded_twice_makes_nothing_twice(self):
        self._open()
        rows = (self._good(), self._good("Υ2"), ";Π-17;support;1/12/2025;;;", self._good())
        first, again = self._brought(*rows), self._brought(*rows)
        self.assertEqual((first.created_count, first.known_count), (3, 1))
        self.assertEqual((again.created_count, again.known_count), (0, 4))

    def test_a_row_the_register_refuses_costs_only_itself(self):
        self._open()
        file = self._brought(
            "1;Π-17;closed;1/12/2025;3/11/2025;;", "2;Π-17;closed;1/12/2025;3/11/2025;;1/10/2025",
            headers=HEADERS.replace("Παρατηρήσεις", "Έκλεισε"),
        )  # fmt: skip
        self.assertEqual((file.created_count, file.bad_count), (1, 1))
        self.assertIn("cannot be closed on a day before", file.row_ids.filtered("wrong").wrong)

    def test_a_file_without_the_columns_is_told(self):
        with self.assertRaisesRegex(UserError, "needs these columns too: «In stage since»"):
            self._file("1;x;y", headers="Αριθμός;Αρ. μητρώου;Στάδιο").action_check()
        file = self._file("Π-17;support;1/12/2025;z", headers="Αρ. μητρώου;Στάδιο;Από;Φυλή")
        file.action_check()
        self.assertEqual((file.left_out, file.ready_count), ("Φυλή", 1))

    def test_the_sample_is_loaded_as_it_is(self):
        self.env["ir.module.module"].search([("name", "=", "kentro_koinotitas")])._update_translations(["el_GR"])
        self._open()
        self.maria.legacy_ref, self.giorgos.legacy_ref = "ΔΕΙΓΜΑ-1", "ΔΕΙΓΜΑ-2"
        members = [{"beneficiary_id": person.id} for person in (self.maria, self.giorgos)]
        lines = [Command.create(values) for values in members]
        self.env["kentro.household"].create({"structure_id": self.structure.id, "member_ids": lines})
        Files = self.env["kentro.opening.file"].with_user(self.coordinator)
        for model, _name in Files._models():
            for lang, name in (("en_US", "sample_xlsx"), ("el_GR", "sample_csv")):
                with self.subTest(model=model, lang=lang), self.env.cr.savepoint() as savepoint:
                    sample = Files.with_context(lang=lang).create({"model": model})[name]
                    file = Files.create({"model": model, "file": sample})
                    file.action_check()
                    self.assertFalse(file.left_out, "each column is understood")
                    file.action_import()
                    self.assertEqual(file.row_ids.filtered("wrong").mapped("wrong"), [])
                    self.assertEqual(self._records(file).beneficiary_id, self.maria | self.giorgos)
                    savepoint.rollback()

    def test_corrected_twice_the_file_has_each_column_once(self):
        file = self._file("1;Ν-99;nowhere;1/1/2026;;;")
        for _time in range(2):
            file.action_check()
            head, *rows = base64.b64decode(file.left_file).decode("utf-8-sig").strip().split("\r\n")
            file = self._file(*rows, headers=head)
        self.assertEqual(head.split(";"), [*HEADERS.split(";"), "What is wrong", "What to do"])

    def test_many_rows_cost_few_statements(self):
        self._open()
        counts = []
        for number in (1, 101):
            file = self._file(*(self._good(f"{number}-{place}") for place in range(number)))
            file.action_check()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            file.action_import()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 60, counts)

    def test_examples_in_the_tools_hold(self):
        result = doctest.testmod(opening_columns)
        self.assertTrue(result.attempted and not result.failed)
