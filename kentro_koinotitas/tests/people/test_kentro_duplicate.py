import doctest

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import Form, tagged

from ...tools import date_slips, greek_short_names, same_person
from ..common import KentroCommon


@tagged("post_install", "-at_install")
class TestKentroDuplicate(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maria.write({"father_name": "Ιωάννης", "mother_name": "Ελένη", "sex": "female"})
        cls.Duplicate = cls.env["kentro.duplicate"]

    def _register(self, last_name, first_name, user=None, **values):
        Person = self.env["kentro.beneficiary"].with_user(user or self.reception)
        return Person.create({"last_name": last_name, "first_name": first_name, **values})

    def _again(self, **values):
        """Maria registered once more, by the system, which asks nobody."""
        return self._beneficiary(
            "Παπαδοπούλου", "Μαρία", **{"birth_date": "1985-03-12", "phone": "6912345678", **values}
        )

    def _found(self):
        self.Duplicate._cron_look()
        return self.Duplicate.search([])

    # --- at the desk ------------------------------------------------------------------------

    def test_who_is_almost_certainly_registered_is_not_registered_again(self):
        for last_name, first_name, birth_date in [
            ("Παπαδοπούλου", "Μαρία", "1985-03-12"),
            ("PAPADOPOULOU", "MARIA", "1985-03-12"),
            ("Μαρία", "Παπαδοπούλου", "1985-03-12"),
            ("Παπαδοπουλου", "Μαρια", "1985-12-03"),
        ]:
            refused = self.assertRaisesRegex(UserError, "almost certainly registered")
            with self.subTest(name=last_name), refused, self.env.cr.savepoint():
                self._register(last_name, first_name, birth_date=birth_date, phone="6912345678")
        self.assertFalse(self.Duplicate.search([]))

    def test_the_sentence_names_nobody_whom_the_user_may_not_see(self):
        self.eleni.birth_date = "1990-01-01"
        with self.assertRaises(UserError) as refused:
            self._register("Ξενάκη", "Ελένη", birth_date="1990-01-01", phone="6987654321")
        (card,) = refused.exception.context["kentro_cards"]
        self.assertEqual((card["own"], card["actions"][0]["method"]), (False, "action_take_on"))
        for secret in ("Παράρτημα", self.eleni.number, "1990", "6987654321"):
            self.assertNotIn(secret, f"{refused.exception} {card['title']} {card['details']}")

    def test_a_slip_away_the_card_of_a_person_of_others_is_masked_and_opens_nothing(self):
        self.eleni.write({"birth_date": "1990-12-03", "father_name": "Ιωάννης", "mother_name": "Μαρία", "phone": False})
        with self.assertRaises(UserError) as refused:
            self._register("Ξενάκη", "Ελένη", birth_date="1990-03-12", father_name="Ιωάννης", mother_name="Μαρία")
        (card,) = refused.exception.context["kentro_cards"]
        self.assertEqual((card["title"], card["actions"]), ("Ξ… Ε…", []))

    def test_the_servers_log_keeps_no_name_of_who_is_asked_about(self):
        with self.assertRaises(UserError) as refused:
            self._register("Παπαδοπούλου", "Μαρία", birth_date="1985-03-12", phone="6912345678")
        for told in ("Παπαδοπούλου", self.maria.number, "1985"):
            self.assertNotIn(told, str(refused.exception))

    def test_of_many_who_are_certain_each_is_answered_for(self):
        second = self._again()
        values = {"birth_date": "1985-03-12", "phone": "6912345678"}
        with self.assertRaises(UserError) as refused:
            self._register("Παπαδοπούλου", "Μαρία", other_people=[self.maria.id], **values)
        self.assertEqual([card["id"] for card in refused.exception.context["kentro_cards"]], [second.id])
        third = self._register("Παπαδοπούλου", "Μαρία", other_people=[self.maria.id, second.id], **values)
        self.assertEqual(self.Duplicate.search([("other_id", "=", third.id)]).mapped("answer"), ["different"] * 2)

    def test_an_answer_lets_her_be_registered_and_is_remembered_with_who_gave_it(self):
        namesake = self._register(
            "Παπαδοπούλου", "Μαρία", birth_date="1985-03-12", phone="6912345678", other_people=[self.maria.id]
        )
        pair = self.Duplicate.search([])
        self.assertEqual((pair.person_id, pair.other_id), (self.maria, namesake))
        self.assertEqual((pair.answer, pair.answered_by), ("different", self.reception))
        self.assertEqual(self._found(), pair, "it is not asked again")
        self.assertEqual(pair.answer, "different")

    def test_an_answer_about_somebody_else_does_not_count(self):
        for others in ([self.giorgos.id], ["x"], [None], []):
            with self.subTest(others=others), self.assertRaises(UserError), self.env.cr.savepoint():
                self._register(
                    "Παπαδοπούλου", "Μαρία", birth_date="1985-03-12", phone="6912345678", other_people=others
                )

    def test_the_search_hands_its_people_on_to_the_registration(self):
        search = self.env["kentro.person.search"].with_user(self.reception)
        search = search.create({"query": "Παπαδοπουλου Μαρία 6912345678 12/3/1985"})
        action = search.action_register([self.maria.id])
        form = Form(self.env["kentro.beneficiary"].with_user(self.reception).with_context(**action["context"]))
        namesake = form.save()
        self.assertEqual(self.Duplicate.search([]).other_id, namesake)

    # --- reporting, and taking an answer up again ---------------------------------------------

    def _doubt(self, user, one, other, reason="Ίδιο χαρτί ταυτότητας"):
        Doubt = self.env["kentro.duplicate.doubt"].with_user(user)
        return Doubt.create({"person_id": one.id, "other_id": other.id, "reason": reason}).action_report()

    def test_reception_reports_two_entries_and_the_weekly_look_leaves_the_report(self):
        self._doubt(self.reception, self.maria, self.giorgos)
        pair = self._found()
        self.assertEqual((pair.person_id | pair.other_id, pair.answer), (self.maria | self.giorgos, "open"))
        self.assertIn(f"{self.reception.name}: Ίδιο χαρτί ταυτότητας", pair.remarks)

    def test_an_answer_is_taken_up_again_stays_on_record_and_then_they_are_merged(self):
        self._again()
        pair = self._found()
        pair.with_user(self.worker).action_different()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            pair.with_user(self.coordinator).action_same()
        window = pair.with_user(self.coordinator).action_reconsider()
        Doubt = self.env["kentro.duplicate.doubt"].with_user(self.coordinator).with_context(**window["context"])
        Doubt.create({"reason": "Έφερε την ταυτότητα"}).action_report()
        self.assertEqual(pair.answer, "open")
        self.assertIn(self.worker.name, pair.remarks)
        self.assertIn("Έφερε την ταυτότητα", pair.remarks)
        merge = self.env["kentro.merge"].with_user(self.coordinator).browse(
            pair.with_user(self.coordinator).action_same()["res_id"]
        )
        merge.action_merge()
        self.assertEqual(pair.answer, "same")

    def test_an_answer_is_not_taken_up_by_reception_nor_is_anybody_reported_whom_she_may_not_read(self):
        self._again()
        pair = self._found()
        pair.with_user(self.worker).action_different()
        for refused in (
            lambda: self._doubt(self.reception, pair.person_id, pair.other_id),
            lambda: pair.with_user(self.reception).action_reconsider(),
            lambda: self._doubt(self.reception, self.maria, self.eleni),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                refused()
        for reason, other in (("", self.giorgos), ("Ίδιο πρόσωπο", self.maria)):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._doubt(self.reception, self.maria, other, reason)
        self.assertEqual(pair.answer, "different")

    def test_the_refusal_carries_what_a_form_needs_to_ask(self):
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            self._register("Παπαδοπούλου", "Μαρία", birth_date="1985-03-12", phone="6912345678")
        (card,) = refused.exception.context["kentro_cards"]
        self.assertEqual((card["id"], card["own"]), (self.maria.id, True))
        self.assertIn(self.maria.number, card["details"])

    def test_twins_sisters_and_namesakes_are_registered_without_a_question(self):
        twin = self._register(
            "Παπαδοπούλου", "Σοφία", birth_date="1985-03-12", phone="6912345678", father_name="Ιωάννης"
        )
        brother = self._register("Παπαδόπουλος", "Μάριος", birth_date="1985-03-12", phone="6912345678")
        namesake = self._register("Παπαδοπούλου", "Μαρία", birth_date="1961-07-30", phone="2310 999999")
        self.assertTrue(twin and brother and namesake)
        self.assertFalse(self._found().filtered("certain"))

    def test_an_empty_number_is_no_number(self):
        for name in ("Άλφα", "Βήτα"):
            person = self._beneficiary(name, "Άννα", afm="", amka="", external_ref="")
            self.assertEqual((person.afm, person.amka, person.external_ref), (False, False, False))

    # --- in the register ----------------------------------------------------------------------

    def test_entries_of_one_person_are_listed_with_what_is_alike(self):
        again = self._again()
        pair = self._found()
        self.assertEqual((pair.person_id, pair.other_id, pair.certain), (self.maria, again, True))
        self.assertEqual(pair.why, "name, birth date, telephone")
        self.assertIn(self.maria.number, pair.with_user(self.worker).person_summary)
        self.assertEqual(self.maria.with_user(self.worker).duplicate_count, 1)

    def test_looking_again_changes_nothing_and_drops_what_was_mended(self):
        again = self._again()
        first = self._found()
        self.assertEqual(self._found(), first)
        again.write({"last_name": "Ζαφειρίου", "first_name": "Αρετή"})
        self.assertFalse(self._found())

    def test_a_telephone_of_many_makes_nobody_the_same(self):
        for number in range(15):
            self._beneficiary("Κάτοικος", f"Άννα{'αβγδεζηθικλμνξο'[number]}", phone="2310 777777")
        self.assertFalse(self._found())

    def test_case_workers_answer_and_nobody_rewrites_an_answer(self):
        self._again()
        pair = self._found()
        with self.assertRaises(AccessError):
            pair.with_user(self.reception).action_different()
        pair.with_user(self.worker).action_different()
        self.assertEqual((pair.answer, pair.answered_by), ("different", self.worker))
        with self.assertRaisesRegex(UserError, "answered this already"):
            pair.with_user(self.coordinator).action_different()
        for user in (self.worker, self.coordinator, self.reception):
            for change in (
                lambda own: own.write({"answer": "same"}),
                lambda own: own.unlink(),
                lambda own: own.create({"person_id": self.maria.id, "other_id": self.giorgos.id}),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    change(pair.with_user(user))

    def test_a_pair_is_seen_only_by_who_sees_both(self):
        self._beneficiary("Ξενάκη", "Ελένη", phone="6987654321", birth_date="1990-01-01")
        self.eleni.birth_date = "1990-01-01"
        pair = self._found()
        self.assertEqual(len(pair), 1)
        for user in (self.worker, self.worker2, self.coordinator, self.director, self.dpo, self.rules, self.admin):
            with self.subTest(user=user.login):
                found = pair.with_user(user)
                self.assertFalse(found.has_access("read"))

    def test_looking_is_for_case_workers(self):
        self._again()
        for user in (self.reception, self.director, self.rules, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.Duplicate.with_user(user).action_look()
        call_kw(self.Duplicate.with_user(self.worker), "action_look", [[]], {})  # as the button of the list does
        self.assertEqual(len(self.Duplicate.search([])), 1)


@tagged("post_install", "-at_install")
class TestSamePerson(KentroCommon):
    def test_the_examples_in_the_tools_hold(self):
        for tool in (date_slips, greek_short_names, same_person):
            with self.subTest(tool=tool.__name__):
                self.assertEqual(doctest.testmod(tool).failed, 0)
