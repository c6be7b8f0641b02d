import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import KentroCommon

HEADERS = "Κωδικός;Επώνυμο;Όνομα;Πατρώνυμο;Ημ/νία γέννησης;Α.Φ.Μ.;Κινητό;Επάγγελμα;Νοικοκυριό;Σχέση"
MARIA = "7;ΠΑΠΑΔΟΠΟΥΛΟΥ;ΜΑΡΙΑ;Ηλίας;12/3/1985;;6912345678;Ράπτρια"


@tagged("post_install", "-at_install")
class TestRegisterImportAnswer(KentroCommon):
    """A row set aside is answered where it stands: the same person, or another one."""

    def _import(self, *rows, **values):
        content = "\r\n".join([HEADERS, *rows]).encode()
        register = self.env["kentro.register.import"].with_user(self.coordinator).create(
            {"file": base64.b64encode(content), "filename": "register.csv", **values}
        )
        register.action_read()
        register.action_import()
        return register

    def _aside(self, register):
        return register.line_ids.filtered(lambda line: line.state == "aside")

    # --- attacks ------------------------------------------------------------------------------

    def test_nobody_else_answers(self):
        line = self._aside(self._import(MARIA))
        for user in (self.reception, self.worker, self.worker2, self.director, self.rules, self.admin, self.dpo):
            for answer in ("action_same_person", "action_other_person", "action_fill"):
                with self.subTest(user=user.login, answer=answer), self.assertRaises(AccessError):
                    getattr(line.with_user(user), answer)()
        self.assertEqual(line.state, "aside")

    def test_a_row_is_answered_once_and_no_other_row_is(self):
        register = self._import(MARIA, "8;Νέος;Νίκος;;;;;")
        line = self._aside(register)
        line.action_same_person()
        for rows in (line, register.line_ids - line):
            with self.assertRaisesRegex(UserError, "answered this row already"):
                rows.action_other_person()

    def test_what_was_the_mapping_of_an_imported_file_stays(self):
        register = self._import(MARIA)
        with self.assertRaises(UserError):
            register.column_ids[0].target = "phone"

    def test_of_somebody_served_elsewhere_nothing_is_shown_or_filled(self):
        self.eleni.birth_date = "1990-01-01"
        line = self._aside(self._import("9;Ξενάκη;Ελένη;Μηνάς;1/1/1990;;6987654321;Ράπτρια"))
        self.assertFalse(line.beside)
        with self.assertRaisesRegex(UserError, "not one person whom you may read"):
            line.action_fill()
        self.assertFalse(self.eleni.profession)
        line.action_other_person()
        self.assertEqual(line.state, "created")

    def test_the_cells_of_a_row_are_text_on_the_screen(self):
        line = self._aside(self._import("7;Παπαδοπούλου;Μαρία;<img src=x>;12/3/1985;;6912345678;<b>x"))
        self.assertIn("&lt;img src=x&gt;", line.beside)
        self.assertNotIn("<img", line.beside)

    # --- what it does -------------------------------------------------------------------------

    def test_the_row_stands_beside_the_entry(self):
        self.maria.father_name = "Γεώργιος"
        line = self._aside(self._import(MARIA))
        labels = {name: field._description_string(line.env) for name, field in self.maria._fields.items()}
        rows = {label: (told, held, how) for label, told, held, how in line._compared(line._as_row(), self.maria)}
        self.assertEqual(rows[labels["father_name"]], ("Ηλίας", "Γεώργιος", "differs"))
        self.assertEqual(rows[labels["last_name"]][2], "same")
        self.assertEqual(rows[labels["profession"]], ("Ράπτρια", "", "empty"))
        self.assertIn(self.maria.number, line.beside)

    def test_the_same_person_is_left_out_and_nothing_of_her_changes(self):
        before = self.maria.read()
        register = self._import(MARIA)
        self._aside(register).action_same_person()
        self.env.invalidate_all()
        self.assertEqual(self.maria.read(), before)
        self.assertEqual((register.aside_count, register.skipped_count, register.created_count), (0, 1, 0))
        self.assertFalse(register.line_ids.sudo().cells, "of a row that is done with nothing is kept")
        again = self._import(MARIA)
        self.assertEqual((again.aside_count, again.skipped_count), (0, 1), "the answer is remembered")

    def test_what_is_empty_is_filled_and_nothing_is_overwritten(self):
        self.maria.father_name = "Γεώργιος"
        line = self._aside(self._import(MARIA))
        self.assertTrue(line.can_fill)
        line.action_fill()
        self.assertEqual((self.maria.father_name, self.maria.profession), ("Γεώργιος", "Ράπτρια"))
        self.assertEqual((self.maria.legacy_ref, self.maria.last_name, line.state), ("7", "Παπαδοπούλου", "same"))

    def test_another_person_is_registered_and_never_asked_again(self):
        register = self._import(f"{MARIA};Ν1;Αιτούσα", "8;Νέος;Νίκος;;;;;;Ν1;Τέκνο")
        line = self._aside(register)
        line.action_other_person()
        person = line.beneficiary_id
        self.assertEqual((line.state, person.father_name, person.legacy_ref), ("created", "Ηλίας", "7"))
        self.assertEqual(len(person.household_id.member_ids), 2, "with those of her household")
        pair = self.env["kentro.duplicate"].search([("other_id", "=", person.id)])
        self.assertEqual((pair.person_id, pair.answer, pair.answered_by), (self.maria, "different", self.coordinator))
        self.assertEqual(len(register.line_ids), 2)

    def test_who_has_the_number_of_another_is_told_so(self):
        self.maria.afm = "094259216"
        line = self._aside(self._import("1;Άλλη;Γυναίκα;;;094259216;;"))
        line.action_other_person()
        self.assertEqual(line.state, "bad")
        self.assertIn("Another person has this number", line.wrong)

    def test_many_rows_are_answered_together(self):
        register = self._import(MARIA, "8;Ιωάννου;Γιώργος;;2/11/1970;;2310555666;")
        self._aside(register).action_other_person()
        self.assertEqual(register.created_count, 2)
