from odoo.exceptions import ValidationError

from ..common import MODULE, KentroCommon


class TestLegalAct(KentroCommon):
    def test_standards_follow_each_other_without_a_gap(self):
        first, second, third = (self.env.ref(f"{MODULE}.act_{number}") for number in (14435, 15834, 49744))
        self.assertEqual((first.superseded_by_id, second.superseded_by_id), (second, third))
        self.assertEqual((second.valid_from - first.valid_to).days, 1)
        self.assertEqual((third.valid_from - second.valid_to).days, 1)
        self.assertFalse(third.valid_to)

    def test_act_is_not_replaced_by_one_that_it_replaces(self):
        first, third = (self.env.ref(f"{MODULE}.act_{number}") for number in (14435, 49744))
        with self.assertRaises(ValidationError):
            third.superseded_by_id = first

    def test_act_is_found_by_number_and_gazette(self):
        acts = self.env["kentro.legal.act"]
        self.assertEqual(acts.name_search("3322")[0][0], self.env.ref(f"{MODULE}.act_49744").id)
        self.assertIn("4368/2016 (Α' 21/21.02.2016)", acts.name_search("4368")[0][1])
