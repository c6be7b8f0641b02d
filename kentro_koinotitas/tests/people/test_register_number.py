from threading import Thread

from freezegun import freeze_time
from odoo.sql_db import db_connect
from odoo.tests import tagged

from ...models.people.register.number_series import PREFIX, next_numbers
from ...tools.greek_numbers import parse_register_number
from ..common import KentroCommon


@tagged("post_install", "-at_install")
class TestRegisterNumber(KentroCommon):
    def test_registration_gives_the_next_number_of_the_year(self):
        with freeze_time("2031-05-05"):
            first = self._beneficiary("Αλεξίου", "Άννα")
            second, third = self._beneficiary("Βασιλείου", "Βάσω"), self._beneficiary("Γεωργίου", "Γιάννα")
        self.assertRegex(first.number, r"^ΚΚ-2031-000001-\d$")
        self.assertEqual([person.number[8:14] for person in (second, third)], ["000002", "000003"])
        with freeze_time("2032-01-02"):
            self.assertRegex(self._beneficiary("Δήμου", "Δήμητρα").number, r"^ΚΚ-2032-000001-\d$")

    def test_each_municipality_has_a_series_of_its_own(self):
        other = self.env["res.company"].create({"name": "Άλλος Δήμος"})
        structure = self.structure.create(
            {"name": "Κέντρο", "kind_id": self.structure.kind_id.id, "company_id": other.id}
        )
        with freeze_time("2031-05-05"):
            here = self._beneficiary("Αλεξίου", "Άννα")
            there = self._beneficiary("Αλεξίου", "Άννα", structures=structure)
        self.assertEqual(there.company_id, other)
        self.assertEqual(here.number, there.number)

    def test_the_number_does_not_tell_the_structure(self):
        central, annex = self._beneficiary("Αλεξίου", "Άννα"), self._beneficiary("Α", "Β", structures=self.annex)
        self.assertEqual(central.number[:8], annex.number[:8])
        self.assertEqual(int(annex.number[8:14]), int(central.number[8:14]) + 1)

    def test_every_number_given_passes_its_own_check(self):
        self.assertEqual(parse_register_number(self.maria.number), self.maria.number)

    def test_a_series_restored_without_its_sequence_goes_on_after_the_last_number(self):
        with freeze_time("2031-05-05"):
            self._beneficiary("Αλεξίου", "Άννα")
            self.env.flush_all()
            self.env.cr.execute(f'DROP SEQUENCE "{PREFIX}_{self.company.id}_2031"')
            self.assertIn("-000002-", self._beneficiary("Βασιλείου", "Βάσω").number)

    def test_two_who_register_at_once_get_different_numbers(self):
        """Real cursors: the first registration of a year in two transactions, neither committed."""
        given = []
        first, second = (db_connect(self.env.cr.dbname).cursor() for _ in range(2))
        try:
            given += next_numbers(first, 987654, 2099, 2)

            def register():
                given.extend(next_numbers(second, 987654, 2099, 2))

            waiting = Thread(target=register)
            waiting.start()
            waiting.join(0.5)  # it waits for the sequence that the first one makes
            given += next_numbers(first, 987654, 2099, 1)
            first.commit()
            waiting.join(10)
            self.assertFalse(waiting.is_alive())
            second.commit()
            self.assertEqual(len(set(given)), 5)
        finally:
            first.execute(f'DROP SEQUENCE IF EXISTS "{PREFIX}_987654_2099"')
            first.commit()
            first.close()
            second.close()
