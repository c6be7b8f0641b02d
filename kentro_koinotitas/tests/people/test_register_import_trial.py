import base64
import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import KentroCommon

HEADERS = "Κωδικός;Επώνυμο;Όνομα;Πατρώνυμο;Ημ/νία γέννησης;Α.Φ.Μ.;Κινητό;Νοικοκυριό;Διεύθυνση"
ROWS = (
    "1;Δείγμα;Άννα;;1/2/1970;;;Ν1;Παπάφη 12, 54453 Θεσσαλονίκη",
    "2;Δείγμας;Ίων;;5/6/2005;;;Ν1;Παπάφη 12, Θεσσαλονίκη",
    "3;Δειγματίδης;Μηνάς;;31/2/1980;12;;Ν2;",
    "4;ΠΑΠΑΔΟΠΟΥΛΟΥ;ΜΑΡΙΑ;;12/3/1985;;6912345678;;",
    "5;Δειγματίδου;Χλόη;;31/2/1980;;;Ν3;",
)


@tagged("post_install", "-at_install")
class TestRegisterImportTrial(KentroCommon):
    """A trial tells what an import would do, and leaves nothing behind."""

    def _read(self, *rows, **values):
        content = "\r\n".join([HEADERS, *rows]).encode()
        register = self.env["kentro.register.import"].with_user(self.coordinator).create(
            {"file": base64.b64encode(content), "filename": "register.csv", **values}
        )
        register.action_read()
        return register

    def _trial(self, register):
        """Return ``{column: value}`` of what a trial found, without the list of faults."""
        return {name: value for name, value in register.sudo().trial.items() if name != "faults"}

    def _left_behind(self):
        self.env.flush_all()
        tables = ("kentro_beneficiary", "res_partner", "kentro_household", "kentro_household_member",
                  "kentro_duplicate", "kentro_register_import_line", "kentro_identifier", "mail_message")  # fmt: skip
        counts = []
        for table in tables:
            self.env.cr.execute(f"SELECT count(*) FROM {table}")
            counts.append((table, self.env.cr.fetchone()))
        return counts

    def _series(self):
        self.env.cr.execute("SELECT schemaname, sequencename, last_value FROM pg_sequences"
                            " WHERE sequencename ~ 'kentro_number|ir_sequence|kentro_household_id_seq'")  # fmt: skip
        return self.env.cr.fetchall()

    # --- attacks ------------------------------------------------------------------------------

    def test_nobody_else_tries_a_file(self):
        register = self._read(*ROWS)
        for user in (self.reception, self.worker, self.worker2, self.director, self.rules, self.admin, self.dpo):
            for step in ("action_trial", "action_download_trial", "action_sample"):
                with self.subTest(user=user.login, step=step), self.assertRaises(AccessError):
                    getattr(register.with_user(user), step)()

    def test_a_trial_is_written_by_trying_alone(self):
        register = self._read(*ROWS)
        register.write({"trial_file": base64.b64encode(b"x")})
        self.assertFalse(register.trial_file)
        with self.assertRaises(AccessError):
            register.read(["trial"])
        register.action_trial()
        register.action_import()
        with self.assertRaises(UserError):
            register.action_trial()

    def test_a_forged_context_takes_no_number_away(self):
        forged = self.env["kentro.beneficiary"].with_context(kentro_trial=True)
        person = forged.create({"last_name": "Δείγμα", "structure_ids": self.structure.ids})
        self.assertTrue(person.number.startswith("ΚΚ-"))

    def test_of_somebody_served_elsewhere_a_trial_tells_no_more(self):
        self.eleni.birth_date = "1990-01-01"
        register = self._read("9;Ξενάκη;Ελένη;;1/1/1990;;6987654321;;")
        register.action_trial()
        text = base64.b64decode(register.trial_file).decode("utf-8-sig")
        self.assertIn("a person served by another structure", text)
        self.assertNotIn(self.eleni.number, text)

    # --- what it does -------------------------------------------------------------------------

    def test_a_trial_leaves_nothing_behind_and_takes_no_number(self):
        register = self._read(*ROWS)
        self.env["kentro.beneficiary"].create({"last_name": "Δείγμα", "structure_ids": self.structure.ids})
        before = self._left_behind(), self._series()
        register.action_trial()
        self.assertEqual((self._left_behind(), self._series()), before)
        self.assertEqual(register.state, "columns")

    def test_a_trial_counts_what_the_import_then_does(self):
        self._read("5;Δείγμας;Πέτρος;;;;;;").action_import()
        rows = [*ROWS[:4], "5;Δείγμας;Πέτρος;;;;;;", "6;Δειγματίδου;Χλόη;;31/2/1980;;;Ν3;"]
        register = self._read(*rows)
        register.action_trial()
        self.assertEqual(self._trial(register), {"created": 2, "households": 1, "known": 1, "aside": 1, "bad": 2})
        faults = {(header, code): count for header, code, count in register.sudo().trial["faults"]}
        self.assertEqual(faults, {("Ημ/νία γέννησης", "date"): 2, ("Α.Φ.Μ.", "afm"): 1})
        self.assertIn("«Ημ/νία γέννησης»: This is no date.", register.trial_told)
        register.action_import()
        self.assertEqual(
            (register.created_count, register.skipped_count, register.aside_count, register.bad_count), (2, 1, 1, 2)
        )
        self.assertEqual(len(register.line_ids.household_id), 1)
        self.assertFalse(register.trial_file, "what is told once is not kept")

    def test_the_rows_with_a_fault_are_downloaded_with_their_line(self):
        register = self._read(*ROWS)
        register.action_trial()
        text = base64.b64decode(register.trial_file).decode("utf-8-sig")
        head, *lines = text.rstrip().split("\r\n")
        self.assertTrue(head.endswith("Line in the file;What is wrong;What to do;Perhaps the same as"))
        self.assertEqual(len(lines), 3)
        self.assertIn(";4;", lines[0])
        self.assertIn(self.maria.number, lines[1])
        again = self._read(*text.replace("31/2/1980", "28/2/1980").replace(";12;", ";;").rstrip().split("\r\n")[1:])
        again.action_trial()
        self.assertEqual(self._trial(again)["created"], 2)

    def test_what_was_tried_is_forgotten_when_something_else_would_be_imported(self):
        register = self._read(*ROWS)
        for change in (
            lambda: register.column_ids[3].write({"target": False}),
            lambda: register.write({"structure_id": self.structure.id}),
            register.action_back,
        ):
            register.action_trial()
            self.assertTrue(register.trial_told)
            change()
            self.env.invalidate_all()
            self.assertFalse(register.trial_told or register.trial_file)

    def test_an_address_in_one_cell_is_divided_where_it_says_how(self):
        register = self._read(*ROWS[:2])
        register.action_import()
        anna, ion = register.line_ids.sorted("line").beneficiary_id
        self.assertEqual((anna.street, anna.zip, anna.city), ("Παπάφη 12", "54453", "Θεσσαλονίκη"))
        self.assertEqual((ion.street, ion.zip, ion.city), ("Παπάφη 12, Θεσσαλονίκη", False, False))

    def test_an_import_that_ends_in_the_middle_leaves_nothing_and_is_repeated(self):
        register = self._read(*ROWS)
        before = self._left_behind()

        def ending(model, rows):
            raise RuntimeError("The power is gone.")

        with self.assertRaises(RuntimeError), self.env.cr.savepoint():
            self.patch(type(register), "_report", ending)
            register.action_import()
        self.assertEqual(self._left_behind(), before)
        self.assertEqual(register.state, "columns")

    def test_faults_of_a_trial_are_kept_as_codes_and_told_in_the_users_language(self):
        register = self._read(*ROWS)
        register.action_trial()
        self.assertNotIn("This is no date", json.dumps(register.sudo().trial))
