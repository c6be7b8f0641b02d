from functools import partial

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CasesCommon

SECRET = "Μυστικό"


@tagged("post_install", "-at_install")
class TestSideDoors(CasesCommon):
    """Ways around the rules of a case: ids guessed, records moved, mail, followers, activities."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        as_worker2 = cls.env(user=cls.worker2)
        cls.foreign = as_worker2["kentro.case"].create(
            {"beneficiary_id": cls.eleni.id, "structure_id": cls.annex.id}
        )
        cls.foreign_assessment = as_worker2["kentro.assessment"].create({"case_id": cls.foreign.id})
        cls.foreign_household = as_worker2["kentro.household"].create(
            {"member_ids": [Command.create({"beneficiary_id": cls.eleni.id})]}
        )
        cls.worker.lang = "en_US"  # a refusal is told in the language of the one refused
        cls.mine = cls.env(user=cls.worker)
        cls.own = cls.case.with_user(cls.worker)

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.addons.base.models.ir_rule"))

    def refused(self, method, *arguments, error=AccessError, saying=""):
        with self.assertRaises(error) as caught, self.env.cr.savepoint():
            method(*arguments)
            self.env.flush_all()
        self.assertIn(saying, str(caught.exception))
        self.assertNotIn("Ξενάκη", str(caught.exception))

    def test_nothing_is_made_about_a_person_or_case_that_one_may_not_see(self):
        attempts = {
            "kentro.case": {"beneficiary_id": self.eleni.id, "structure_id": self.structure.id},
            "kentro.request": {"beneficiary_id": self.eleni.id},
            "kentro.household.member": {
                "beneficiary_id": self.maria.id, "household_id": self.foreign_household.id},
            "kentro.household.away": {"beneficiary_id": self.eleni.id, "date_from": "2026-01-01"},
            "kentro.custody": {"beneficiary_id": self.eleni.id, "holder_name": "x"},
            "kentro.income": {
                "household_id": self.foreign_household.id, "amount": 1,
                "kind_id": self.env.ref("kentro_koinotitas.income_kind_wage").id},
            "kentro.asset": {"beneficiary_id": self.eleni.id, "value": 1},
            "kentro.housing": {"household_id": self.foreign_household.id},
            "kentro.household.move": {"target_id": self.foreign_household.id},
            "kentro.goal": {"name": "x", "case_id": self.foreign.id},
            "kentro.assessment": {"case_id": self.foreign.id},
            "kentro.followup": {"case_id": self.foreign.id, "planned_on": "2026-12-01"},
        }  # fmt: skip
        for model, values in attempts.items():
            with self.subTest(model=model):
                self.refused(self.mine[model].create, values, saying="not among what you may see")
                defaults = {f"default_{name}": value for name, value in values.items()}
                self.refused(self.mine[model].with_context(**defaults).create, {})

    def test_nothing_is_moved_to_where_one_may_not_write(self):
        assessment = self.mine["kentro.assessment"].create({"case_id": self.case.id})
        goal = self.mine["kentro.goal"].create({"case_id": self.case.id, "name": "x"})
        request = self.mine["kentro.request"].create({})
        self.refused(assessment.write, {"case_id": self.foreign.id})
        self.refused(assessment.score_ids[0].write, {"assessment_id": self.foreign_assessment.id})
        self.refused(goal.write, {"case_id": self.foreign.id})
        self.refused(request.write, {"case_id": self.foreign.id})
        self.refused(request.write, {"beneficiary_id": self.eleni.id})
        for record in (request, self.own):
            self.refused(record.write, {"structure_id": self.annex.id})

    def test_a_form_tried_out_says_nothing_of_a_person_of_others(self):
        self.eleni.write({"birth_date": "1990-01-01", "safe_contact_only": True})
        shown = {"beneficiary_id": {"fields": {"display_name": {}}}}
        for model, more in (
            ("kentro.household.member", {"age": {}}),
            ("kentro.case", {"household_id": {"fields": {"display_name": {}}}, "safe_contact_only": {}}),
        ):
            self.refused(
                self.mine[model].onchange, {"beneficiary_id": self.eleni.id}, ["beneficiary_id"], {**shown, **more})

    def test_a_line_tried_out_in_a_form_says_nothing_of_a_case_or_person_of_others(self):
        person = {"beneficiary_id": {"fields": {"display_name": {}}}}
        to_case, to_person = {"case_id": self.foreign.id}, {"beneficiary_id": self.eleni.id}
        attempts = [
            ("kentro.goal", "referral_ids", to_case, {**person, "shared_preview": {}, "calendar_title": {}}),
            ("kentro.case", "assessment_ids", to_case, person),
            ("kentro.application", "renewal_ids", to_person, {"household_id": {}}),
            ("kentro.household", "housing_ids", {"contract_holder_id": self.eleni.id}, {}),
            ("res.partner", "kentro_beneficiary_ids", {"household_id": self.foreign_household.id}, {"city": {}}),
        ]
        for model, lines, values, more in attempts:
            shown = {lines: {"fields": {**{name: {} for name in values}, **more}}}
            with self.subTest(model=model):
                sent = {lines: [[0, "virtual", values]]}
                self.refused(self.mine[model].onchange, sent, [lines], shown)
                self.refused(self.mine[model].onchange, {lines: [values]}, [lines], shown)
                defaults = {f"default_{lines}": [[0, 0, values]]}
                self.refused(self.mine[model].with_context(**defaults).onchange, {}, [], shown)
        goal = {"case_id": {"beneficiary_id": self.eleni.id}}
        self.refused(self.mine["kentro.goal"].onchange, goal, ["case_id"], {"case_id": {"fields": person}})

    def test_a_default_of_her_own_points_at_no_file_of_others(self):
        """Everybody may set defaults for herself: Odoo fills them in where nothing is said."""
        for model, name, foreign in (
            ("kentro.goal", "case_id", self.foreign),
            ("kentro.followup", "case_id", self.foreign),
            ("kentro.income", "beneficiary_id", self.eleni),
            ("kentro.application", "beneficiary_id", self.eleni),
            ("kentro.household.member", "household_id", self.foreign_household),
        ):
            shown = {name: {"fields": {"display_name": {}}}}
            with self.subTest(model=model):
                self.mine["ir.default"].create(
                    {"field_id": self.env["ir.model.fields"]._get(model, name).id, "user_id": self.worker.id,
                     "json_value": str(foreign.id)}
                )  # fmt: skip
                self.refused(self.mine[model].onchange, {}, [], shown)
                self.refused(self.mine[model].create, {})

    def test_a_default_of_her_own_names_no_hidden_contact(self):
        shown = {"fields": {"display_name": {}}}
        for model, name, value in (("res.partner", "parent_id", "%s"), ("calendar.event", "partner_ids", "[%s]")):
            field = self.env["ir.model.fields"]._get(model, name)
            told = value % self.eleni.partner_id.id
            for user in (self.worker, self.admin, self.outsider):
                mine = self.env(user=user)
                mine["ir.default"].create({"field_id": field.id, "user_id": user.id, "json_value": told})
                with self.subTest(model=model, user=user.login):
                    self.refused(mine[model].onchange, {}, [], {name: shown})

    def test_a_case_is_handed_over_within_its_structure(self):
        self.own.write({"user_id": self.colleague.id})
        self.assertFalse(self.mine["kentro.case"].search([("id", "=", self.case.id)]))

    def test_what_is_written_on_a_case_reaches_those_who_may_read_it(self):
        stranger = self.env["res.partner"].create({"name": "x"})
        for partner in (self.outsider.partner_id, self.worker2.partner_id, stranger):
            for send in (self.own.message_post, self.own.message_notify):
                sending = partial(send, body=SECRET, partner_ids=partner.ids)
                self.refused(sending, error=UserError, saying="may not read")
            self.refused(self.own.message_subscribe, partner.ids, error=UserError, saying="cannot follow")
        self.own.message_post(body=SECRET, partner_ids=self.coordinator.partner_id.ids)

    def test_a_follower_who_left_the_team_is_told_nothing_more(self):
        self.own.team_ids = self.colleague
        self.own.message_subscribe(self.colleague.partner_id.ids)
        self.own.team_ids = False
        message = self.own.message_post(body=SECRET, subtype_xmlid="mail.mt_comment")
        self.assertNotIn(self.colleague.partner_id, message.sudo().notified_partner_ids)
        self.assertFalse(self.env["mail.message"].with_user(self.colleague).search([("body", "ilike", SECRET)]))

    def test_activities_are_given_to_those_who_may_read_the_case(self):
        def plan(record, user):
            kind = self.env["ir.model"]._get_id(record._name)
            return self.mine["mail.activity"].create(
                {"res_model_id": kind, "res_id": record.id, "summary": SECRET, "user_id": user.id})

        activity = plan(self.own, self.coordinator)
        self.assertEqual(activity.res_name, self.case.name)
        for user in (self.outsider, self.worker2, self.admin):
            self.refused(plan, self.own, user, error=UserError, saying="may not read")
            self.refused(activity.write, {"user_id": user.id}, error=UserError)
        self.refused(plan, self.maria, self.worker, error=UserError, saying="on the case")

    def test_an_administrator_finds_nothing_of_a_case_in_mail_and_files(self):
        message = self.own.message_post(body=SECRET)
        attachment = self.mine["ir.attachment"].create(
            {"name": SECRET, "raw": b"x", "res_model": "kentro.case", "res_id": self.case.id})
        activity = self.own.activity_schedule("mail.mail_activity_data_todo", summary=SECRET, user_id=self.worker.id)
        mail = self.env["mail.mail"].create({"mail_message_id": message.id, "body_html": SECRET})
        for user in (self.admin, self.outsider, self.dpo, self.reception, self.worker2):
            for record in (message, attachment, activity, mail):
                found = record.with_user(user)
                with self.subTest(user=user.login, model=record._name):
                    self.refused(found.read, ["display_name"])
                    if found.browse().has_access("read"):
                        self.assertFalse(found.search([("id", "=", record.id)]))
            self.refused(message.with_user(user).export_data, ["body"], error=UserError)
            notice = {"mail_message_id": message.id, "res_partner_id": user.partner_id.id}
            self.refused(self.env(user=user)["mail.notification"].create, notice, error=UserError)

    def test_an_appointment_is_a_busy_hour_to_everybody_else(self):
        request = self.env["kentro.request"].with_user(self.reception).create({"beneficiary_id": self.maria.id})
        request.take_step("appointment", {"appointment_on": "2026-12-01 10:00:00"})
        event, reference = request.sudo().appointment_id, request.name
        self.assertEqual((event.name, event.partner_ids), (request.name, self.reception.partner_id))
        for user in (self.outsider, self.admin, self.worker2, self.director):
            seen = event.with_user(user)
            self.env.invalidate_all()
            self.assertNotIn(reference, str(seen.read(["name", "display_name", "description"])))

    def test_what_others_typed_to_find_a_person_is_theirs(self):
        search = self.env["kentro.person.search"].with_user(self.reception).create({"query": "Παπαδοπούλου"})
        self.refused(search.with_user(self.worker2).read, ["query"])
        self.assertTrue(search.with_user(self.reception).results)
