from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .test_household_life import HouseholdCommon


@tagged("post_install", "-at_install")
class TestHouseholdMove(HouseholdCommon):
    def _move(self, mode, goes, household=None, user=None, day="2026-06-01", **values):
        """The wizard, filled in: ``goes`` is ``{person: relation afterwards}``."""
        move = self.env["kentro.household.move"].with_user(user or self.worker)
        move = move.create({"household_id": (household or self.home).id, "mode": mode, "date": day, **values})
        for line in move.line_ids:
            person = line.member_id.sudo().beneficiary_id
            if person in goes:
                line.write({"goes": True, "relation": goes[person]})
        return move

    def _done(self, *args, **values):
        return self.env["kentro.household"].browse(self._move(*args, **values).action_move()["res_id"])

    def _people(self, household, day):
        return {(row.beneficiary_id, row.relation) for row in household._members_on(day)}

    def test_a_member_moves_from_one_day_to_the_next(self):
        self._done("move", {self.anna: "relative"}, target_id=self.other.id)
        self.assertEqual(self._people(self.other, "2026-05-31"), {(self.petros, "applicant")})
        self.assertEqual(self._people(self.other, "2026-06-01"), {(self.petros, "applicant"), (self.anna, "relative")})
        self.assertIn((self.anna, "child"), self._people(self.home, "2026-05-31"))
        self.assertEqual(len(self._people(self.home, "2026-06-01")), 2)
        self.assertTrue(self.home.active)

    def test_some_split_off_with_relations_and_housing(self):
        move = self._move("split", {self.maria: "applicant", self.nikos: "child"}, housing_kind="hosted")
        move.line_ids.filtered(lambda line: not line.goes).relation = "applicant"
        new = self.env["kentro.household"].browse(move.action_move()["res_id"])
        self.assertEqual(self._people(new, "2026-06-01"), {(self.maria, "applicant"), (self.nikos, "child")})
        self.assertEqual(self._people(self.home, "2026-06-01"), {(self.anna, "applicant")})
        self.assertEqual(len(self._people(self.home, "2026-05-31")), 3, "history stays")
        self.assertEqual(new.housing_ids.mapped("kind"), ["hosted"])
        self.assertFalse(self.home.warnings)
        self.assertTrue(new.with_user(self.reception).read(["number"]))

    def test_two_households_become_one(self):
        kind = self.env.ref("kentro_koinotitas.income_kind_gmi")
        income = self.env["kentro.income"].create(
            {"household_id": self.other.id, "kind_id": kind.id, "amount": 200, "date_from": "2026-01-01"}
        )
        housing = self.env["kentro.housing"].create(
            {"household_id": self.other.id, "kind": "rent", "date_from": "2020-01-01"}
        )
        self._done("merge", {self.petros: "spouse"}, household=self.other, target_id=self.home.id)
        self.assertEqual(len(self._people(self.home, "2026-06-01")), 4)
        self.assertIn((self.petros, "spouse"), self._people(self.home, "2026-06-01"))
        self.assertFalse(self.other.active)
        self.assertEqual(len(self._people(self.other, "2026-05-31")), 1, "history stays")
        self.assertEqual((income.date_to, housing.date_to), (date(2026, 5, 31), date(2026, 5, 31)))
        self.assertEqual(self.home.income_ids.mapped("date_from"), [date(2026, 6, 1)])

    def _hosted(self, host):
        """Άννα, hosted by ``host`` at home."""
        member = self._member(self.anna)
        member.write({"relation": "hosted", "hosted_by_id": host.id})
        return member

    def _hosts(self, household, day="2026-06-01"):
        return {row.beneficiary_id: row.hosted_by_id for row in household._members_on(day) if row.hosted_by_id}

    def test_who_hosts_is_kept_when_both_go(self):
        self._hosted(self.maria)
        new = self._done("split", {self.maria: "applicant", self.anna: "hosted"})
        self.assertEqual(self._hosts(new), {self.anna: self.maria})
        self._done(
            "merge", {self.maria: "relative", self.anna: "hosted"}, household=new, target_id=self.other.id,
            day="2026-06-10",
        )  # fmt: skip
        self.assertEqual(self._hosts(self.other, "2026-06-10"), {self.anna: self.maria})

    def test_who_moves_to_where_her_host_lives_already_is_hosted_there(self):
        self._hosted(self.maria)
        self._done("move", {self.maria: "spouse"}, target_id=self.other.id)
        self._done("move", {self.anna: "hosted"}, target_id=self.other.id, day="2026-06-10")
        self.assertEqual(self._hosts(self.other, "2026-06-10"), {self.anna: self.maria})

    def test_nobody_is_moved_away_from_her_host_without_a_word(self):
        self._hosted(self.maria)
        move = self._move("move", {self.anna: "hosted"}, target_id=self.other.id)
        with self.refused("hosted by Παπαδοπούλου Μαρία, who does not live there", UserError):
            move.action_move()
        move.line_ids.filtered("goes").relation = "relative"
        move.action_move()
        self.assertFalse(self._hosts(self.other))

    def test_refusals_say_what_and_where(self):
        to = {"target_id": self.other.id}
        for words, mode, goes, values in (
            ("to come", "move", {self.anna: "relative"}, {**to, "day": "2026-06-16"}),
            ("day after", "move", {self.nikos: "child"}, {**to, "day": "2015-02-01"}),
            ("Tick", "move", {}, to),
            ("Choose the household", "move", {self.anna: "relative"}, {}),
            ("already", "move", {self.anna: "relative"}, {"target_id": self.home.id}),
            ("moves house", "split", {self.maria: "applicant", self.nikos: "child", self.anna: "child"}, {}),
        ):
            with self.subTest(words=words), self.refused(words, UserError):
                self._move(mode, goes, **values).action_move()
        self.assertEqual(len(self._people(self.home, "2026-06-15")), 3)

    def test_a_later_membership_elsewhere_refuses_the_move(self):
        self._done("move", {self.anna: "relative"}, target_id=self.other.id, day="2026-06-10")
        move = self._move("move", {self.anna: "relative"}, target_id=self.other.id, day="2026-06-01")
        with self.refused("another household", UserError):
            move.action_move()

    def test_nothing_is_done_when_one_of_them_cannot_go(self):
        move = self._move("move", {self.anna: "relative", self.maria: "relative"}, target_id=self.other.id)
        move.line_ids.filtered(
            lambda line: line.member_id.beneficiary_id == self.anna
        ).member_id.sudo().date_from = "2026-06-01"
        with self.assertRaises(UserError), self.env.cr.savepoint():
            move.action_move()
        self.assertEqual(len(self._people(self.home, "2026-06-15")), 3)

    def test_nobody_moves_a_person_or_household_they_may_not_see(self):
        foreign = self.env["kentro.household"].with_user(self.worker2).create({})
        with self.assertRaises(AccessError):
            self._move("move", {self.anna: "relative"}, target_id=foreign.id)
        with self.assertRaises(AccessError):
            self._move("move", {}, household=self.home, user=self.worker2)
        for user in (self.director, self.dpo, self.admin, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["kentro.household.move"].with_user(user).create({})

    def test_a_line_that_points_at_a_member_of_another_household_is_refused(self):
        move = self._move("move", {self.anna: "relative"}, target_id=self.other.id)
        line = move.line_ids.filtered("goes")
        foreign = self.env["kentro.household.member"].with_user(self.worker2).create(
            {"household_id": self.env["kentro.household"].with_user(self.worker2).create({}).id,
             "beneficiary_id": self.eleni.id, "date_from": "2026-01-01"}
        )  # fmt: skip
        with self.assertRaises(AccessError):
            line.member_id = foreign.id
        line.sudo().member_id = self._member(self.petros)
        with self.assertRaises(UserError):
            move.action_move()

    def test_a_member_served_elsewhere_is_not_moved_along(self):
        self.env["kentro.household.member"].create(
            {
                "household_id": self.home.id,
                "beneficiary_id": self.eleni.id,
                "relation": "parent",
                "date_from": "2026-01-01",
            }
        )
        move = self._move("merge", {}, target_id=self.other.id)
        self.assertIn(self.eleni.number, move.line_ids.mapped("person"))
        self.assertNotIn("Ξενάκη Ελένη", move.line_ids.mapped("person"))
        with self.refused("another structure", AccessError):
            move.action_move()

    def test_the_dialog_lists_who_lives_there_on_the_day(self):
        Wizard = self.env["kentro.household.move"].with_user(self.reception)
        with Form(Wizard.with_context(default_household_id=self.home.id, default_mode="split")) as form:
            self.assertEqual(len(form.line_ids), 3)
            form.date = "2013-01-01"
            self.assertEqual(len(form.line_ids), 2)
            with form.line_ids.edit(1) as line:
                line.goes, line.relation = True, "applicant"
        move = form.record
        self.assertEqual(move.line_ids.filtered("goes").member_id.beneficiary_id, self.anna)
        move.action_move()
        self.assertEqual(len(self._people(self.home, "2013-01-01")), 1)

    def test_a_household_is_found_by_who_lives_there_as_far_as_one_sees_them(self):
        Household = self.env["kentro.household"]
        self.assertIn((self.other.id, self.other.number), Household.with_user(self.worker).name_search("Πέτρος"))
        foreign = Household.with_user(self.worker2).create({})
        self.env["kentro.household.member"].with_user(self.worker2).create(
            {"household_id": foreign.id, "beneficiary_id": self.eleni.id, "date_from": "2026-01-01"}
        )
        self.assertFalse(Household.with_user(self.worker).name_search("Ξενάκη"))
        self._member(self.eleni).household_id = self.other
        self.assertFalse(Household.with_user(self.worker).name_search("Ξενάκη"), "seen by number, not found by name")
        by_name = [("member_ids.beneficiary_id.name", "ilike", "Ξενάκη")]
        self.assertFalse(Household.with_user(self.worker).search(by_name))

    def test_who_belongs_since_before_anybody_knows_is_split_off_the_day_she_is_recorded(self):
        child = self._beneficiary("Δείγμα", "Άλκη")
        home = self._household((self.giorgos, "applicant", False), (child, "child", False))
        self.assertEqual(len(home._members_on("2001-01-01")), 2)
        self._done("split", {self.giorgos: "applicant"}, household=home, day="2026-06-15")
        self.assertEqual(len(home._members_on("2026-06-14")), 2)
        self.assertEqual(len(home._members_on("2026-06-15")), 1)
        self.assertFalse(home.member_ids.filtered("date_to").date_from)

    def test_the_dialog_proposes_no_day_that_it_refuses(self):
        home = self._household((self.giorgos, "applicant", "2026-06-15"), (self.eleni, "relative", False))
        Move = self.env["kentro.household.move"]
        for household, day in ((home, False), (self.home, date(2026, 6, 15))):
            move = Move.new({"household_id": household.id, "mode": "move"})
            self.assertEqual(move.date, day)
            self.assertEqual(len(move.line_ids), len(household.member_ids))
        undated = self._move("move", {self.giorgos: "relative"}, home, self.env.user, False, target_id=self.other.id)
        with self.refused("Say since when", UserError):
            undated.action_move()

    def test_by_hand_two_households_on_one_day_stay_refused(self):
        with self.assertRaises(ValidationError):
            self._member(self.anna).with_user(self.worker).write({"date_from": "2004-01-01"})
