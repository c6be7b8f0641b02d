from ..common import MODULE, KentroCommon


class TestProgramme(KentroCommon):
    def test_programme_is_found_by_its_old_names(self):
        gmi = self.env.ref(f"{MODULE}.programme_gmi")
        employment = self.env.ref(f"{MODULE}.programme_employment")
        programmes = self.env["kentro.programme"].with_user(self.reception)
        for typed, programme in (
            ("ΚΕΑ", gmi),
            ("ΕΕΕ", gmi),
            ("Social Solidarity Income", gmi),
            ("ΟΑΕΔ", employment),
            ("ΔΥΠΑ", employment),
        ):
            found = [id_ for id_, _name in programmes.with_context(lang="en_US").name_search(typed)]
            self.assertEqual(found[0], programme.id, typed)

    def test_short_names_show_the_newest_first(self):
        self.assertEqual(self.env.ref(f"{MODULE}.programme_gmi").known_as, "ΕΕΕ, ΚΕΑ")

    def test_weak_names_are_marked(self):
        weak = self.env["kentro.programme.name"].search([("to_confirm", "=", True)])
        self.assertIn("ΔΥΠΑ", weak.mapped("abbreviation"))

    def test_the_desk_is_told_which_papers_a_programme_asks_for(self):
        """No file is opened, and rules that have ended or are a draft ask for nothing."""
        gmi = self.env.ref(f"{MODULE}.programme_gmi").with_user(self.reception)
        asked = gmi.paper_rule_ids
        self.assertTrue(asked)
        self.assertEqual(set(asked.mapped("kind")), {"document"})
        self.assertEqual(asked.document_kind_id.ids, asked.document_kind_id.sorted("sequence").ids)
        self.env["kentro.ruleset"].search([("programme_id", "=", gmi.id)]).sudo()._write({"state": "draft"})
        gmi.invalidate_recordset()
        self.env.invalidate_all(flush=False)
        self.assertFalse(gmi.paper_rule_ids)
