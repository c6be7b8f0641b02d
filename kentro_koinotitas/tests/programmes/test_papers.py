import ast

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date
from odoo.tests import tagged

from ..common import KentroCommon

DAY = Date.to_date("2026-06-15")


class PapersCommon(KentroCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leo = cls._beneficiary("Δείγμα", "Λέων", birth_date="2018-05-02")
        cls.household = cls._household(cls.maria, cls.giorgos, cls.leo)
        cls.programme = cls.env["kentro.programme"].create({"name": "Sample", "code": "sample"})
        cls.consent = cls._rule("consent_form", "member", "[('age', '>=', 18)]")
        cls.bill = cls._rule("electricity")
        cls.medical = cls._rule("medical", "member", "[('relation', '=', 'applicant')]")
        cls.ruleset = cls._ruleset(cls.consent | cls.bill | cls.medical)

    @classmethod
    def _household(cls, *people):
        household = cls.env["kentro.household"].create({"structure_id": cls.structure.id})
        relations = ("applicant", "spouse", "child")
        for person, relation in zip(people, relations, strict=False):
            cls.env["kentro.household.member"].create(
                {
                    "household_id": household.id,
                    "beneficiary_id": person.id,
                    "relation": relation,
                    "date_from": "2020-01-01",
                }
            )
        return household

    @classmethod
    def _kind(cls, code):
        return cls.env.ref(f"kentro_koinotitas.document_kind_{code}")

    @classmethod
    def _rule(cls, kind, of="household", when="[]", **values):
        facts = "household" if of == "household" else "person"
        return cls.env["kentro.rule"].create(
            {
                "name": f"Bring {kind}",
                "kind": "document",
                "model_id": cls.env["ir.model"]._get_id(f"kentro.{facts}.facts"),
                "document_kind_id": cls._kind(kind).id,
                "paper_of": of,
                "when_domain": when,
                **values,
            }
        )

    @classmethod
    def _ruleset(cls, rules, **values):
        vals = {"name": "Sample", "programme_id": cls.programme.id, "date_from": "2020-01-01", **values}
        ruleset = cls.env["kentro.ruleset"].create({**vals, "paper_rule_ids": [Command.set(rules.ids)]})
        ruleset.action_publish()
        return ruleset

    def _paper(self, code, owner=None, **values):
        owner = owner if owner is not None else self.maria
        name = "household_id" if owner._name == "kentro.household" else "beneficiary_id"
        return self.env["kentro.document"].create({"kind_id": self._kind(code).id, name: owner.id, **values})

    def _states(self, user=None, on=DAY, ruleset=None):
        ruleset, household = ruleset or self.ruleset, self.household
        if user:
            ruleset, household = ruleset.with_user(user), household.with_user(user)
        self.env.invalidate_all()
        found = ruleset._papers(household, on)[household, ruleset]
        return [(paper.kind.code, paper.person.sudo().first_name or "", paper.state, paper.perhaps) for paper in found]


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestPapers(PapersCommon):
    """Which papers a programme asks of whom, and which are there, as the user may know it."""

    def test_each_member_brings_what_is_asked_of_her_and_the_household_one(self):
        self.assertEqual(
            self._states(),
            [
                ("electricity", "", "missing", False),
                ("consent_form", "Μαρία", "missing", False),
                ("consent_form", "Γιώργος", "missing", False),
                ("medical", "Μαρία", "missing", False),
            ],
        )

    def test_a_paper_of_any_member_serves_for_the_household_and_only_her_own_for_a_member(self):
        self._paper("electricity", self.giorgos, issued_on="2026-06-01")
        self._paper("consent_form", self.giorgos)
        self._paper("medical", self.giorgos)
        states = {row[:2]: row[2] for row in self._states()}
        self.assertEqual(states["electricity", ""], "in_hand")
        self.assertEqual(states["consent_form", "Γιώργος"], "in_hand")
        self.assertEqual(states["consent_form", "Μαρία"], "missing")
        self.assertEqual(states["medical", "Μαρία"], "missing")

    def test_expired_soon_and_in_hand_and_the_best_paper_counts(self):
        bill = self._paper("electricity", self.household, date_to="2026-06-14")
        self.assertIn(("electricity", "", "expired", False), self._states())
        self.assertIn(("electricity", "", "expiring", False), self._states(on=Date.to_date("2026-06-14")))
        self._paper("electricity", self.household, date_to="2026-07-15")
        self.assertIn(("electricity", "", "expiring", False), self._states())
        newest = self._paper("electricity", self.household, date_to="2026-07-16")
        self.assertIn(("electricity", "", "in_hand", False), self._states())
        self.assertEqual(
            [p.document for p in self.ruleset._papers(self.household, DAY)[self.household, self.ruleset] if p.document],
            [newest],
        )
        (bill | newest).active = False
        self.assertIn(("electricity", "", "expiring", False), self._states())

    def test_what_comes_first_is_what_has_to_be_done(self):
        self._paper("electricity", self.household)
        self._paper("consent_form", self.maria, date_to="2026-01-01")
        self.assertEqual([row[2] for row in self._states()], ["missing", "missing", "expired", "in_hand"])

    def test_whether_a_paper_is_asked_may_not_be_known(self):
        self.giorgos.birth_date = False
        self.assertIn(("consent_form", "Γιώργος", "missing", True), self._states())
        self.assertEqual(self._states()[-1][3], True, "what is asked only perhaps comes last")

    def test_a_paper_that_must_be_recent_and_has_no_date_does_not_count(self):
        recent = self._rule("pension_albania", "member", "[('relation', '=', 'applicant')]", not_older_than=6)
        other = self.env["kentro.programme"].create({"name": "Other", "code": "other_sample"})
        ruleset = self._ruleset(recent, programme_id=other.id)
        paper = self._paper("pension_albania", self.maria, date_to="2030-01-01")
        self.assertEqual(self._states(ruleset=ruleset)[0][2], "expired")
        paper.issued_on = "2025-12-15"
        paper.date_to = "2030-01-01"
        self.assertEqual(self._states(ruleset=ruleset)[0][2], "expiring")
        paper.issued_on = "2025-12-14"
        paper.date_to = "2030-01-01"
        self.assertEqual(self._states(ruleset=ruleset)[0][2], "expired")
        self.assertEqual(self._states(ruleset=ruleset, on=Date.to_date("2025-12-13"))[0][2], "missing")

    # --- who may know -----------------------------------------------------------------------

    def test_a_special_paper_is_hidden_from_whoever_is_not_in_the_team(self):
        """Whether there is one or not: the answer is the same."""
        for _time in range(2):
            for user in (self.reception, self.coordinator, self.worker):
                with self.subTest(user=user.login):
                    self.assertIn(("medical", "Μαρία", "hidden", False), self._states(user))
            self._paper("medical")

    def test_the_team_of_the_case_sees_whether_there_is_one(self):
        self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.maria.id})
        self.assertIn(("medical", "Μαρία", "missing", False), self._states(self.worker))
        self._paper("medical")
        self.assertIn(("medical", "Μαρία", "in_hand", False), self._states(self.worker))
        self.assertIn(("medical", "Μαρία", "hidden", False), self._states(self.psychologist))

    def test_a_deputy_sees_it_as_the_team_does(self):
        self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.maria.id})
        substitute = self._user("case_worker", self.structure, login="substitute")
        self.assertIn(("medical", "Μαρία", "hidden", False), self._states(substitute))
        self.env["kentro.absence"].with_user(self.coordinator).create(
            {
                "user_id": self.worker.id,
                "structure_id": self.structure.id,
                "deputy_id": substitute.id,
                "date_from": "2026-06-01",
                "date_to": "2026-06-30",
            }
        )
        self.assertIn(("medical", "Μαρία", "missing", False), self._states(substitute))

    def test_whoever_reads_the_household_may_check_it_one_by_one_and_all_at_once(self):
        """Of disability and residence titles reception and coordinator read nothing: not known, and no error."""
        rulesets = self.env["kentro.ruleset"]._in_force(DAY)
        for user in (self.reception, self.coordinator, self.worker):
            with self.subTest(user=user.login):
                household = self.household.with_user(user)
                check = self.env["kentro.eligibility.check"].with_user(user).new({"household_id": household.id})
                self.assertIn("papers", check.cards["cards"][0])
                self.assertFalse(check.cards["no_adult"])
                for ruleset in rulesets.with_user(user):
                    ruleset._screen(DAY, household.ids)

    # --- rules ------------------------------------------------------------------------------

    def test_what_is_published_is_frozen_papers_too(self):
        for record, vals in (
            (self.ruleset, {"paper_rule_ids": [Command.clear()]}),
            (self.consent, {"when_domain": "[]"}),
            (self.consent, {"document_kind_id": self._kind("lease").id}),
            (self.bill, {"not_older_than": 3}),
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                record.with_user(self.rules).write(vals)
        self.consent.with_user(self.rules).name = "Consent of each adult"

    def test_a_paper_rule_is_followed_like_any_other(self):
        successor, drafts = self.bill.with_user(self.rules)._follow(Date.to_date("2027-01-01"))
        self.assertEqual(successor.document_kind_id, self.bill.document_kind_id)
        self.assertIn(successor, drafts.paper_rule_ids)
        self.assertNotIn(self.bill, drafts.paper_rule_ids)

    def test_a_paper_rule_says_which_and_of_whom(self):
        for values in (
            {"document_kind_id": False},
            {"paper_of": False},
            {"paper_of": "household"},
            {"must_domain": "[('age', '>', 3)]"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._rule("lease", "member", **values)

    def test_rules_that_do_not_fit_are_not_published(self):
        of_person, condition = self._rule("lease", "person"), self.env.ref("kentro_koinotitas.rule_residence")
        for papers, criteria in ((of_person, []), (condition, []), (self.env["kentro.rule"], self.bill), ([], [])):
            draft = self.env["kentro.ruleset"].create(
                {
                    "name": "Draft",
                    "programme_id": self.programme.id,
                    "paper_rule_ids": [Command.set(papers.ids if papers else [])],
                    "criterion_ids": [Command.create({"rule_id": rule.id}) for rule in criteria],
                }
            )
            with self.subTest(papers=papers), self.assertRaises(ValidationError):
                draft.action_publish()

    def test_papers_alone_are_no_check(self):
        recorded = self.household._recorded(DAY)[self.household]
        ((_ruleset, _person, found),) = self.ruleset._check(recorded, DAY)
        self.assertIsNone(found.holds)
        self.assertEqual(self.ruleset._screen(DAY, self.household.ids), {(self.household.id, None): None})

    def test_many_households_cost_as_many_queries_as_one(self):
        others = [self._beneficiary("Δείγμα", f"Νο{n}", birth_date="1980-01-01") for n in range(20)]
        homes = self.household
        for person in others:
            homes |= self._household(person)
            self._paper("consent_form", person)
        rulesets = self.env["kentro.ruleset"]._in_force(DAY).with_user(self.worker)
        counts = []
        for some in (homes[:2], homes):
            some = some.with_user(self.worker)
            rulesets._papers(some, DAY)
            self.env.invalidate_all()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            rulesets._papers(some, DAY)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)

    def test_shipped_papers_ask_nothing_twice_of_one(self):
        for ruleset in self.env["kentro.ruleset"].search([("paper_rule_ids", "!=", False)]):
            asked = [
                (rule.document_kind_id, rule.paper_of, ast.literal_eval(rule.when_domain) == [])
                for rule in ruleset.paper_rule_ids
            ]
            self.assertEqual(len(asked), len(set(asked)), ruleset.name)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestWithoutCheck(PapersCommon):
    """Programmes of which only papers, amounts and the place are known: shown as such, to whom they may concern."""

    def _cards(self, user=None):
        check = self.env["kentro.eligibility.check"].with_user(user or self.worker)
        check = check.new({"household_id": self.household.id})
        return {card["programme"]: card for card in check.cards["cards"]}

    def test_a_card_without_a_check_says_so_and_what_is_known(self):
        card = self._cards()["Allowance for visual disability"]
        self.assertEqual((card["checked"], card["result"]), (False, "unknown"))
        euros = [amount["euros"].replace(",", ".") for amount in card["amounts"]]
        self.assertEqual(euros, ["390.96 €", "752.76 €"])
        self.assertIn("authorised employee", card["where"]["platform"])
        self.assertTrue(all(line["perhaps"] for line in card["papers"] if line["who"]), "nobody knows of whom")

    def test_a_programme_with_a_check_says_where_to_apply_and_for_how_long(self):
        where = self._cards()["Guaranteed Minimum Income"]["where"]
        self.assertEqual((where["months"], where["days"], where["url"]), (6, 30, "https://keaprogram.gr"))

    def test_what_concerns_nobody_of_the_household_is_left_out(self):
        cards = self._cards()
        self.assertIn("School meals", cards)
        self.assertNotIn("Unemployment benefit", self._known("employment", "employed"))
        self.assertIn("Unemployment benefit", self._known("employment", "unemployed"))
        self.leo.birth_date = "2001-01-01"
        self.assertNotIn("School meals", self._cards())

    def _known(self, name, value):
        for person in (self.maria, self.giorgos, self.leo):
            person[name] = value
        return self._cards()

    def test_one_by_one_and_all_at_once_leave_out_the_same(self):
        ruleset = self.env.ref("kentro_koinotitas.ruleset_school_meals")
        for born, looked_at in (("2018-05-02", True), ("2001-01-01", False), (False, True)):
            self.leo.birth_date = born
            self.env.flush_all()
            recorded = self.household._recorded(DAY)[self.household]
            with self.subTest(born=born):
                self.assertEqual(bool(ruleset._check(recorded, DAY)), looked_at)
                self.assertEqual(bool(ruleset._screen(DAY, self.household.ids)), looked_at)
                self.assertEqual(bool(ruleset._papers(self.household, DAY).get((self.household, ruleset))), False)

    def test_rules_that_only_inform_say_so_themselves(self):
        draft = self.env["kentro.ruleset"].create({"name": "Draft", "programme_id": self.programme.id})
        self.ruleset.date_to = "2026-06-30"
        draft.date_from = "2026-07-01"
        with self.assertRaises(ValidationError):
            draft.action_publish()
        draft.only_informs = True
        draft.action_publish()

    def test_keeping_all_keeps_what_was_checked(self):
        kept = self.env["kentro.eligibility"].with_user(self.worker)._keep(self.household.with_user(self.worker), DAY)
        self.assertTrue(kept)
        self.assertTrue(all(ruleset._is_check(DAY) for ruleset in kept.ruleset_id))

    def test_an_address_on_the_web_is_one(self):
        with self.assertRaises(ValidationError):
            self.programme.apply_at = "javascript:alert(1)"
