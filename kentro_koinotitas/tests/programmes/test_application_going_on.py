from odoo.tests import Form, tagged

from .application_common import ApplicationCommon

GMI = "kentro_koinotitas.programme_gmi"


@tagged("post_install", "-at_install")
class TestApplicationGoingOn(ApplicationCommon):
    """Whoever is about to apply is told of the application that goes on already."""

    def _card(self, user):
        action = self.home.with_user(user).action_entitlements()
        check = self.env[action["res_model"]].with_user(user).browse(action["res_id"])
        name = self.env.ref(GMI).name
        return check, next(card for card in check.cards["cards"] if card["programme"] == name)

    def _applied(self, user=None, **vals):
        return self.new_application(user, programme_id=self.env.ref(GMI).id, **vals)

    def test_a_second_one_is_told_of_the_first(self):
        second = self.new_application()
        self.assertEqual(second.alike_ids, self.application)
        self.submit(self.application)
        self.assertEqual(second.alike_ids, self.application, "on its way")
        why = {"decision_date": "2026-03-10", "reject_reason": "Income"}
        self.application.with_user(self.worker).take_step("reject", why)
        self.application.with_user(self.worker).take_step("close")
        second.invalidate_recordset()
        self.assertFalse(second.alike_ids, "it has ended")

    def test_a_new_one_is_told_before_it_is_saved(self):
        with Form(self.env["kentro.application"].with_user(self.reception)) as form:
            form.programme_id = self.programme
            form.beneficiary_id = self.maria
            self.assertEqual(form.alike_ids.ids, self.application.ids)

    def test_that_of_another_programme_or_household_is_not_alike(self):
        other = self._applied()
        self.assertFalse(other.alike_ids)

    def test_what_it_renews_is_not_alike(self):
        self.approve(self.application, valid_to="2099-12-31")
        action = self.application.with_user(self.worker).action_renew()
        renewal = (
            self.env["kentro.application"]
            .with_user(self.worker)
            .with_context(**action["context"])
            .create({"date": "2026-08-01"})
        )
        self.assertEqual(renewal.renewed_from_id, self.application)
        self.assertFalse(renewal.alike_ids)

    def test_the_card_tells_of_it(self):
        _check, card = self._card(self.reception)
        self.assertFalse(card["applications"])
        application = self._applied()
        _check, card = self._card(self.reception)
        (told,) = card["applications"]
        self.assertEqual(told["id"], application.id)
        self.assertIn(application.stage_id.name, told["text"])

    def test_the_card_tells_nothing_of_what_the_reader_may_not_see(self):
        self._applied(self.worker, case_id=self.case.id)
        self.assertFalse(self._card(self.reception)[1]["applications"])
        self.assertTrue(self._card(self.worker)[1]["applications"])

    def test_begun_from_a_card_it_belongs_to_the_case_of_who_begins_it(self):
        check, card = self._card(self.worker)
        self.assertEqual(check.action_apply(card["ruleset_id"])["context"]["default_case_id"], self.case.id)
        check, card = self._card(self.reception)
        self.assertNotIn("default_case_id", check.action_apply(card["ruleset_id"])["context"])

    def test_an_appointment_for_it_is_about_applying(self):
        topics = self.application.with_user(self.reception).action_appointment()["context"]["default_topic_ids"]
        self.assertEqual(self.env["kentro.topic"].browse(topics).mapped("code"), ["application"])

    def test_from_the_case_it_is_one_press_to_what_she_is_entitled_to(self):
        action = self.case.with_user(self.worker).action_entitlements()
        check = self.env[action["res_model"]].with_user(self.worker).browse(action["res_id"])
        self.assertEqual(check.household_id, self.home)
