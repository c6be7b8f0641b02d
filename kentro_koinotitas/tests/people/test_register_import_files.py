import base64
import io
import zipfile
from datetime import date
from unittest import skipUnless

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.people.register_import import kentro_file_import_mixin, register_numbers
from ...tools import register_file
from ..common import KentroCommon

try:
    import xlsxwriter
except ImportError:
    xlsxwriter = None


@tagged("post_install", "-at_install")
class TestRegisterImportFiles(KentroCommon):
    """Files as offices have them: spreadsheets, the code page of Windows, columns of all kinds, and what is no file."""

    def _read(self, content):
        register = self.env["kentro.register.import"].with_user(self.coordinator).create(
            {"file": base64.b64encode(content), "filename": "register"}
        )
        register.action_read()
        return register

    def _import(self, content):
        register = self._read(content)
        register.action_import()
        return register

    def _people(self, register):
        return register.line_ids.filtered(lambda line: line.state == "created").sorted("line").beneficiary_id

    def _book(self, rows, date_format="dd/mm/yyyy"):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Μητρώο")
            day = book.add_format({"num_format": date_format})
            sheet.merge_range("A1:G1", "")
            for at, cells in enumerate(rows):
                for place, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(at, place, cell, day)
                    elif cell is not None:
                        sheet.write(at, place, cell)
            other = book.add_worksheet("Άλλο φύλλο")
            other.write(0, 0, "Επώνυμο")
            other.write(1, 0, "Αόρατος")
        return stream.getvalue()

    # --- attacks ------------------------------------------------------------------------------

    def test_a_file_that_unpacks_to_more_than_it_may_is_refused(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)
        self.patch(register_file, "LARGEST", 1_000_000)
        with self.assertRaisesRegex(UserError, "too large"):
            self._read(bomb.getvalue())

    def test_what_is_no_register_is_told_so(self):
        for content in (b"\x7fELF\x02\x01\x00\x00" * 50, b"PK\x03\x04" + b"\x00" * 500, bytes(range(256)) * 20):
            with self.subTest(content=content[:8]), self.assertRaises(UserError):
                self._read(content)

    def test_a_file_too_large_is_refused_before_it_is_read_or_kept(self):
        self.patch(kentro_file_import_mixin, "LARGEST", 0.001)
        Register = self.env["kentro.register.import"].with_user(self.coordinator)
        file = base64.b64encode(b"x" * 1010)
        for giving in (lambda: Register.create({"file": file}), lambda: Register.create({}).write({"file": file})):
            with self.assertRaisesRegex(UserError, "larger than"):
                giving()

    def test_more_rows_than_may_come_at_once_are_not_read(self):
        self.patch(type(self.env["kentro.register.import"]), "_rows_at_most", 3)
        self._read("Επώνυμο;Όνομα\n".encode() + "Δείγμα;Α\n".encode() * 3)
        with self.assertRaisesRegex(UserError, "more than 3 rows"):
            self._read("Επώνυμο;Όνομα\n".encode() + "Δείγμα;Α\n".encode() * 4)

    def test_a_file_that_is_not_what_its_name_says_is_read_for_what_it_is_or_refused(self):
        table = "Επώνυμο;Όνομα\nΔείγμα;Άννα\n".encode()
        Register = self.env["kentro.register.import"].with_user(self.coordinator)
        for name in ("register.xlsx", "register.pdf", "register"):
            register = Register.create({"file": base64.b64encode(table), "filename": name})
            register.action_read()
            self.assertEqual(register.column_ids.mapped("target"), ["last_name", "first_name"])
        sheet = io.BytesIO()
        with zipfile.ZipFile(sheet, "w") as book:  # as LibreOffice writes
            book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            book.writestr("content.xml", "<office:document-content/>")
        page = "\ufeff\n<html><table><tr><td>Επώνυμο;</td></tr></table></html>\nΔείγμα;\n".encode()
        for content in (sheet.getvalue(), page, b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"\xff\xd8\xff\xe0\0\x10JFIF" * 9):
            with self.subTest(content=content[:8]), self.assertRaisesRegex(UserError, "neither CSV nor XLSX"):
                self._read(content)

    # --- what it does -------------------------------------------------------------------------

    @skipUnless(xlsxwriter, "xlsxwriter comes with Odoo's own packages")
    def test_a_spreadsheet_with_dates_numbers_and_empty_rows(self):
        register = self._import(
            self._book(
                [
                    ["ΜΗΤΡΩΟ ΩΦΕΛΟΥΜΕΝΩΝ"],
                    [],
                    ["Κωδικός", "Επώνυμο", "Όνομα", "Ημ/νία γέννησης", "Α.Φ.Μ.", "Α.Μ.Κ.Α.", "Κινητό"],
                    [7, "Δείγμα", "Άννα", date(1985, 3, 12), 94259216, None, 6901234567],
                    [],
                    [8, "Δείγμας", "Ίων", "31/2/1980", 94259217, None, None],
                ]
            )
        )
        anna = self._people(register)
        self.assertEqual((str(anna.birth_date), anna.afm, anna.phone), ("1985-03-12", "094259216", "6901234567"))
        self.assertEqual((anna.legacy_ref, register.row_count), ("7", 2), "the second sheet is left alone")
        bad = register.left_ids
        self.assertEqual((bad.line, bad.columns), (6, "Ημ/νία γέννησης, Α.Φ.Μ."), "counted as the spreadsheet does")
        self.assertIn("This is no ΑΦΜ", bad.wrong)

    def test_windows_1253_with_semicolons(self):
        content = 'Επώνυμο;Όνομα;Διεύθυνση\r\nΆγνωστος;Ίων;"Οδός Άνω; 5"\r\n'.encode("cp1253")
        person = self._people(self._import(content))
        self.assertEqual((person.name, person.street), ("Άγνωστος Ίων", "Οδός Άνω; 5"))

    def test_numbers_of_papers_languages_and_interpreter(self):
        register = self._import(
            "Επώνυμο;Αρ. ταυτότητας;Διαβατήριο;Εκδούσα αρχή διαβατηρίου;Λήξη διαβατηρίου;Γλώσσες;Διερμηνεία\n"
            "Δείγμα;ΑΒ 123456;P-77001;Αλβανία;31/12/2030;en, ru;ναι\n"
            "Δείγμας;12;;;;;\n"
            "Δειγματίδης;;;Αλβανία;;;\n".encode()
        )
        person = self._people(register)
        numbers = {number.kind_id.code: number for number in person.sudo().identifier_ids}
        self.assertEqual(numbers["adt"].value_key, "ΑΒ123456")
        passport = numbers["passport"]
        self.assertEqual((passport.value, passport.issuer, str(passport.date_to)), ("P-77001", "Αλβανία", "2030-12-31"))
        self.assertEqual((person.language_ids.mapped("code"), person.interpreter_needed), (["en", "ru"], True))
        first, last = register.left_ids.sorted("line")
        self.assertIn("not written as numbers of this kind", first.wrong)
        self.assertIn("The number itself is missing", last.wrong)

    def test_who_has_the_number_of_a_paper_is_set_aside(self):
        kind = self.env["kentro.identifier.kind"].search([("code", "=", "passport")])
        number = self.env["kentro.identifier"].create(
            {"beneficiary_id": self.maria.id, "kind_id": kind.id, "value": "P-77001"}
        )
        register = self._import("Επώνυμο;Passport\nΆλλη;p77001\nΝέα;X1\nΝέος;Χ 1\n".encode())
        states = dict(register.line_ids.mapped(lambda line: (line.line, line.state)))
        self.assertEqual(states, {2: "aside", 3: "created", 4: "bad"})
        self.assertEqual((number.value, number.beneficiary_id), ("P-77001", self.maria))

    def test_every_kind_of_number_may_be_a_column(self):
        codes = self.env["kentro.identifier.kind"].search([]).mapped("code")
        known = {name for _header, name in register_numbers.headers(self.env)}
        self.assertEqual(known, {f"id.{code}.{part}" for code in codes for part in register_numbers.PARTS})
