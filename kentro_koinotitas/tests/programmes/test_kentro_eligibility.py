from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ...tools.standing.amounts import asks
from ..common import MODULE
from .common import MeansCommon

DAY = "2026-10-15"
LOGGERS = ("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")


class TestKeepingAPreCheck(MeansCommon):
    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(*LOGGERS))

    def check(self, user=None):
        return self.env["kentro.eligibility.check"].with_user(user or self.worker).create(
            {"household_id": self.home.id, "on_date": DAY}
        )  # fmt: skip

    def kept(self, user=None, programme=None):
        self.check(user).action_keep()
        found = self.env["kentro.eligibility"].with_user(user or self.worker).search(
            [("household_id", "=", self.home.id), ("programme_id", "=", (programme or self.gmi).id)], limit=1
        )  # fmt: skip
        self.assertTrue(found)
        return found

    # --- attacks ------------------------------------------------------------------------------

    def test_nobody_makes_changes_or_deletes_one(self):
        kept = self.kept()
        values = kept.sudo().copy_data()[0]
        for user in (self.reception, self.worker, self.coordinator, self.rules, self.director, self.admin):
            mine = kept.with_user(user)
            for attempt in (
                lambda mine=mine: mine.write({"result": "not_met"}),
                lambda mine=mine: mine.unlink(),
                lambda mine=mine: mine.create(values),
                lambda mine=mine: mine.with_context(kentro_engine=True).create(values),
                lambda mine=mine: mine.copy(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    attempt()
        for attempt in (
            lambda: kept.sudo().write({"result": "not_met"}),
            lambda: kept.sudo().unlink(),
            lambda: kept.sudo().create(values),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(kept.result, "met")

    def test_who_does_not_read_the_household_keeps_and_reads_nothing_of_it(self):
        kept = self.kept()
        for user in (self.worker2, self.rules, self.director, self.admin, self.outsider, self.dpo):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["kentro.eligibility"].with_user(user)._keep(self.home.with_user(user), kept.on_date)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                kept.with_user(user).read(["result"])

    def test_the_facts_behind_it_are_read_by_nobody(self):
        kept = self.kept()
        for user in (self.worker, self.coordinator, self.admin):
            for name in ("facts", "findings", "law", "people_ids"):
                with self.subTest(user=user.login, name=name), self.assertRaises(AccessError):
                    kept.with_user(user).read([name])
        with self.assertRaises(AccessError):
            self.env["kentro.eligibility"].with_user(self.worker).search([("facts", "ilike", "1985")])

    def test_nothing_is_counted_by_what_nobody_reads(self):
        mine = self.kept().browse()
        for group in (lambda: mine.formatted_read_group([], ["people_ids"], ["__count"]),
                      lambda: mine.web_read_group([], ["people_ids"])):  # fmt: skip
            with self.assertRaises(AccessError):
                group()

    def test_what_it_rests_on_is_told_to_those_who_read_the_files(self):
        self.giorgos.structure_ids = self.annex
        self._says_all(self.giorgos)
        self._joins(self.giorgos)
        both = self._user("case_worker", self.structure, login="both")
        self.env["kentro.post"].create(
            {"structure_id": self.annex.id, "specialty_id": self.specialty.id, "user_id": both.id}
        )
        kept = self.kept(both)
        self.assertTrue(kept.cards["cards"][0]["findings"])
        shut = kept.with_user(self.worker)
        self.assertEqual((shut.why, shut.result), ("closed", kept.result))
        (card,) = shut.cards["cards"]
        self.assertFalse(card["findings"])
        self.assertNotIn("Ιωάννου", str(shut.cards))
        with self.assertRaises(AccessError):
            shut.action_today()
        with self.assertRaises(AccessError):
            again = self.env["kentro.eligibility.again"].with_user(self.worker)
            again.create({"eligibility_id": kept.id}).read(["told"])

    def test_a_member_of_another_structure_is_named_by_her_number(self):
        self.giorgos.structure_ids = self.annex
        self._joins(self.giorgos)
        self.assertNotIn("Ιωάννου", str(self.check().cards))
        self.assertIn(self.giorgos.number, str(self.check().cards))

    def test_a_degree_of_disability_stays_with_the_team(self):
        electricity = self.env.ref(f"{MODULE}.programme_electricity")
        case = self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.maria.id})
        self.env["kentro.disability"].create(
            {"beneficiary_id": self.maria.id, "degree": 80, "date_from": "2020-01-01", "is_indefinite": True}
        )
        case.invalidate_recordset()
        kept, other = self.kept(programme=electricity), self.kept()
        self.assertEqual(kept.why, "open")
        self.assertEqual(kept.with_user(self.reception).why, "closed")
        self.assertFalse(kept.with_user(self.reception).cards["cards"][0]["findings"])
        self.assertEqual(other.with_user(self.reception).why, "open", "it does not ask for a disability")
        self.assertNotIn("degree", str(other.sudo().facts))

    def test_nothing_is_kept_of_who_has_her_data_restricted(self):
        check = self.check()
        self.maria.sudo().with_context(active_test=False)._write({"is_restricted": True})
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        with self.assertRaises(UserError):
            check.action_keep()

    # --- keeping --------------------------------------------------------------------------------

    def test_all_cards_are_kept_or_the_chosen_one(self):
        check = self.check()
        cards = [card for card in check.cards["cards"] if card["checked"]]
        check.action_keep()
        where = [("household_id", "=", self.home.id)]
        kept = self.env["kentro.eligibility"].search(where)
        self.assertTrue(all(asks(*row.ruleset_id._compiled(row.on_date)) for row in kept), "an answer each")
        self.assertIn(self.gmi, kept.programme_id)
        check.action_keep([[cards[0]["ruleset_id"], cards[0]["person_id"]]])
        self.assertEqual(self.env["kentro.eligibility"].search_count(where), len(kept) + 1)
        with self.assertRaises(UserError):
            check.action_keep([[cards[0]["ruleset_id"], self.giorgos.id]])

    def test_it_says_what_the_screen_said(self):
        check = self.check()
        shown = next(card for card in check.cards["cards"] if card["ruleset_id"] == self.gmi_rules.id)
        card = self.kept().cards["cards"][0]
        self.assertEqual({name: card[name] for name in shown.keys() & card.keys()},
                         {name: shown[name] for name in shown.keys() & card.keys()})  # fmt: skip
        kept = self.kept()
        self.assertEqual((kept.result, kept.euros, kept.each, kept.user_id), ("met", 216, "month", self.worker))

    def test_it_is_told_in_the_language_of_the_reader(self):
        kept = self.kept()
        rule = self.env.ref(f"{MODULE}.rule_gmi_property")
        greek = kept.with_context(lang="el_GR").cards["cards"][0]["findings"]
        self.assertIn(rule.with_context(lang="el_GR").name, [finding["sentence"] for finding in greek])
        english = kept.with_context(lang="en_US").cards["cards"][0]["findings"]
        self.assertIn(rule.with_context(lang="en_US").name, [finding["sentence"] for finding in english])

    def test_reading_one_is_noted(self):
        kept = self.kept()
        self.env.flush_all()
        kept.with_user(self.worker).web_read({"result": {}, "cards": {}})
        self.env.cr.precommit.run()
        rows = self.env["kentro.read.log"].sudo().search([("model", "=", kept._name), ("res_id", "=", kept.id)])
        self.assertEqual(rows.user_id, self.worker)
        self.assertEqual(rows.reference, self.home.number)

    # --- again ----------------------------------------------------------------------------------

    def again(self, kept, what):
        action = getattr(kept, what)()
        return self.env[action["res_model"]].with_user(kept.env.user).browse(action["res_id"])

    @property
    def gmi_rules(self):
        return self.env.ref(f"{MODULE}.ruleset_gmi")

    def change_the_law(self):
        value = self.env.ref(f"{MODULE}.param_gmi_base").value_ids.filtered_domain(
            self.env["kentro.parameter"]._on("2026-10-15")
        )
        self.env.cr.execute("UPDATE kentro_parameter_value SET value = 100 WHERE id = %s", value.ids)
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def test_as_of_that_day_the_answer_is_the_same_whatever_the_law_has_become(self):
        kept = self.kept()
        self.change_the_law()
        self.maria.write({"employment": "unemployed_unregistered"})
        self.assertEqual(self.check().cards["cards"][0]["result"], "not_met")
        again = self.again(kept, "action_again")
        self.assertIn("The same answer", again.with_context(lang="en_US").told)
        self.assertIn("216", again.cards["cards"][0]["amount"]["euros"])
        self.assertEqual(len(again.cards["cards"]), 1)

    def test_a_rule_that_was_rewritten_is_told(self):
        kept = self.kept()
        rule = self.env.ref(f"{MODULE}.rule_gmi_work")
        self.env.cr.execute(
            "UPDATE kentro_rule SET must_domain = %s WHERE id = %s", ["[('people', '>', 5)]", rule.id]
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        again = self.again(kept, "action_again")
        self.assertIn("rewritten", again.with_context(lang="en_US").told)
        self.assertEqual([card["result"] for card in again.cards["cards"]], ["met", "not_met"])

    def test_today_shows_what_the_law_and_what_the_household_changed(self):
        kept = self.kept()
        self.change_the_law()
        self.maria.write({"employment": "unemployed_unregistered"})
        again = self.again(kept, "action_today")
        self.assertEqual(len(again.told.splitlines()), 3)
        amounts = [card["amount"] and card["amount"]["euros"] for card in again.cards["cards"]]
        self.assertEqual([card["result"] for card in again.cards["cards"]], ["met", "met", "not_met"])
        self.assertTrue(amounts[0].startswith("216") and amounts[1].startswith("100"), amounts)

    # --- set otherwise ----------------------------------------------------------------------------

    def test_only_whom_the_rules_name_sets_a_result_against_it(self):
        kept = self.kept()
        for user in (self.reception, self.worker, self.worker2, self.director, self.rules, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                kept.with_user(user).set_against("not_met", "I know better")
            dialog = self.env["kentro.eligibility.set"].sudo().create(
                {"eligibility_id": kept.id, "result": "not_met", "reason": "I know better"}
            )  # fmt: skip
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                dialog.with_user(user).action_set()
        with self.assertRaisesRegex(UserError, "published"):
            self.gmi_rules.with_user(self.rules).override_group_ids = self.env.ref(f"{MODULE}.group_reception")
        delete = "DELETE FROM kentro_ruleset_res_groups_rel WHERE kentro_ruleset_id = %s"
        self.env.cr.execute(delete, self.gmi_rules.ids)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            kept.with_user(self.coordinator).set_against("not_met", "I know better")
        self.assertFalse(self.env["kentro.override"].search([("model", "=", kept._name), ("res_id", "=", kept.id)]))

    def test_a_result_set_otherwise_is_noted_and_the_pre_check_stays(self):
        kept = self.kept()
        mine = kept.with_user(self.coordinator)
        for result, reason in (("met", "As it stands"), ("not_met", " "), ("not_met", None), ("unknown", "Why")):
            with self.subTest(result=result, reason=reason), self.assertRaises(UserError):
                mine.set_against(result, reason)
        mine.set_against("not_met", "She told us of work abroad")
        self.assertEqual((kept.result, kept.set_result), ("met", "not_met"))
        self.assertIn("She told us of work abroad", kept.with_user(self.worker).set_by)
        row = self.env["kentro.override"].with_user(self.director).search([("res_id", "=", kept.id)], limit=1)
        self.assertEqual((row.user_id, row.result, row.model), (self.coordinator, "not_met", kept._name))

    def test_why_it_was_set_otherwise_is_told_to_those_who_know_what_it_rests_on(self):
        self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.maria.id})
        self.env["kentro.disability"].create(
            {"beneficiary_id": self.maria.id, "degree": 80, "date_from": "2020-01-01", "is_indefinite": True}
        )
        kept = self.kept(programme=self.env.ref(f"{MODULE}.programme_electricity"))
        result = "not_met" if kept.result == "met" else "met"
        kept.with_user(self.coordinator).set_against(result, "Her certificate says 80 %")
        self.assertIn("80 %", kept.with_user(self.worker).set_by)
        desk = kept.with_user(self.reception)
        self.assertEqual((desk.why, desk.set_result), ("closed", result))
        self.assertNotIn("80 %", desk.set_by)

    def test_it_says_which_rules_were_set_aside(self):
        self.maria.write({"employment": "unemployed_unregistered"})
        kept = self.kept()
        kept.with_user(self.coordinator).set_against("met", "She registered this morning")
        row = self.env["kentro.override"].search([("model", "=", kept._name), ("res_id", "=", kept.id)])
        self.assertEqual(row.rule_id, self.env.ref(f"{MODULE}.rule_gmi_work"))
        self.assertEqual(row.group_id, self.env.ref(f"{MODULE}.group_coordinator"))

    # --- the life of the file ---------------------------------------------------------------------

    def test_a_merge_of_two_entries_takes_it_along(self):
        elderly = self.env.ref(f"{MODULE}.programme_elderly")
        self.maria.birth_date = "1950-01-01"
        kept = self.kept(programme=elderly)
        self.assertEqual(kept.beneficiary_id, self.maria)
        other = self._beneficiary("Παπαδοπούλου", "Μαρία", birth_date="1950-01-01")
        merge = self.env["kentro.merge"].with_user(self.coordinator)._begin(other, self.maria)
        merge.action_merge()
        self.env.invalidate_all()
        self.assertEqual(kept.beneficiary_id, other)
        self.assertEqual(kept.why, "open")
        self.assertTrue(kept.cards["cards"][0]["findings"])
        self.assertIn("The same answer", self.again(kept, "action_again").with_context(lang="en_US").told)

    def test_of_an_anonymised_member_nothing_is_left_in_it(self):
        self._says_all(self.giorgos)
        self._joins(self.giorgos)
        kept = self.kept()
        self.assertIn("1970", str(kept.sudo().facts))
        self.env["kentro.anonymise"].sudo()._people(self.giorgos)
        self.assertFalse(kept.sudo().facts or kept.sudo().findings)
        self.assertEqual((kept.why, kept.result), ("erased", kept.result))
        with self.assertRaises(UserError):
            kept.action_again()

    def test_export_tells_her_all_of_it(self):
        kept = self.kept()
        (told,) = self.env["kentro.data.request"]._export_rows_of(kept.sudo())
        self.assertEqual(told["result"], "met")
        self.assertIn("ΕΕΕ", told["explanation"])
        self.assertIn("216", told["explanation"])
        self.assertNotIn("Παπαδοπούλου", str(told))
        File = self.env["kentro.person.file"]
        self.assertIn(kept._name, [model._name for model, _field in File._links("kentro.household", ())])

    def test_a_household_of_many_programmes_is_kept_in_few_queries(self):
        check = self.check()
        check.action_keep()
        self.env.flush_all()
        with self.assertQueryCount(130):
            check.action_keep()
            self.env.flush_all()
