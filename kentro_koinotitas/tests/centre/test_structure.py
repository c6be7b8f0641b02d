import psycopg2
from odoo.exceptions import ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import CentreCommon


class TestStructure(CentreCommon):
    def test_annex_belongs_to_a_central_structure(self):
        annex = {"name": "Παράρτημα Β", "kind_id": self._kind("annex_roma").id}
        with self.assertRaisesRegex(ValidationError, "Belongs to"):
            self.env["kentro.structure"].create(annex)
        with self.assertRaisesRegex(ValidationError, "Belongs to"):
            self.env["kentro.structure"].create({**annex, "parent_id": self.annex.id})
        self.env["kentro.structure"].create({**annex, "parent_id": self.structure.id})

    def test_central_structure_belongs_to_none(self):
        other = self.env["kentro.structure"].create({"name": "Β", "kind_id": self._kind("central").id})
        with self.assertRaisesRegex(ValidationError, "central structure"):
            other.parent_id = self.structure

    def test_central_structure_with_annexes_cannot_become_a_mobile_unit(self):
        other = self.env["kentro.structure"].create({"name": "Β", "kind_id": self._kind("central").id})
        with self.assertRaisesRegex(ValidationError, "annexes or mobile units of its own"):
            self.structure.write({"kind_id": self._kind("mobile").id, "parent_id": other.id})

    def test_code_is_unique_in_a_municipality(self):
        self.structure.code = "ΚΚ"
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.annex.code = "ΚΚ"
            self.env.flush_all()

    def test_change_of_legal_owner_is_kept_in_the_history(self):
        structure = self.structure.with_context(tracking_disable=False, mail_notrack=False)
        owner = self.env["res.partner"].create({"name": "Κοινωφελής Επιχείρηση"})
        structure.legal_owner_id = owner
        self.flush_tracking()
        structure.legal_owner_id = self.env["res.partner"].create({"name": "Δήμος"})
        self.flush_tracking()
        values = structure.message_ids.sudo().tracking_value_ids
        self.assertIn("Κοινωφελής Επιχείρηση", values.mapped("old_value_char"))

    def flush_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_hours_read_in_one_line(self):
        self.env["res.lang"]._activate_lang("en_US")
        structure = self.structure.with_context(lang="en_US")
        self.assertEqual(structure.opening_text, "Mon–Fri 08:00–16:00")
        self.assertEqual(structure.application_text, "Mon–Fri 09:00–13:00")
        self.assertFalse(self.annex.opening_text)

    def test_room_is_a_material_resource_in_the_hours_of_its_structure(self):
        with Form(self.env["kentro.structure"].browse(self.structure.id)) as form, form.room_ids.new() as line:
            line.name, line.use = "Γραφείο 117", "interview"
        room = self.structure.room_ids
        self.assertEqual(room.resource_id.resource_type, "material")
        self.assertEqual(room.resource_id.name, "Γραφείο 117")
        self.assertEqual(room.resource_calendar_id, self.hours)
        room.name = "Γραφείο 126"
        self.assertEqual(room.resource_id.name, "Γραφείο 126")
        resource = room.resource_id
        room.unlink()
        self.assertFalse(resource.exists())

    def test_regulation_is_amended_by_its_next_version(self):
        first = self.env["kentro.regulation"].create({"structure_id": self.structure.id, "name": "Κανονισμός"})
        second = self.env["kentro.regulation"].create(
            {"structure_id": self.structure.id, "name": "Τροποποίηση", "amends_id": first.id}
        )
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            first.unlink()
        self.assertEqual(self.structure.regulation_ids, first | second)

    def test_code_lists_hold_what_the_domain_names(self):
        self.assertEqual(
            set(self.env["kentro.structure.kind"].search([]).mapped("type")), {"central", "annex", "mobile"}
        )
        self.assertGreaterEqual(self.env["kentro.specialty"].search_count([]), 14)
        self.assertEqual(self.env["kentro.priority.group"].search_count([]), 13)
        self.assertEqual(self.env["kentro.sector"].search_count([]), 4)
