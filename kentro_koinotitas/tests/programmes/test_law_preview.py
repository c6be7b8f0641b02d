from datetime import date

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_law_follow import LawCommon

EVER = "2015-01-01"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-10")
class TestLawPreview(LawCommon):
    """Before a change holds: who gains, who loses, who becomes unknown, whose amount changes, and by how much."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True)
        cls.both = cls._user("coordinator", cls.structure, login="both")
        cls.both.group_ids += cls.rules.group_ids
        cls.elsewhere = cls._user("coordinator", cls.annex, login="elsewhere")
        cls.env = cls.env(su=False)
        cls.poor = cls._household("Φτωχού", employment="unemployed")
        cls.idle = cls._household("Αδήλωτου", employment="unemployed_unregistered")
        cls.silent = cls._household("Σιωπηλού")
        cls.rich = cls._household("Πλούσιου", wage=5000, employment="employed")
        cls.all = cls.poor | cls.idle | cls.silent | cls.rich
        cls.draft = cls.gmi._follow(date(2027, 3, 1))

    @classmethod
    def _household(cls, name, wage=0, **values):
        person = (
            cls.env["kentro.beneficiary"]
            .with_user(cls.worker)
            .create({"last_name": name, "first_name": "Άννα", "birth_date": "1986-05-02", **values})
        )
        member = {"beneficiary_id": person.id, "relation": "applicant", "date_from": EVER}
        household = cls.env["kentro.household"].with_user(cls.worker).create({"member_ids": [Command.create(member)]})
        said = {"beneficiary_id": person.id, "date_from": EVER}
        kind = cls._shipped("income_kind_wage" if wage else "income_kind_none").id
        cls.env["kentro.income"].with_user(cls.worker).create({**said, "kind_id": kind, "amount": wage})
        for asset in ("property", "vehicle", "deposits"):
            cls.env["kentro.asset"].with_user(cls.worker).create({**said, "kind": asset, "value": 0})
        answers = cls.env["kentro.answer"].with_user(cls.worker)
        answers.create({**said, "question_id": cls._shipped("question_legal_residence").id, "answer": "yes"})
        luxury = {"question_id": cls._shipped("question_luxury").id, "answer": "no", "date_from": EVER}
        answers.create({**luxury, "household_id": household.id})
        return household.with_env(cls.env)

    def _preview(self, user=None, **values):
        preview = (
            self.env["kentro.law.preview"].with_user(user or self.both).create({"on_date": "2026-11-10", **values})
        )
        preview.action_preview()
        return preview

    def _who(self, found):
        """Of the households made here: ``{change: ids}``, those changes that there are."""
        return {
            change: set(ids) & set(self.all.ids) for change, ids in found["who"].items() if set(ids) & set(self.all.ids)
        }

    def test_a_draft_shows_who_gains(self):
        self.draft.criterion_ids.filtered(lambda criterion: criterion.rule_id == self.work).unlink()
        (found,) = self._preview(ruleset_id=self.draft.id).found["programmes"]
        self.assertEqual(self._who(found), {"gain": {self.idle.id, self.silent.id}})
        (paid,) = found["paid"]
        self.assertEqual(paid["each"], "a month")
        self.assertRegex(paid["more"], r"^\+432.00 €$")

    def test_a_draft_shows_who_loses_and_who_becomes_unknown(self):
        rule = self.work.copy({"must_domain": "[('member_ids', 'not any', [('employment', '=', 'unemployed')])]"})
        self.draft.criterion_ids = [Command.create({"rule_id": rule.id})]
        (found,) = self._preview(ruleset_id=self.draft.id).found["programmes"]
        self.assertEqual(self._who(found), {"lose": {self.poor.id}})
        married = "[('member_ids', 'any', [('marital_status', '=', 'married')])]"
        rule.must_domain = married
        (found,) = self._preview(ruleset_id=self.draft.id).found["programmes"]
        self.assertEqual(self._who(found), {"unknown": {self.poor.id}})

    def test_another_value_shows_whose_amount_changes_and_nothing_is_in_force(self):
        preview = self._preview(parameter_id=self.base.id, value=230)
        by_name = {found["programme"]: found for found in preview.found["programmes"]}
        found = by_name[self.gmi.programme_id.name]
        self.assertEqual(self._who(found), {"amount": {self.poor.id}})
        self.assertRegex(found["paid"][0]["more"], r"^\+14.00 €$")
        self.assertIn(self._shipped("ruleset_electricity").programme_id.name, by_name, "it rests on the same value")
        self.assertEqual(self.base.value_ids.filtered(lambda value: not value.date_to).value, 216)

    def test_who_can_be_opened(self):
        preview = self._preview(parameter_id=self.base.id, value=230)
        place = [found["programme"] for found in preview.found["programmes"]].index(self.gmi.programme_id.name)
        action = preview.action_open(place, "amount")
        self.assertEqual((action["res_model"], action["domain"][0][:2]), ("kentro.household", ("id", "in")))
        self.assertIn(self.poor, self.env["kentro.household"].with_user(self.both).search(action["domain"]))

    def test_of_rules_about_a_person_people_are_counted(self):
        parameter = self._shipped("param_elderly_amount")
        found = self._preview(parameter_id=parameter.id, value=1).found["programmes"]
        self.assertIn("kentro.beneficiary", {programme["model"] for programme in found})

    def test_it_counts_whom_the_user_may_read(self):
        keeper = self._preview(user=self.rules, parameter_id=self.base.id, value=230)
        self.assertEqual(keeper.found, {"nobody": True, "programmes": []})
        preview = self._preview(user=self.elsewhere, parameter_id=self.base.id, value=230)
        self.assertTrue(all(not self._who(found) for found in preview.found["programmes"]))
        for user in (self.worker, self.reception, self.director):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self._preview(user=user, parameter_id=self.base.id, value=230)
        with self.assertRaises(AccessError):
            keeper.with_user(self.elsewhere).read(["found"])

    def test_what_cannot_be_looked_at_is_told(self):
        with self.assertRaisesRegex(UserError, "Choose the draft, or the parameter"):
            self._preview()
        spare = self.env["kentro.parameter"].create({"name": "Αχρησιμοποίητη", "code": "t"})
        with self.assertRaisesRegex(UserError, "rest on «Αχρησιμοποίητη»: nothing would change"):
            self._preview(parameter_id=spare.id)

    def test_it_takes_as_many_queries_for_many_households(self):
        self._preview(ruleset_id=self.draft.id)
        preview = (
            self.env["kentro.law.preview"]
            .with_user(self.both)
            .create({"on_date": "2026-11-10", "ruleset_id": self.draft.id})
        )
        self.env.invalidate_all()
        with self.assertQueryCount(70):
            preview.action_preview()
