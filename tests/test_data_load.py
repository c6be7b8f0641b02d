"""The two ways of loading a municipality agree; what cannot be read is refused in a sentence."""

import shutil
import tempfile
from pathlib import Path

from municipalities import DATA, FOLDERS, loader, rows, stored
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDataLoad(TransactionCase):
    def setUp(self):
        super().setUp()
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory())) / "serres"
        shutil.copytree(DATA / "serres", self.folder)

    def snapshot(self, folder):
        """Return what the database holds for every cell of a municipality's files."""
        return {
            (xid, column): stored(self.env, self.env.ref(xid), column)
            for xid, (_model, cells) in rows(folder).items()
            for column in cells
            if column != "id"
        }

    def import_dialog(self, path):
        """Load one file as the Import dialog does, with the header that it proposes."""
        dialog = self.env["base_import.import"].create(
            {"res_model": path.stem, "file": path.read_bytes(), "file_name": path.name, "file_type": "text/csv"}
        )
        options = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8"}
        preview = dialog.parse_preview(options)
        fields = ["/".join(preview["matches"][n]) for n in range(len(preview["headers"]))]
        self.assertEqual(fields, preview["headers"], "the dialog proposes another field")
        result = dialog.execute_import(fields, preview["headers"], preview["options"])
        self.assertFalse(result["messages"])

    def change(self, name, before, after):
        path = self.folder / f"{name}.csv"
        text = path.read_text()
        self.assertIn(before, text)
        path.write_text(text.replace(before, after, 1))

    def refused(self, *parts):
        """Loading is refused with a sentence that holds all ``parts``, and nothing is left."""
        with self.assertRaises(loader().BadData) as caught, self.env.cr.savepoint():
            loader().load(self.env, self.folder)
        for part in parts:
            self.assertIn(part, str(caught.exception))
        self.env.invalidate_all()
        self.assertFalse(self.env.ref("serres.municipality", raise_if_not_found=False))

    def test_import_dialog_makes_the_same_records_as_the_script(self):
        for folder in FOLDERS:
            with self.subTest(folder):
                try:
                    with self.env.cr.savepoint():
                        loader().load(self.env, DATA / folder)
                        by_script = self.snapshot(folder)
                        raise InterruptedError  # back to a database without it
                except InterruptedError:
                    self.env.invalidate_all()
                    self.env.registry.clear_all_caches()
                for path in loader().files(DATA / folder):
                    self.import_dialog(path)
                self.assertEqual(self.snapshot(folder), by_script)

    def test_importing_again_by_dialog_or_script_adds_nothing(self):
        loader().load(self.env, DATA / "serres")
        before, leaves = self.snapshot("serres"), self.env["resource.calendar.leaves"].search_count([])
        for path in loader().files(DATA / "serres"):
            self.import_dialog(path)
        loader().load(self.env, DATA / "serres")
        self.assertEqual(self.snapshot("serres"), before)
        self.assertEqual(self.env["resource.calendar.leaves"].search_count([]), leaves)
        self.assertEqual(len(self.env.ref("serres.hours_main").attendance_ids), 5)

    def test_loading_again_keeps_the_municipality_s_edits(self):
        loader().load(self.env, DATA / "serres")
        structure = self.env.ref("serres.structure_main")
        structure.phone = "23210 00000"
        self.env.ref("serres.hours_main").attendance_ids[0].hour_to = 20
        loader().load(self.env, DATA / "serres")
        self.assertEqual(structure.phone, "23210 00000")
        self.assertEqual(self.env.ref("serres.hours_main").attendance_ids[0].hour_to, 20)

    def test_records_survive_an_upgrade(self):
        loader().load(self.env, DATA / "serres")
        data = self.env["ir.model.data"].search([("module", "=", "serres")])
        self.assertTrue(all(data.mapped("noupdate")))

    def test_unknown_reference_is_refused_with_file_line_and_column(self):
        self.change("kentro.post", "specialty_economist", "specialty_economst")
        self.refused("serres/kentro.post.csv, line 4", "specialty_id/id", "specialty_economst")

    def test_wrong_choice_is_refused_with_file_line_and_column(self):
        self.change("kentro.room", "office", "ofice")
        self.refused("serres/kentro.room.csv, line 2", "«use»", "ofice")

    def test_broken_rule_of_the_model_is_refused_with_file_and_line(self):
        self.change("kentro.structure", "kind_annex_roma", "kind_central")
        self.refused("serres/kentro.structure.csv, line", "Belongs to")

    def test_line_counts_cells_that_run_over_several_lines(self):
        self.change("res.partner", "Δήμος Σερρών", '"Δήμος\nΣερρών"')
        self.change("res.partner", "body_kind_women", "body_kind_womn")
        self.refused("serres/res.partner.csv, line 6", "body_kind_womn")

    def test_unknown_column_is_refused_with_the_nearest_field(self):
        self.change("kentro.room", "floor", "flor")
        self.refused("serres/kentro.room.csv, line 1", "«flor»", "Did you mean «floor»?")

    def test_id_without_the_folder_is_refused(self):
        self.change("kentro.room", "serres.room_117", "room_117")
        self.refused("serres/kentro.room.csv, line 2, column «id»", "must begin with «serres.»")

    def test_one_id_twice_is_refused(self):
        self.change("kentro.room", "serres.room_126", "serres.room_117")
        self.refused("serres/kentro.room.csv, line 3", "is on line 2 already")

    def test_row_with_a_cell_too_many_is_refused(self):
        self.change("kentro.room", "Γραφείο 117", "Γραφείο,117")
        self.refused("serres/kentro.room.csv, line 2", "cells where the header has")

    def test_file_of_another_encoding_is_refused(self):
        path = self.folder / "kentro.room.csv"
        path.write_bytes(path.read_text().encode("iso8859-7"))
        self.refused("serres/kentro.room.csv is not UTF-8")

    def test_file_of_no_known_model_is_refused(self):
        (self.folder / "kentro.rooms.csv").write_text("id,name\n")
        self.refused("serres/kentro.rooms.csv", "Name it after its model")

    def test_folder_that_is_not_there_is_answered_with_those_that_are(self):
        with self.assertRaisesRegex(loader().BadData, "choose one of dirfyon_messapion, drama"):
            loader().files(DATA / "seres")
