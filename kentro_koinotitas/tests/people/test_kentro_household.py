from datetime import date

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..common import KentroCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestKentroHousehold(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-06-15"):
            cls.child = cls._beneficiary("Παπαδόπουλος", "Νίκος", birth_date="2015-02-01")
            cls.household = cls.env["kentro.household"].create(
                {
                    "structure_id": cls.structure.id,
                    "member_ids": [
                        Command.create({"beneficiary_id": cls.maria.id, "date_from": "2024-01-01"}),
                        Command.create(
                            {"beneficiary_id": cls.child.id, "relation": "child", "date_from": "2025-01-01"}
                        ),
                    ],
                }
            )

    def test_composition_is_known_at_any_date(self):
        at = {date(2023, 12, 31): 0, date(2024, 1, 1): 1, date(2025, 1, 1): 2, date(2026, 6, 15): 2}
        for day, count in at.items():
            self.assertEqual(len(self.household._members_on(day)), count, day)
        self.household.member_ids[1].date_to = "2025-12-31"
        self.assertEqual(self.household._members_on(date(2025, 12, 31)).beneficiary_id, self.maria | self.child)
        self.assertEqual(self.household._members_on(date(2026, 1, 1)).beneficiary_id, self.maria)
        self.assertEqual(self.household.current_count, 1)

    def test_the_household_of_a_person_is_the_present_one(self):
        self.assertEqual(self.child.household_id, self.household)
        self.household.member_ids[1].date_to = "2026-06-14"
        self.child.invalidate_recordset(["household_id"])
        self.assertFalse(self.child.household_id)
        Person = self.env["kentro.beneficiary"]
        self.assertEqual(Person.search([("household_id", "=", self.household.id)]), self.maria)
        self.assertIn(self.child, Person.search([("household_id", "=", False)]))
        self.assertNotIn(self.maria, Person.search([("household_id", "=", False)]))

    @mute_logger("odoo.sql_db")
    def test_nobody_belongs_to_two_households_on_one_day(self):
        other = self.env["kentro.household"].create({"structure_id": self.structure.id})
        vals = {"household_id": other.id, "beneficiary_id": self.child.id, "relation": "child"}
        for begin, end in (("2026-01-01", False), ("2020-01-01", "2025-01-01"), ("2025-01-01", "2025-01-01")):
            with self.subTest(begin=begin), self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.env["kentro.household.member"].create({**vals, "date_from": begin, "date_to": end})
        self.household.member_ids[1].date_to = "2026-05-31"
        self.env.flush_all()
        self.assertTrue(self.env["kentro.household.member"].create({**vals, "date_from": "2026-06-01"}))

    def test_a_membership_does_not_end_before_it_begins(self):
        with self.assertRaises(ValidationError):
            self.household.member_ids[1].date_to = "2024-12-31"

    def test_safe_contact_hides_telephone_and_address_on_the_household(self):
        self.maria.write({"street": "Ερμού 1", "city": "Σέρρες"})
        member = self.household.member_ids[0].with_user(self.worker)
        self.assertIn("6912345678", member.contact)
        self.assertIn("Ερμού 1", member.contact)
        self.maria.safe_contact_only = True
        member.invalidate_recordset(["contact", "age"])
        self.assertNotIn("6912345678", member.contact)
        self.assertNotIn("Ερμού", member.contact)
        self.assertEqual(self.maria.with_user(self.worker).phone, "6912345678")

    def test_a_member_served_elsewhere_appears_by_number_only(self):
        self.household.member_ids = [Command.create({"beneficiary_id": self.eleni.id, "relation": "relative"})]
        hers = self.household.member_ids.filtered(lambda line: line.beneficiary_id == self.eleni)
        shown = hers.with_user(self.worker).web_read(
            {"beneficiary_id": {"fields": {"display_name": {}}}, "contact": {}}
        )
        self.assertEqual(shown[0]["beneficiary_id"]["display_name"], self.eleni.number)
        self.assertFalse(shown[0]["contact"])
        # and the other structure sees the household, because it serves one of its people
        self.assertTrue(self.household.with_user(self.worker2).read(["number"]))
        with self.assertRaises(AccessError):
            self.household.with_user(self.worker2).read(["structure_id"])

    def test_nobody_adds_a_person_they_may_not_see(self):
        vals = {"household_id": self.household.id, "beneficiary_id": self.eleni.id, "relation": "relative"}
        with self.assertRaises(AccessError):
            self.env["kentro.household.member"].with_user(self.worker).create(vals)
        with self.assertRaises(AccessError):
            self.household.member_ids[1].with_user(self.worker).beneficiary_id = self.eleni

    def test_who_sees_nobody_of_it_sees_no_household(self):
        with self.assertRaises(AccessError):
            self.household.with_user(self.worker2).read(["number"])
        for user in (self.director, self.admin, self.dpo):
            with self.assertRaises(AccessError):
                self.env["kentro.household.member"].with_user(user).search([])

    def test_its_number_names_nobody(self):
        self.assertRegex(self.household.display_name, r"^\d{6}$")

    def test_a_household_begins_from_a_persons_file(self):
        person = self.giorgos.with_user(self.reception)
        action = person.action_new_household()
        self.assertEqual(person.household_id.id, action["res_id"])
        other = self._beneficiary("Ιωάννου", "Άννα").with_user(self.reception)
        search = self.env["kentro.person.search"].with_user(self.reception)
        search.action_add_member(other.id, {"household_id": action["res_id"], "relation": "spouse"})
        self.assertEqual(person.household_id.current_count, 2)

    def test_who_belonged_stays_on_record(self):
        line = self.household.member_ids[1]
        for user in (self.reception, self.worker):
            with self.assertRaisesRegex(UserError, "stays on record"):
                line.with_user(user).unlink()
            with self.assertRaisesRegex(UserError, "stays on record"):
                self.household.with_user(user).write({"member_ids": [Command.delete(line.id)]})
        other = self._beneficiary("Παπαδόπουλος", "Πάνος")
        vals = {"household_id": self.household.id, "beneficiary_id": other.id, "relation": "child"}
        Member = self.env["kentro.household.member"].with_user(self.reception)
        with self.assertRaisesRegex(UserError, "stays on record"):
            Member.create(vals).with_user(self.worker).unlink()
        mine = Member.search([("beneficiary_id", "=", other.id)])
        self.env.cr.execute("UPDATE kentro_household_member SET create_date = now() - interval '2 days'")
        mine.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "stays on record"):
            mine.unlink()
        self.env.cr.execute("UPDATE kentro_household_member SET create_date = now()")
        mine.invalidate_recordset()
        mine.unlink()
        line.with_user(self.coordinator).unlink()
        self.assertEqual(self.household.member_ids.beneficiary_id, self.maria)

    def test_who_has_left_does_not_open_the_household_she_left(self):
        """Nor does the household she left follow her: she is served by the annex, the others by the centre."""
        self.household.member_ids.filtered(lambda line: line.beneficiary_id == self.maria).unlink()
        Member, home = self.env["kentro.household.member"], self.household
        stay = {"beneficiary_id": self.eleni.id, "date_from": "2024-01-01", "date_to": "2025-12-31"}
        hers = Member.create({"household_id": home.id, **stay})
        Income = self.env["kentro.income"]
        kind = self.env.ref("kentro_koinotitas.income_kind_wage").id
        income = Income.create({"household_id": home.id, "kind_id": kind, "amount": 500, "date_from": "2026-01-01"})
        housing = self.env["kentro.housing"].create({"household_id": home.id, "date_from": "2026-01-01"})
        plain = self.env["kentro.document.kind"].search([("is_special", "=", False)], limit=1)
        paper = self.env["kentro.document"].create({"household_id": home.id, "kind_id": plain.id})
        others = home.member_ids - hers
        for record in (home, income, housing, paper, *others):
            for right in ("read", "write"):
                with self.subTest(record=record, right=right):
                    self.assertFalse(record.with_user(self.worker2).has_access(right))
            self.assertFalse(record.with_user(self.worker2).search([("id", "=", record.id)]))
        self.assertTrue(hers.with_user(self.worker2).has_access("read"), "where she has been is hers")
        hers.date_to = "2026-06-15"
        self.env.invalidate_all()
        for record in (home, income, housing, paper, *others):
            self.assertTrue(record.with_user(self.worker2).has_access("read"), "on her last day she belongs to it")
