"""Every numbered fact of the municipalities' pages has a home, in the files and in the database."""

import re

from municipalities import DATA, FOLDERS, SERIES, facts, loader, rows, stored, written
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDataFacts(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for folder in FOLDERS:
            loader().load(cls.env, DATA / folder)

    def test_table_names_every_fact_once_and_in_order(self):
        expected = [f"{series}-{number:02}" for series, last in SERIES.items() for number in range(1, last + 1)]
        self.assertEqual([fact for fact, _places, _reason in facts()], expected)

    def test_every_fact_has_a_record_or_a_reason(self):
        for fact, places, reason in facts():
            self.assertTrue(places or len(reason) > 20, fact)

    def test_every_record_of_the_table_is_in_a_file_or_in_the_addon_with_a_value(self):
        for fact, places, _reason in facts():
            for xid, field in places:
                with self.subTest(fact=fact, record=xid, field=field):
                    folder = xid.split(".")[0]
                    if folder == "kentro_koinotitas":
                        self.assertTrue(self.env.ref(xid)[field])
                        continue
                    cells = rows(folder)[xid][1]
                    columns = [column for column in cells if column.split("/")[0] == field]
                    self.assertTrue(columns, "no such column")
                    self.assertTrue(any(cells[column] for column in columns), "the cell is empty")

    def test_what_the_files_say_is_in_the_database(self):
        for folder in FOLDERS:
            for xid, (model, cells) in rows(folder).items():
                record = self.env.ref(xid)
                self.assertEqual(record._name, model, xid)
                for column, text in cells.items():
                    if column != "id" and text:
                        self.assertEqual(stored(self.env, record, column), written(column, text), f"{xid} {column}")

    def test_the_numbers_of_the_pages_are_kept(self):
        def filled(xid):
            return self.env.ref(xid).filled_count

        self.assertEqual(self.env.ref("serres.funded_2014").budget, 1276838.11)
        self.assertEqual((filled("serres.structure_main"), filled("serres.structure_roma")), (3, 3))
        self.assertEqual(filled("drama.structure_main"), 9)
        self.assertEqual((filled("sofades.structure_main"), filled("sofades.structure_roma")), (3, 5))
        self.assertEqual(filled("rigas_feraios.structure_main"), 2)
        self.assertEqual(len(self.env.ref("rigas_feraios.structure_main").room_ids), 3)
        self.assertEqual(self.env.ref("rigas_feraios.structure_main").area, 35)
        self.assertIn("07:00–15:00", self.env.ref("serres.structure_main").opening_text)
        self.assertIn("09:00–13:00", self.env.ref("serres.structure_main").application_text)
        self.assertIn("07:30–15:30", self.env.ref("drama.structure_roma").opening_text)
        self.assertIn("08:00–16:00", self.env.ref("rigas_feraios.structure_main").opening_text)

    def test_drama_has_no_coordinator_by_name(self):
        """DRA-38 names a person on the page; the role alone is kept, and nobody is a user of the data."""
        structures = self.env["kentro.structure"].search([("municipality_code", "!=", False)])
        self.assertFalse(structures.coordinator_id)
        self.assertFalse(structures.post_ids.user_id)

    def test_ids_carry_their_folder_which_is_no_module(self):
        modules = set(self.env["ir.module.module"].search([]).mapped("name"))
        self.assertFalse(modules & set(FOLDERS))
        for folder in FOLDERS:
            for xid in rows(folder):
                self.assertTrue(re.fullmatch(rf"{folder}\.[a-z0-9_]+", xid), xid)
