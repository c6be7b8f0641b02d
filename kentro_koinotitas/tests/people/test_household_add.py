from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_household_life import HouseholdCommon


@tagged("post_install", "-at_install")
class TestHouseholdAdd(HouseholdCommon):
    """A member is looked for from the household, and comes back into it: found, taken on or registered."""

    def _search(self, query, user=None, **values):
        action = self.home.with_user(user or self.reception).action_find_member()
        Search = self.env["kentro.person.search"].with_user(user or self.reception).with_context(**action["context"])
        return Search.create({"query": query, "relation": "relative", **values})

    def _member_of_home(self, person):
        return self.home.member_ids.filtered(lambda line: line.beneficiary_id == person)

    def test_who_is_found_becomes_a_member(self):
        search = self._search("Ιωάννου Γιώργος", member_since="2026-06-01")
        card = search.results["cards"][0]
        (add,) = card["actions"]
        closed = search.action_add_member(card["id"], *add["args"])
        self.assertEqual(closed["type"], "ir.actions.act_window_close")
        member = self._member_of_home(self.giorgos)
        self.assertEqual((member.relation, str(member.date_from)), ("relative", "2026-06-01"))
        again = self._search("Ιωάννου Γιώργος").results["cards"][0]
        self.assertEqual(again["actions"], [])
        self.assertIn("belongs to this household", again["details"])

    def test_who_lives_in_another_household_is_moved_from_there(self):
        search = self._search("Παπαδόπουλος Πέτρος")
        with self.refused(f"belongs to household {self.other.number}", UserError):
            search.action_add_member(self.petros.id, search._member_values())

    def test_nobody_is_added_without_a_relation(self):
        search = self._search("Ιωάννου Γιώργος", relation=False)
        (add,) = search.results["cards"][0]["actions"]
        with self.refused("Choose first", UserError):
            search.action_add_member(self.giorgos.id, *add["args"])
        with self.refused("Choose first", UserError):
            search.action_register([card["id"] for card in search.results["cards"]])

    def test_who_is_registered_becomes_a_member_with_the_registration(self):
        action = self._search("Δείγμα Καλλιόπη", member_since="2026-06-01").action_register()
        People = self.env["kentro.beneficiary"].with_user(self.reception)
        form = Form(People.with_context(action["context"]), "kentro_koinotitas.kentro_beneficiary_view_form")
        person = form.save()
        member = self._member_of_home(person.sudo())
        self.assertEqual((member.relation, str(member.date_from)), ("relative", "2026-06-01"))
        self.assertEqual(person.action_open_household()["res_id"], self.home.id)

    def test_who_is_taken_on_becomes_a_member(self):
        search = self._search("Ξενάκη Ελένη 6987654321", self.worker)
        card = next(card for card in search.results["cards"] if card["id"] == self.eleni.id)
        take = next(action for action in card["actions"] if action["method"] == "action_take_on")
        context = search.action_take_on(card["id"], *take["args"])["context"]
        taking = self.env["kentro.beneficiary.taking"].with_user(self.worker).with_context(**context)
        form = Form(taking)
        form.reason = "Ζει με την οικογένεια της αδελφής της"
        opened = form.save().action_open_person()
        self.assertEqual((opened["res_model"], opened["res_id"]), ("kentro.household", self.home.id))
        self.assertEqual(self._member_of_home(self.eleni).relation, "relative")

    def test_the_search_adds_nobody_and_to_nothing_that_the_user_may_not_see(self):
        member = self._search("x")._member_values()
        Search = self.env["kentro.person.search"]
        for user, person in ((self.reception, self.eleni), (self.worker2, self.eleni), (self.dpo, self.giorgos)):
            with self.subTest(user=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                Search.with_user(user).action_add_member(person.id, member)
