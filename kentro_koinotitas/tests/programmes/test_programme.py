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
