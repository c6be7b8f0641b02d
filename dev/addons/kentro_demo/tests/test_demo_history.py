from freezegun import freeze_time
from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import PROCESSES, DemoCommon
from .test_demo_users import LOGINS, make_demo

ENDED = ("done", "cancelled")


@tagged("post_install", "-at_install")
class TestDemoHistory(DemoCommon):
    """What the demo database holds once it is made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["kentro.demo"]._generate()
        # the demo's day: in Greece it is tomorrow two hours earlier
        cls.today = fields.Date.context_today(cls.env["kentro.demo"].with_context(tz="Europe/Athens"))

    def test_there_is_as_much_of_everything_as_promised(self):
        counts = {"kentro.beneficiary": 150, "kentro.household": 60, "kentro.request": 80, "kentro.case": 40}
        for model, count in counts.items():
            self.assertEqual(self.env[model].search_count([]), count, model)
        self.assertTrue(self.env["kentro.request"].search_count([("information_only", "=", True)]) >= 10)
        self.assertTrue(self.env["res.partner"].search_count([("is_kentro_body", "=", True)]) >= 12)

    def test_people_have_papers_some_of_which_end_soon(self):
        for model, least in (("kentro.identifier", 60), ("kentro.document", 120), ("kentro.disability", 2)):
            self.assertGreaterEqual(self.env[model].search_count([]), least, model)
        self.assertTrue(self.env["kentro.residence.title"].search_count([]))
        ends = self.env["kentro.expiry"].with_user(self.user("worker"))
        self.assertTrue(ends.search_count([("expiry", "=", "soon")]))
        self.assertTrue(self.env["kentro.beneficiary"].search_count([("education", "!=", False)]) > 80)

    def test_every_screen_of_the_officer_has_something_to_show(self):
        officer, least = self.user("dpo"), {
            "kentro.review.item": 8, "kentro.read.log": 12, "kentro.emergency.access": 2, "kentro.retention.hold": 2,
            "kentro.retention.due": 3, "kentro.retention.batch": 2, "kentro.data.request": 6, "kentro.notice": 1}
        for model, count in least.items():
            self.assertGreaterEqual(self.env[model].with_user(officer).search_count([]), count, model)
        items = self.env["kentro.review.item"].search([])
        self.assertEqual(set(items.mapped("standing")), {"none", "post", "supervision"})
        self.assertEqual(set(items.mapped("is_reviewed")), {True, False})
        self.assertEqual(len(set(self.env["kentro.data.request"].search([]).mapped("stage_kind"))), 4)
        for model in ("kentro.absence", "kentro.deputy", "kentro.lockout"):
            self.assertTrue(self.env[model].with_user(self.user("coordinator")).search_count([]), model)
        self.assertTrue(self.env["kentro.consent"].search_count([("withdrawn_on", "!=", False)]))
        away = self.env["kentro.absence"].search(self.env["kentro.absence"]._on(self.today))
        self.assertTrue(away.handed_over)

    def test_every_stage_of_every_process_has_a_record(self):
        for model in PROCESSES:
            stages = self.env["kentro.workflow"]._get_for(model, self.env.company).stage_ids
            self.assertEqual(self.env[model].search([]).stage_id, stages, model)

    def test_every_channel_and_every_origin_occurs(self):
        Request = self.env["kentro.request"]
        for name in ("channel", "origin", "concerns"):
            found = {value for (value,) in Request._read_group([], [name])}
            self.assertEqual(found, set(Request._fields[name].get_values(self.env)), name)

    def test_the_log_holds_one_row_of_the_opening_import_for_each_record(self):
        Log = self.env["kentro.transition.log"]
        records = sum(self.env[model].search_count([]) for model in PROCESSES)
        brought = [("model", "in", PROCESSES)]  # requests over personal data are recorded by hand
        self.assertEqual({origin for (origin,) in Log._read_group(brought, ["origin"])}, {"opening"})
        self.assertEqual(Log.search_count(brought), records)
        dates = Log.search(brought).mapped("date")
        self.assertLess(max(dates), fields.Datetime.add(fields.Datetime.now(), minutes=1))
        self.assertLess(min(dates).date(), fields.Date.subtract(self.today, days=300))

    def test_the_opening_import_is_closed_and_nothing_is_made_twice(self):
        self.assertEqual(self.env["kentro.opening"].search([]).mapped("state"), ["closed"])
        with self.assertRaisesRegex(UserError, "already"):
            self.env["kentro.demo"]._generate()

    def test_records_stand_where_their_processes_would_let_them(self):
        """The guards hold of what was brought in: closed cases are closed, plans have goals."""
        cases = self.env["kentro.case"].search([])
        for case in cases:
            stage = case.stage_id.code
            if stage in ("plan", "support", "follow_up"):
                self.assertIn("approved", case.assessment_ids.stage_id.mapped("code"))
                self.assertTrue(case.goal_ids)
            if stage == "closed":
                self.assertTrue(case.close_reason_id and case.closed_on)
                self.assertFalse((case.referral_ids | self.env["kentro.referral"]).filtered(
                    lambda referral: referral.stage_kind not in ENDED))
                self.assertFalse(case.followup_ids.filtered(lambda followup: followup.stage_kind not in ENDED))
        self.assertTrue(all(request.case_id for request in self.env["kentro.request"].search(
            [("stage_id.code", "=", "case")])))

    def test_what_was_submitted_has_a_goal_or_a_reason_for_each_low_score(self):
        submitted = self.env["kentro.assessment"].search([("stage_id.code", "in", ("submitted", "returned"))])
        self.assertFalse(submitted.score_ids.filtered("is_open"))
        twice = [a for a in self.env["kentro.assessment"].search([]) if a.previous_id and any(a.radar["before"])]
        self.assertTrue(len(twice) > 5)

    def test_consents_are_in_force_expired_and_withdrawn(self):
        Consent = self.env["kentro.consent"]
        withdrawn = Domain("withdrawn_on", "!=", False)
        for domain in (Domain("is_valid", "=", True), withdrawn, ~withdrawn & Domain("valid_until", "<", self.today)):
            self.assertTrue(Consent.search_count(domain), domain)
        sent = self.env["kentro.referral"].search([("stage_id.code", "in", ("requested", "received"))])
        self.assertTrue(all(sent.mapped("may_share")))

    def test_every_login_has_something_to_do_today(self):
        for login in LOGINS:
            mine = [("user_id", "=", self.user(login).id), ("date_deadline", "<=", self.today)]
            with self.subTest(login=login):
                self.assertTrue(self.env["mail.activity"].with_user(self.user(login)).search_count(mine))

    def test_each_worker_sees_cases_with_follow_ups_due_and_appointments_to_come(self):
        for login in ("worker", "worker2", "psychologist", "mediator"):
            with self.subTest(login=login):
                env = self.env(user=self.user(login))
                self.assertTrue(len(env["kentro.case"].search([("stage_kind", "!=", "done")])) >= 4)
                due = env["kentro.followup"].search([("stage_id.code", "=", "due")])
                self.assertTrue(due.filtered(lambda f: f.planned_on < self.today))
                self.assertTrue(env["kentro.followup"].search([("planned_on", ">", self.today)]))
                self.assertTrue(env["kentro.request"].search([("appointment_on", ">", self.today)]))

    def test_people_were_registered_all_along_the_year(self):
        months = self.env["kentro.beneficiary"]._read_group([], ["create_date:month"])
        self.assertTrue(len(months) >= 10)

    def test_the_desk_has_requests_of_today(self):
        midnight = fields.Datetime.to_datetime(self.today)
        self.assertTrue(self.env["kentro.request"].with_user(self.user("reception")).search_count(
            [("date", ">=", fields.Datetime.subtract(midnight, hours=3)), ("stage_kind", "=", "new")]))

    def test_the_coordinator_may_approve_what_was_submitted(self):
        env = self.env(user=self.user("coordinator"))
        submitted = env["kentro.assessment"].search([("stage_id.code", "=", "submitted")])
        self.assertTrue(submitted)
        for assessment in submitted:
            self.assertIn("approve", [step["code"] for step in assessment.steps])

    def test_names_of_records_say_nothing_of_anybody(self):
        surnames = set(self.env["kentro.beneficiary"].search([]).mapped("last_name"))
        names = [*self.env["calendar.event"].search([]).mapped("name"), *(
            activity.summary + (activity.res_name or "") for activity in self.env["mail.activity"].search([]))]
        self.assertTrue(names)
        self.assertFalse([name for name in names if any(surname in name for surname in surnames)])

    def test_outsiders_find_no_contact_of_the_invented_people(self):
        person = self.env["kentro.beneficiary"].search([], limit=1)
        for user in (self.env.ref("base.user_admin"), self.user("director"), self.user("volunteers")):
            found = self.env["res.partner"].with_user(user).search([("name", "=", person.partner_id.name)])
            self.assertFalse(found)


class DemoOfOne(DemoCommon):
    def check(self):
        self.env["kentro.demo"]._generate()
        self.assertEqual(self.env["kentro.case"].search_count([]), 40)
        self.assertTrue(self.env["kentro.case"].with_user(self.user("mediator")).search_count([]))


@tagged("post_install", "-at_install")
class TestDemoDrama(DemoOfOne):
    municipality = "drama"

    def test_it_works_for_drama(self):
        self.check()

    def test_it_is_refused_in_another_database(self):
        make_demo(self.env, False)
        with self.assertRaisesRegex(UserError, "demo database only"):
            self.env["kentro.demo"]._generate()
        self.assertFalse(self.env["kentro.beneficiary"].search([]))


@tagged("post_install", "-at_install")
class TestDemoSofades(DemoOfOne):
    municipality = "sofades"

    def test_it_works_for_sofades(self):
        self.check()


@tagged("post_install", "-at_install")
class TestDemoDirfyonMessapion(DemoOfOne):
    municipality = "dirfyon_messapion"

    def test_it_works_with_a_mobile_unit(self):
        self.check()

    @freeze_time("2026-04-10 05:00:00")
    def test_it_works_on_good_friday_before_the_doors_open(self):
        self.check()
        self.assertFalse(self.env["kentro.transition.log"].search([("date", ">", fields.Datetime.now())]))
        self.assertFalse(self.env["kentro.request"].search([("date", ">", fields.Datetime.now())]))
        days = set(self.env["kentro.followup"].search([]).mapped("planned_on"))
        self.assertTrue(days.isdisjoint(fields.Date.to_date(day) for day in ("2026-04-10", "2026-04-13", "2026-05-01")))


@tagged("post_install", "-at_install")
class TestDemoRigasFeraios(DemoOfOne):
    municipality = "rigas_feraios"

    def test_it_works_with_one_structure_alone(self):
        self.check()
