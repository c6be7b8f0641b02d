from odoo import Command, fields
from odoo.tests import HttpCase, tagged

from .common import CasesCommon

HOMES = {
    "reception": "kentro.person.search",
    "worker": "kentro.case",
    "coordinator": "kentro.case",
    "director": "kentro.statistics",
    "volunteers": "kentro.service",
    "dpo": "kentro.review.item",
    "rules": "kentro.workflow",
}


@tagged("post_install", "-at_install")
class TestScreens(CasesCommon):
    """What each role can open, and what a screen tells."""

    def _leaves(self, user):
        """Return ``(menu name, action)`` of every menu of the app that ``user`` sees."""
        menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
        app = self.env.ref("kentro_koinotitas.menu_kentro").id
        for menu in menus.values():
            if menu.get("appID") == app and menu["actionID"] and not menu["children"]:
                yield menu["name"], self.env[menu["actionModel"]].sudo().browse(menu["actionID"])

    def test_no_menu_ends_in_an_access_error(self):
        for login in HOMES:
            user = getattr(self, login)
            leaves = list(self._leaves(user))
            self.assertTrue(leaves, login)
            for name, action in leaves:
                with self.subTest(role=login, menu=name):
                    self._open(user, action)

    def _open(self, user, action):
        """Do what the web client does when the action is opened."""
        Model = self.env[action.res_model].with_user(user)
        views = Model.get_views([(False, mode) for mode in action.view_mode.split(",")] + [(False, "search")])
        for mode, view in views["views"].items():
            self.assertTrue(view["arch"], mode)
        names = set(views["models"][action.res_model]["fields"]) - {"id"}
        if action.view_mode.startswith("form"):
            Model.onchange({}, [], {name: {} for name in names if not Model._fields[name].relational})
        else:
            Model.web_search_read([], {name: {} for name in names if not Model._fields[name].relational}, limit=1)

    def test_the_app_opens_where_the_role_begins_the_day(self):
        for login, model in HOMES.items():
            with self.subTest(role=login):
                action = self.env["res.users"].with_user(getattr(self, login)).action_kentro_home()
                self.assertEqual(action["res_model"], model)

    def test_desk_sees_that_a_person_is_expected_but_not_for_what(self):
        followup = self._followup(planned_on=fields.Date.add(fields.Date.today(), days=3), kind="meeting")
        search = self.env["kentro.person.search"].with_user(self.worker2)
        lines = " ".join(search._neutral_details(self.beneficiary.sudo()))
        self.assertTrue(lines)
        for secret in (followup.name, followup.case_id.name, self.structure.name, self.worker.name):
            self.assertNotIn(secret, lines)

    def test_a_call_by_phone_is_no_appointment(self):
        self._followup(planned_on=fields.Date.add(fields.Date.today(), days=3), kind="phone")
        search = self.env["kentro.person.search"].with_user(self.reception)
        self.assertFalse(search._neutral_details(self.beneficiary))

    def test_search_opened_from_a_request_gives_it_the_person(self):
        request = self.env["kentro.request"].with_user(self.reception).create({"description": "By phone"})
        search = self.env["kentro.person.search"].with_user(self.reception).with_context(kentro_request_id=request.id)
        [card] = [card for card in search._answer(self.maria.name)["cards"] if card["id"] == self.maria.id]
        self.assertEqual(card["actions"][0]["method"], "action_choose")
        self.assertEqual(search.action_choose(self.maria.id)["res_id"], request.id)
        self.assertEqual(request.beneficiary_id, self.maria)

    def test_person_registered_from_a_request_is_its_person(self):
        request = self.env["kentro.request"].with_user(self.reception).create({"description": "By phone"})
        people = self.env["kentro.beneficiary"].with_user(self.reception).with_context(kentro_request_id=request.id)
        person = people.create({"last_name": "Νέα", "first_name": "Άννα"})
        self.assertEqual(request.beneficiary_id, person)

    def test_what_a_step_asks_does_not_hinder_it_before_it_is_asked(self):
        followup = self._followup(planned_on=fields.Date.today())
        [done] = [step for step in followup.steps if step["code"] == "done"]
        self.assertFalse(done["hindrances"])
        self.assertEqual([ask["name"] for ask in done["asks"] if ask["now"]], ["done_on"])

    def _followup(self, **vals):
        followups = self.env["kentro.followup"].with_user(self.worker)
        return followups.create({"case_id": self.case.id, "user_id": self.worker.id, **vals})

    def test_result_in_one_click_is_the_answer(self):
        request = self._information(information_result="papers")
        self.assertEqual(request.stage_kind, "done")
        self.assertTrue(request.outcome)
        written = self._information(information_result="papers", outcome="Come back on Monday")
        self.assertEqual(written.outcome, "Come back on Monday")

    def _information(self, **vals):
        topic = self.env["kentro.topic"].search([], limit=1)
        requests = self.env["kentro.request"].with_user(self.reception)
        return requests.create({"information_only": True, "topic_ids": [Command.set(topic.ids)], **vals})

    def test_calendar_follows_the_hour_of_the_request(self):
        request = self.env["kentro.request"].with_user(self.reception).create({"beneficiary_id": self.beneficiary.id})
        request.take_step("appointment", {"appointment_on": "2030-03-04 09:00:00"})
        request.appointment_on = "2030-03-05 10:00:00"
        event = request.sudo().appointment_id
        self.assertEqual(fields.Datetime.to_string(event.start), "2030-03-05 10:00:00")
        self.assertEqual((event.stop - event.start).seconds, 30 * 60)

    def test_preview_tells_the_body_what_the_basis_allows_and_no_more(self):
        referral = self._referral(legal_basis="consent")
        self.assertIn(self.beneficiary.display_name, referral.shared_preview)
        self.assertNotIn(self.beneficiary.phone, referral.shared_preview, "nobody has agreed to it")
        referral.consent_id = self._consent(referral, "identity")
        self.assertNotIn(self.beneficiary.phone, referral.shared_preview, "agreed to the name only")
        referral.write({"legal_basis": "duty", "duty": "prosecutor"})
        self.assertIn(self.beneficiary.phone, referral.shared_preview)

    def test_preview_tells_the_body_no_telephone_of_a_person_in_danger(self):
        self.beneficiary.safe_contact_only = True
        self.case.summary = "Nobody's business"
        referral = self._referral(legal_basis="consent")
        referral.consent_id = self._consent(referral, "contact")
        self.assertNotIn(self.beneficiary.phone, referral.shared_preview)
        self.assertNotIn("Nobody's business", referral.shared_preview)

    def _referral(self, **vals):
        body = self.env["res.partner"].create({"name": "Body", "is_kentro_body": True})
        referrals = self.env["kentro.referral"].with_user(self.worker)
        return referrals.create({"case_id": self.case.id, "body_id": body.id, "purpose": "A shelter", **vals})

    def _consent(self, referral, category):
        return self.env["kentro.consent"].create(
            {
                "beneficiary_id": self.beneficiary.id,
                "receiver_id": referral.body_id.id,
                "data_ids": [Command.set(self.env.ref(f"kentro_koinotitas.data_category_{category}").ids)],
            }
        )


