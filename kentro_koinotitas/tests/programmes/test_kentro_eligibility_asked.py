from datetime import date

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import format_date

from .common import MeansCommon


@tagged("post_install", "-at_install")
class TestEligibilityAsked(MeansCommon):
    """Σοφία joins the household of Μαρία, and nobody asked her anything yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sofia = cls._beneficiary("Δείγμα", "Σοφία", birth_date="1988-04-04")
        cls.sofia.write({"nationality": cls.env.ref("base.gr").id, "employment": "unemployed"})
        cls._joins(cls.sofia)

    def _check(self, user=None):
        action = self.home.with_user(user or self.reception).action_entitlements()
        return self.env[action["res_model"]].with_user(user or self.reception).browse(action["res_id"])

    def _row(self, check, what):
        return next((row for row in check.cards["asked"] if row["what"] == what), None)

    def _gmi(self, check):
        return next(card for card in check.cards["cards"] if card["programme"] == self.gmi.name)

    def test_what_is_lacking_is_asked_once_of_each_of_whom_it_is(self):
        check = self._check()
        row = self._row(check, "legal_residence")
        self.assertTrue(row["question"])
        self.assertEqual([person["id"] for person in row["people"]], self.sofia.ids)
        self.assertEqual(len([row for row in check.cards["asked"] if row["what"] == "income"]), 1)

    def test_a_household_answers_step_by_step_until_it_is_known(self):
        check = self._check()
        self.assertEqual(self._gmi(check)["result"], "unknown")
        for what, said in (("legal_residence", "yes"), ("in_school", "yes"), ("income", "none"), ("asset", "none")):
            if self._row(check, what):
                check.action_declare(what, self.sofia.ids, said)
                check.invalidate_recordset(["cards"])
                self.assertFalse(self._row(check, what), f"{what} is not asked again")
        self.assertEqual(self._gmi(check)["result"], "met")

    def test_none_is_declared_for_the_time_and_the_kinds_that_are_asked(self):
        check = self._check()
        made = check.action_declare("income", self.sofia.ids, "none")
        income = self.env[made["model"]].browse(made["ids"])
        self.assertEqual((income.nature, income.amount), ("none", 0))
        self.assertLessEqual(income.date_from, date(fields.Date.today().year - 1, 1, 1))
        self.env["kentro.asset"].create({"beneficiary_id": self.sofia.id, "kind": "vehicle", "value": 900})
        made = check.action_declare("asset", self.sofia.ids, "none")
        assets = self.env[made["model"]].browse(made["ids"])
        self.assertEqual(set(assets.mapped("kind")), {"property", "deposits"})
        self.assertFalse(any(assets.mapped("value")))

    def test_who_has_an_income_declares_none_nowhere_by_one_press(self):
        none = self.env["kentro.income.kind"].search([("nature", "=", "work")], limit=1)
        self.env["kentro.income"].create(
            {"beneficiary_id": self.sofia.id, "kind_id": none.id, "amount": 100, "date_from": fields.Date.today()}
        )
        (person,) = self._row(self._check(), "income")["people"]
        self.assertFalse(person["none"])

    def test_what_was_answered_meanwhile_is_said(self):
        check = self._check()
        check.action_declare("legal_residence", self.sofia.ids, "yes")
        with self.assertRaises(UserError):
            check.action_declare("legal_residence", self.sofia.ids, "no")

    def test_no_other_answer_is_taken_down(self):
        for what, said in (("legal_residence", "none"), ("income", "yes"), ("age", "none")):
            with self.subTest(what), self.assertRaises(UserError):
                self._check().action_declare(what, self.sofia.ids, said)

    def test_nobody_answers_for_a_stranger(self):
        """What is not asked here is refused, whoever it is said of."""
        stranger = self._beneficiary("Δείγμα", "Ξένη", birth_date="1990-01-01")
        with self.assertRaises(UserError):
            self._check().action_declare("legal_residence", stranger.ids, "yes")

    def test_who_may_not_write_is_asked_nothing(self):
        check = self._check()
        self.env["ir.model.access"].search(
            [("model_id.model", "=", "kentro.beneficiary"), ("perm_write", "=", True)]
        ).perm_write = False
        self.env.registry.clear_cache()
        check.invalidate_recordset(["cards"])
        self.assertFalse([person for row in check.cards["asked"] for person in row["people"] if person["id"]])

    def test_what_is_supposed_is_not_asked(self):
        check = self._check()
        check.write({"supposed_ids": [(0, 0, {"what": "born"})]})
        self.assertFalse(check.cards["asked"])

    def test_the_form_of_what_is_lacking_opens(self):
        check = self._check()
        action = check.action_enter("income", self.sofia.id)
        self.assertEqual((action["res_model"], action["target"]), ("kentro.income", "new"))
        (person,) = self._row(check, "income")["people"]
        since = fields.Date.to_date(action["context"]["default_date_from"])
        self.assertIn(format_date(check.env, since), person["time"], "what is entered answers what is asked")
        self.assertEqual(check.action_enter("asset", self.sofia.id)["context"]["default_kind"], "property")
        self.assertEqual(check.action_enter("age", self.sofia.id)["res_id"], self.sofia.id)
        self.assertEqual(check.action_enter("rent", False)["res_model"], "kentro.housing")

    def test_whatever_is_asked_can_be_taken_down(self):
        """Of every programme, those that give points too: each row is answered, until nothing is asked."""
        old = self._beneficiary("Δείγμα", "Πάππος", birth_date="1940-01-01")
        self._joins(old, "parent")
        check = self._check()
        for _round in range(40):
            check.invalidate_recordset(["cards"])
            rows = [(row, person) for row in check.cards["asked"] for person in row["people"]]
            mine = [(row, person) for row, person in rows if row["question"] or person["none"]]
            if not mine:
                break
            row, person = mine[0]
            check.action_declare(row["what"], [person["id"]], "no" if row["question"] else "none")
        self.assertFalse(mine)
        for row, person in rows:
            self.assertTrue(check.action_enter(row["what"], person["id"])["res_model"])
