from odoo.exceptions import UserError
from odoo.tests import tagged

from ..access.common import SECRET, FileCommon


@tagged("post_install", "-at_install")
class TestKentroAnonymise(FileCommon):
    def setUp(self):
        super().setUp()
        self.env["kentro.anonymise"]._people(self.maria)

    def _seen(self, record, user=None):
        return record.with_user(user or self.worker)

    def test_she_is_a_number_and_what_is_counted_stays(self):
        self.assertIn(self.maria.number, self.maria.display_name)
        self.assertEqual(self.maria.partner_id.name, f"{self.maria.last_name} {self.maria.number}")
        self.assertEqual((self.maria.birth_year, self.maria.birth_date, self.maria.phone), (1985, False, False))
        self.assertEqual(self.maria.structure_ids, self.structure)
        self.assertEqual((self.case.beneficiary_id, self.case.user_id), (self.maria, self.worker))
        self.assertTrue(self.case.stage_id and self.case.opened_on and self.case.name)
        self.assertFalse(self.case.summary)
        self.assertFalse(self.attached.exists() or self.written.exists() or self.planned.exists())
        self.assertFalse(self.env["kentro.special.answer"].search([("beneficiary_id", "=", self.maria.id)]))

    def test_nothing_is_written_to_what_is_left(self):
        for attempt in (
            lambda: self._seen(self.maria).write({"father_name": "x"}),
            lambda: self._seen(self.maria).write({"phone": "6900000001"}),
            lambda: self._seen(self.maria.partner_id).write({"phone": "6900000001"}),
            lambda: self._seen(self.case).write({"summary": "x"}),
            lambda: self._seen(self.case).take_step(self.case.workflow_id.transition_ids[:1].code),
            lambda: self._seen(self.case).message_post(body="x"),
            lambda: self._seen(self.env["kentro.request"]).create({"beneficiary_id": self.maria.id}),
            lambda: self._seen(self.env["kentro.consent"].search([("beneficiary_id", "=", self.maria.id)])).write(
                {"withdrawn_on": "2026-01-01"}),
            lambda: self.maria.write({"anonymised_on": False}),
            lambda: self.env["kentro.beneficiary.taking"].with_user(self.worker2).create(
                {"beneficiary_id": self.maria.id, "structure_id": self.annex.id, "reason": "x"}),
            lambda: self.env["kentro.merge"].with_user(self.coordinator)._begin(
                self._seen(self.maria, self.coordinator), self._seen(self.giorgos, self.coordinator)),
            lambda: self.giorgos.write({"anonymised_on": "2026-01-01"}),
        ):  # fmt: skip
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()

    def test_nobody_finds_her_by_what_she_was_called(self):
        search = self.env["kentro.person.search"].with_user(self.reception)
        for query in ("Παπαδοπούλου Μαρία", "Papadopoulou", "6912345678", "12/03/1985"):
            cards = search._answer(query)["cards"]
            self.assertNotIn(self.maria.id, [card["id"] for card in cards], query)
        People = self.env["kentro.beneficiary"].with_context(active_test=False)
        self.assertNotIn(self.maria, People.browse(id_ for id_, _name in People.name_search("Παπαδοπούλου")))

    def test_people_who_only_lived_with_her_keep_what_is_theirs(self):
        child = self._beneficiary("Αλεξίου", "Άρης", birth_date="2020-01-01")
        custody = self.env["kentro.custody"].create({"beneficiary_id": child.id, "holder_id": self.giorgos.id,
                                                     "document_number": SECRET})  # fmt: skip
        home = self.env["kentro.household"].create({"structure_id": self.structure.id})
        for person in child | self.giorgos:
            self.env["kentro.household.member"].create({"household_id": home.id, "beneficiary_id": person.id})
        income = self.env["kentro.income"].create(
            {"household_id": home.id, "kind_id": self.env["kentro.income.kind"].search([], limit=1).id, "amount": 1,
             "document_ref": SECRET}
        )  # fmt: skip
        self.env["kentro.anonymise"]._people(self.giorgos)
        self.assertEqual((custody.document_number, custody.holder_id), (SECRET, self.giorgos))
        self.assertEqual(income.document_ref, SECRET)
        self.env["kentro.anonymise"]._people(child)
        self.assertFalse(custody.document_number or income.document_ref)

    def test_the_number_of_statements_does_not_grow_with_the_people(self):
        people = self.env["kentro.beneficiary"].create(
            [{"last_name": f"Δείγμα{n}", "structure_ids": self.structure.ids} for n in range(60)]
        )
        self.env["kentro.request"].create(
            [{"beneficiary_id": person.id, "structure_id": self.structure.id} for person in people]
        )
        few, many = people[:3], people[3:]
        counts = []
        for some in (few, many):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["kentro.anonymise"]._people(some)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1] - counts[0], 3)  # what a cache had to be asked for


@tagged("post_install", "-at_install")
class TestMergedAnonymised(FileCommon):
    def test_a_merge_is_not_undone_afterwards(self):
        again = self._beneficiary("Papadopoulou", "Maria", phone="6900000000", birth_date="1985-03-12")
        pairs = self.env["kentro.duplicate"]
        pairs._note([(self.maria.id, again.id, 30.0, ("name", "birth"))])
        pair = pairs.search([("other_id", "=", again.id)]).with_user(self.coordinator)
        merge = self.env["kentro.merge"].with_user(self.coordinator).browse(pair.action_same()["res_id"])
        merge.action_merge()
        self.env.invalidate_all()
        older = self._beneficiary("Δείγμα", "Παλαιό")
        older._set_merged_into(again)
        self.env["kentro.anonymise"]._people(self.maria)
        self.assertTrue(older.anonymised_on)
        self.assertFalse(merge.sudo().moved or merge.sudo().before)
        self.assertTrue(again.anonymised_on)
        self.assertIn(again.number, again.name)
        with self.assertRaises(UserError):
            merge.action_undo()