@tagged("post_install", "-at_install")
class TestScreensInTheBrowser(HttpCase, CasesCommon):
    def test_an_interrupted_entry_survives_and_is_saved_once(self):
        self.start_tour("/odoo/kentro-information", "kentro_information_survives", login="test_reception")
        entry = self.env["kentro.request"].search([("user_id", "=", self.reception.id)])
        self.assertEqual(len(entry), 1)
        self.assertTrue(entry.information_only)
        self.assertEqual((entry.channel, entry.outcome), ("phone", "Half a sentence"))
        self.assertEqual((entry.stage_kind, len(entry.topic_ids)), ("done", 1))

    def test_dragging_a_card_asks_what_the_step_asks(self):
        request = self.env["kentro.request"].with_user(self.reception).create({"beneficiary_id": self.beneficiary.id})
        url = "/odoo/action-kentro_koinotitas.kentro_request_action?view_type=kanban"
        self.start_tour(url, "kentro_drag_takes_a_step", login="test_reception")
        self.assertEqual(request.stage_id.code, "appointment")
        self.assertTrue(request.appointment_on)

    def test_a_refused_drag_says_why_and_the_card_goes_back(self):
        assessment = self.env["kentro.assessment"].with_user(self.worker).create({"case_id": self.case.id})
        url = "/odoo/action-kentro_koinotitas.kentro_assessment_action?view_type=kanban"
        with self.assertLogs("odoo.http", "WARNING"):
            self.start_tour(url, "kentro_refused_drag_is_a_warning", login="test_worker")
        self.assertEqual(assessment.stage_id.code, "draft")

    def test_a_score_takes_one_click(self):
        assessment = self.env["kentro.assessment"].with_user(self.worker).create({"case_id": self.case.id})
        url = f"/odoo/action-kentro_koinotitas.kentro_assessment_action/{assessment.id}"
        self.start_tour(url, "kentro_scores_in_one_click", login="test_worker")
        self.assertEqual(assessment.score_ids[:2].mapped("score"), [2, 8])
        self.assertEqual(self.case.goal_ids.mapped("name"), ["A roof"])

    def test_the_history_on_the_form_follows_a_step(self):
        url = f"/odoo/action-kentro_koinotitas.kentro_case_action/{self.case.id}"
        self.start_tour(url, "kentro_history_follows_a_step", login="test_worker")
        self.assertEqual(self.case.stage_id.code, "assessment")
