import json
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import KentroCommon

TAKING = "kentro.beneficiary.taking"


@tagged("post_install", "-at_install")
class TestKentroPersonSearch(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maria.write({"afm": "094259216", "external_ref": "777123"})
        for last_name, first_name in [
            ("Παπαδοπούλου", "Ελένη"), ("Παπανικολάου", "Μαρία"), ("Χριστοδούλου", "Χρήστος"), ("Μπέκας", "Ντίνος"),
            ("Αυγερινός", "Ευστάθιος"), ("Τσαγκαράκη", "Γεωργία"), ("Hussein", "Ahmed"), ("Οικονόμου", "Αικατερίνη"),
        ]:  # fmt: skip
            cls._beneficiary(last_name, first_name)

    def _search(self, query, user=None):
        search = self.env["kentro.person.search"].with_user(user or self.reception).create({"query": query})
        return search.results

    def _first(self, query, user=None):
        results = self._search(query, user)
        return results["cards"][0] if results and results["cards"] else {"title": None, "reason": None}

    def test_the_right_person_comes_first(self):
        for query, name in [
            ("Παπαδοπούλου Μαρία", "Παπαδοπούλου Μαρία"),
            ("παπαδοπουλου μαρια", "Παπαδοπούλου Μαρία"),
            ("ΜΑΡΙΑ ΠΑΠΑΔΟΠΟΥΛΟΥ", "Παπαδοπούλου Μαρία"),
            ("Maria Papadopoulou", "Παπαδοπούλου Μαρία"),
            ("papadopulou maria", "Παπαδοπούλου Μαρία"),
            ("ΠAΠAΔOΠOYΛOY MAPIA", "Παπαδοπούλου Μαρία"),  # Latin A, O, Y, M, P, I
            ("Παπαδοπουλος Μαρια", "Παπαδοπούλου Μαρία"),
            ("Γιωργος Ιωαννου", "Ιωάννου Γιώργος"),
            ("ΓΙΩΡΓΟΣ", "Ιωάννου Γιώργος"),
            ("Yiorgos Ioannou", "Ιωάννου Γιώργος"),
            ("xristodoulou xristos", "Χριστοδούλου Χρήστος"),
            ("Mpekas Ntinos", "Μπέκας Ντίνος"),
            ("bekas dinos", "Μπέκας Ντίνος"),
            ("Eustathios Augerinos", "Αυγερινός Ευστάθιος"),
            ("Tsangaraki Georgia", "Τσαγκαράκη Γεωργία"),
            ("Χουσεϊν Αχμεντ", "Hussein Ahmed"),
            ("Ekaterini Ikonomou", "Οικονόμου Αικατερίνη"),
            ("Παπαδοπουλλου Μαρια", "Παπαδοπούλου Μαρία"),  # a slip
        ]:
            with self.subTest(query=query):
                self.assertEqual(self._first(query)["title"], name)

    def test_numbers_find_one_person_and_say_why(self):
        for query, reason in [
            (self.maria.number, "Same register number"),
            (self.maria.number.replace("ΚΚ", "kk").replace("-", " "), "Same register number"),
            ("094259216", "Same ΑΦΜ"),
            ("777123", "Same national number"),
            ("691 234 5678", "Same telephone"),
            ("+30 6912345678", "Same telephone"),
            ("12/3/1985", "Same birth date"),
            ("Παπαδοπουλου 12.03.85", "Name and birth date"),
        ]:
            with self.subTest(query=query):
                card = self._first(query)
                self.assertEqual((card["title"], card["reason"]), ("Παπαδοπούλου Μαρία", reason))

    def test_a_shared_telephone_does_not_pass_for_the_person(self):
        results = self._search("Αντωνίου 6912345678")
        self.assertEqual(results["cards"][0]["title"], "Παπαδοπούλου Μαρία")
        self.assertFalse(results["sure"])

    def test_nothing_is_searched_for_two_letters_and_nobody_found_for_strange_ones(self):
        self.assertIs(self._search("Πα"), False)
        self.assertIs(self._search(False), False)
        for query in ("Ζωγραφόπουλος Βρασίδας", "%%%", "'; DROP TABLE res_partner; --", "(((", "0000000000000"):
            with self.subTest(query=query):
                self.assertEqual(self._search(query)["cards"], [])

    def test_served_elsewhere_is_all_that_is_said(self):
        for query in ("Ξενάκη Ελένη", self.eleni.number, "Ξενακη 6987654321"):
            card = self._first(query)
            said = json.dumps(card, ensure_ascii=False)
            self.assertFalse(card["own"])
            self.assertIn("Served by another structure of the Community Centre", said)
            self.assertNotIn("2310 000002", said)  # never the telephone of the annex
            for secret in ("Παράρτημα", "2310 000002", "6987654321", self.worker2.name):
                self.assertNotIn(secret, said)
        self.assertEqual(self._first("Ξενάκη Ελένη")["title"], "Ξ… Ε…")
        self.assertFalse(self._first("Ξενάκη Ελένη")["actions"])
        self.assertEqual(self._first(self.eleni.number)["title"], "Ξενάκη Ελένη")

    def test_another_municipality_is_not_searched(self):
        other = self.env["res.company"].create({"name": "Άλλος Δήμος"})
        structure = self.structure.create(
            {"name": "Κέντρο", "kind_id": self.structure.kind_id.id, "company_id": other.id}
        )
        self._beneficiary("Βλαχοπαναγιώτης", "Θωμάς", structures=structure)
        self.assertEqual(self._search("Βλαχοπαναγιώτης Θωμάς")["cards"], [])

    def test_own_people_open(self):
        card = self._first(self.maria.number)
        action = self.env["kentro.person.search"].with_user(self.reception).action_open(card["id"])
        self.assertEqual(action["res_id"], self.maria.id)

    def test_register_begins_with_what_was_typed(self):
        search = self.env["kentro.person.search"].with_user(self.reception)
        search = search.create({"query": "νικολαϊδης Στέφανος 6944444444 1/2/1999"})
        action = search.action_register()
        form = Form(self.env["kentro.beneficiary"].with_user(self.reception).with_context(**action["context"]))
        person = form.save()
        self.assertEqual(person.name, "Νικολαϊδης Στέφανος")
        self.assertEqual(str(person.birth_date), "1999-02-01")
        self.assertEqual(person.phone, "6944444444")

    def _found_elsewhere(self, query, user):
        """The card of a person whom others serve, and what her first action carries."""
        card = self._first(query, user)
        return card, card["actions"][0]["args"][0]

    def test_taking_on_asks_for_a_reason_and_is_logged(self):
        Search, Taking = (self.env[name].with_user(self.worker) for name in ("kentro.person.search", TAKING))
        eleni = self.eleni.with_user(self.worker)
        self.assertFalse(eleni.has_access("read"))
        card, proof = self._found_elsewhere("Ξενάκη Ελένη 6987654321", self.worker)
        action = Search.action_take_on(card["id"], proof)
        form = Form(Taking.with_context(action["context"]))
        form.reason = "x"
        with self.assertRaisesRegex(UserError, "in a sentence"), self.env.cr.savepoint():
            form.save()
        told = {"beneficiary_id": eleni.id, "proof": proof, "reason": "Ζητά μαθησιακή στήριξη"}
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            Taking.create({**told, "structure_id": self.annex.id})
        taking = Taking.create({**told, "user_id": self.worker2.id})
        self.assertEqual(taking.user_id, self.worker)
        self.assertTrue(eleni.read(["name"]))
        self.assertEqual(taking.action_open_person()["res_id"], eleni.id)
        for change in (lambda: taking.write({"reason": "x"}), taking.unlink, taking.sudo().unlink):
            with self.assertRaises(UserError):
                change()
        audited = taking.with_user(self.dpo)
        self.assertEqual(audited.reason, "Ζητά μαθησιακή στήριξη")
        self.assertEqual(audited.beneficiary_id.sudo().display_name, eleni.number)

    def test_nobody_is_taken_on_whom_no_search_has_found(self):
        """The id of a record can be guessed: it is no key to a file."""
        Taking = self.env[TAKING].with_user(self.reception)
        told = {"beneficiary_id": self.eleni.id, "reason": "Ζητά μαθησιακή στήριξη"}
        _card, of_another = self._found_elsewhere("Ξενάκη Ελένη 6987654321", self.worker)
        other = self._beneficiary("Βλαχοπαναγιώτης", "Θωμάς", structures=self.annex, phone="6911111111")
        _card, of_other = self._found_elsewhere("Βλαχοπαναγιώτης 6911111111", self.reception)
        desk, work = (self.env["kentro.person.search"].with_user(user) for user in (self.reception, self.worker))
        for proof in (None, False, "", "x", "AQ", 7, of_another, of_other, of_another[:-2]):
            for attempt in (
                lambda p=proof: Taking.create({**told, "proof": p}),
                lambda p=proof: desk.action_take_on(self.eleni.id, p),
                lambda p=proof: work.action_emergency(other.id, p),
            ):
                with self.subTest(proof=proof), self.assertRaisesRegex(UserError, "Search for the person"):
                    attempt()
        with self.assertRaisesRegex(UserError, "Search for the person"):
            Taking.create([{**told, "beneficiary_id": person.id} for person in other | self.eleni])
        _card, proof = self._found_elsewhere("Ξενάκη Ελένη 6987654321", self.reception)
        late = freeze_time(datetime.now() + timedelta(hours=2))
        with late, self.assertRaisesRegex(UserError, "Search for the person"):
            Taking.create({**told, "proof": proof})
        self.assertFalse(self.eleni.with_user(self.reception).has_access("read"))

    def test_who_is_kept_from_a_file_is_offered_nothing_of_it(self):
        _card, proof = self._found_elsewhere("Ξενάκη Ελένη 6987654321", self.worker)
        self.env["kentro.lockout"].create(
            {"reference": self.eleni.number, "user_id": self.worker.id, "reason": "Συγγενής της"}
        )
        self.assertFalse(self._first("Ξενάκη Ελένη 6987654321", self.worker)["actions"])
        with self.assertRaises(AccessError):
            self.env[TAKING].with_user(self.worker).create(
                {"beneficiary_id": self.eleni.id, "proof": proof, "reason": "Ζητά μαθησιακή στήριξη"}
            )

    def test_who_is_likely_to_be_there_is_answered_for_before_a_new_one_is_registered(self):
        search = self.env["kentro.person.search"].with_user(self.reception)
        search = search.create({"query": "Παπαδοπούλου Μαρία 13/3/1985"})
        for different in ((), [self.giorgos.id]):
            with self.assertRaisesRegex(UserError, "Say first whether"):
                search.action_register(different)
        context = search.action_register([self.maria.id, self.giorgos.id])["context"]
        self.assertEqual(context["default_other_people"], [self.maria.id], "of whom she was asked")
        search.query = "Παπαδημητρίου"
        self.assertNotIn(self.maria.id, search.action_register()["context"]["default_other_people"])

    def test_what_one_user_typed_is_not_for_another(self):
        search = self.env["kentro.person.search"].with_user(self.reception).create({"query": "Παπαδοπούλου"})
        self.assertTrue(search.read(["query"]))
        with self.assertRaises(AccessError):
            search.with_user(self.worker2).read(["query"])
        self.assertFalse(self.env["kentro.person.search"].with_user(self.worker2).search([]))

    def test_roles_without_people_search_nobody(self):
        for user in (self.director, self.volunteers, self.dpo, self.rules, self.admin, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._search("Παπαδοπούλου", user)

    def test_without_likeness_in_the_database_names_are_found_by_their_sound(self):
        with patch.object(self.env.registry, "has_trigram", False):
            self.assertEqual(self._first("papadopoulou MARIA")["title"], "Παπαδοπούλου Μαρία")
            self.assertEqual(self._first("Γιωργος")["title"], "Ιωάννου Γιώργος")
            self.assertEqual(self._search("Ζωγραφόπουλος Βρασίδας")["cards"], [])

    def test_part_of_a_name_and_of_a_telephone_find_her(self):
        for query in ("Παπ 6912", "pap 6912", "Παπαδοπούλου 345678", "6912 Μαρία", "Παπ 6912345678"):
            with self.subTest(query=query):
                self.assertEqual(self._first(query)["title"], "Παπαδοπούλου Μαρία")
        self.assertEqual(self._first("Παπ 6912")["reason"], "Name, and part of the telephone")
        self.assertFalse(self._first("Παπ 6912")["likely"], "it is no answer to who she is")

    def test_a_card_of_others_says_whom_to_ask_and_never_whose_telephone_it_is_not(self):
        """Reception of the annex is told the Centre's; reception of the Centre, whom to ask, not her own telephone."""
        desk = self._user("reception", self.annex, login="desk2")
        details = self._first("Παπαδοπούλου Μαρία 12/3/1985", desk)["details"]
        self.assertIn("Ask the Κέντρο Κοινότητας, telephone 2310 000001", details)
        details = self._first("Ξενάκη Ελένη 6987654321")["details"]
        self.assertFalse([line for line in details if "2310" in line or "Παράρτημα" in line], details)
        self.assertIn("Ask whoever coordinates your structure who serves this person", details)

    # --- where a person is chosen in a form -------------------------------------------------------

    def test_a_person_is_chosen_in_a_form_as_she_is_found_at_reception(self):
        Person = self.env["kentro.beneficiary"].with_user(self.reception)
        for typed in (
            "Maria Papadopoulou", "ΜΑΡΙΑ ΠΑΠΑΔΟΠΟΥΛΟΥ", "Παπαδοπουλλου Μαρια", "6912345678", "094259216", "12/3/1985",
            self.maria.number, self.maria.number[-8:], "Παπ 6912",
        ):  # fmt: skip
            with self.subTest(typed=typed):
                found = Person.name_search(typed, limit=3)
                self.assertEqual((found or [(None, None)])[0], (self.maria.id, "Παπαδοπούλου Μαρία"))
                self.assertIn(self.maria, Person.search([("display_name", "ilike", typed)]))
        self.assertIn(self.maria.id, [id_ for id_, _name in Person.name_search("δοπουλου Μ")], "letters within a name")
        self.assertEqual(len(Person.name_search("")), Person.search_count([]), "nothing typed: everybody")
        others = Person.name_search("Maria Papadopoulou", [("id", "!=", self.maria.id)], limit=1)
        self.assertEqual((len(others), self.maria.id in dict(others)), (1, False))
        others = Person.search([("display_name", "not ilike", "Παπαδοπούλου Μαρία")])
        self.assertNotIn(self.maria, others)

    def test_no_person_of_others_is_chosen_whatever_is_typed(self):
        Person = self.env["kentro.beneficiary"].with_user(self.reception)
        for typed in ("Ξενάκη Ελένη", "Xenaki", "6987654321", self.eleni.number, "Ξεν 6987"):
            with self.subTest(typed=typed):
                self.assertNotIn(self.eleni.id, [id_ for id_, _name in Person.name_search(typed)])
                self.assertNotIn(self.eleni, Person.search([("display_name", "ilike", typed)]))
        self.maria.active = False
        self.assertNotIn(self.maria.id, [id_ for id_, _name in Person.name_search("Maria Papadopoulou")])

    def test_odoos_own_search_minds_neither_accents_nor_final_sigma(self):
        Person = self.env["kentro.beneficiary"].with_user(self.reception)
        self.assertEqual(Person.name_search("ΓΙΩΡΓΟΣ")[0], (self.giorgos.id, "Ιωάννου Γιώργος"))
        self.assertIn(self.maria, Person.search([("name", "ilike", "παπαδοπουλου")]))
        self.assertIn(self.maria, Person.search([("last_name", "ilike", "ΠΑΠΑΔΟΠΟΎΛΟΥ")]))
