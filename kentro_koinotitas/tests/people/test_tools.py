import doctest

from odoo.tests import BaseCase, tagged

from ...tools import greek_latin, greek_numbers, greek_sound, greek_text, identity_numbers, person_query


@tagged("post_install", "-at_install")
class TestTools(BaseCase):
    def test_examples_in_the_tools_hold(self):
        for tool in (greek_text, greek_latin, greek_sound, greek_numbers, identity_numbers, person_query):
            with self.subTest(tool=tool.__name__):
                result = doctest.testmod(tool)
                self.assertTrue(result.attempted)
                self.assertFalse(result.failed)

    def test_check_digit_finds_every_wrong_digit_and_most_swaps(self):
        number = greek_numbers.register_number(2026, 120457)
        digits = number.replace("-", "")[2:]
        for at, digit in enumerate(digits):
            for other in set("0123456789") - {digit}:
                wrong = digits[:at] + other + digits[at + 1 :]
                self.assertIsNone(greek_numbers.parse_register_number(wrong))
        swaps = [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)]
        missed = [swap for swap in swaps if swap != digits and greek_numbers.parse_register_number(swap)]
        self.assertLessEqual(len(missed), 1)

    def test_spellings_of_one_name_sound_alike(self):
        for spellings in (
            ["Γιώργος", "ΓΙΩΡΓΟΣ", "γιωργοσ", "Giorgos", "Yiorgos", "GIORGOS"],
            ["Χρυσούλα", "Chrysoula", "Xrysoula", "Hrisoula"],
            ["Ευάγγελος", "Evangelos", "Evaggelos", "Euangelos"],
            ["Μπακογιάννη", "Bakogianni", "Mpakogianni"],
            ["Αυγέρης", "Avgeris", "Augeris"],
        ):
            with self.subTest(spellings=spellings):
                self.assertEqual(len({greek_sound.sound_key(name) for name in spellings}), 1)
