from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .application_common import ApplicationCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 09:00:00")
class TestApplicationPapers(ApplicationCommon):
    """The checklist follows the rules of the programme, the papers on file, the days and the household."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.petros = cls._beneficiary("Δείγμα", "Πέτρος", birth_date="1980-05-05")
        cls.rules_asked = cls._rule("consent_form", "member", "[('age', '>=', 18)]") | cls._rule("electricity")
        cls.ruleset = cls.env["kentro.ruleset"].create(
            {
                "name": "Benefit",
                "programme_id": cls.programme.id,
                "date_from": "2020-01-01",
                "paper_rule_ids": [Command.set(cls.rules_asked.ids)],
            }
        )
        cls.ruleset.action_publish()
        cls.asked = cls.new_application(date="2026-06-15")

    @classmethod
    def _rule(cls, kind, of="household", when="[]"):
        facts = "household" if of == "household" else "person"
        return cls.env["kentro.rule"].create(
            {
                "name": f"Bring {kind}",
                "kind": "document",
                "model_id": cls.env["ir.model"]._get_id(f"kentro.{facts}.facts"),
                "document_kind_id": cls.env.ref(f"kentro_koinotitas.document_kind_{kind}").id,
                "paper_of": of,
                "when_domain": when,
            }
        )

    def bring(self, kind, owner, **values):
        name = "household_id" if owner._name == "kentro.household" else "beneficiary_id"
        kind = self.env.ref(f"kentro_koinotitas.document_kind_{kind}")
        return self.env["kentro.document"].with_user(self.reception).create(
            {"kind_id": kind.id, name: owner.id, **values}
        )

    def states(self, application=None):
        papers = (application or self.asked).paper_ids
        codes = {id_: name.split("_kind_")[1] for id_, name in papers.kind_id.get_external_id().items()}
        return {(codes[paper.kind_id.id], paper.beneficiary_id): paper.state for paper in papers}

    def test_it_asks_what_the_rules_ask_and_of_whom(self):
        nobody = self.maria.browse()
        self.assertEqual(
            self.states(), {("consent_form", self.maria): "missing", ("electricity", nobody): "missing"}
        )
        self.assertEqual((self.asked.missing_count, self.asked.ruleset_id), (2, self.ruleset))

    def test_what_is_shown_at_the_desk_is_ticked_by_one_press(self):
        lines = self.asked.paper_ids.with_user(self.reception)
        consent = lines.filtered("beneficiary_id")
        self.assertTrue(consent.may_be_ticked)
        consent.action_seen()
        self.assertEqual(self.states()["consent_form", self.maria], "in_hand")
        paper = self.asked.paper_ids.filtered("beneficiary_id").document_id
        self.assertEqual((paper.seen_only, paper.beneficiary_id), (True, self.maria))
        electricity = lines.filtered(lambda line: not line.beneficiary_id)
        electricity.kind_id.sudo().months = 3
        self.assertFalse(electricity.may_be_ticked, "its date decides")
        electricity.action_seen()
        self.assertEqual(self.asked.missing_count, 1)

    def test_what_was_submitted_is_not_ticked_any_more(self):
        line = self.asked.paper_ids.filtered("beneficiary_id")
        self.asked.sudo()._write({"submitted_on": "2026-06-15"})
        self.asked.invalidate_recordset()
        with self.assertRaises(UserError):
            line.with_user(self.reception).action_seen()

    def test_a_paper_that_is_asked_of_the_disabled_alone_is_not_shown_to_the_desk(self):
        """That it is asked would tell what the team of an open case alone knows."""
        asked = self._rule("identity", "member", "[('degree', '>=', 67)]")
        self.env["kentro.ruleset"].create(
            {
                "name": "Next",
                "programme_id": self.programme.id,
                "date_from": "2026-06-01",
                "paper_rule_ids": [Command.set(asked.ids)],
            }
        ).action_publish()
        self.env["kentro.disability"].create(
            {"beneficiary_id": self.nikos.id, "degree": 80, "date_from": "2020-01-01", "is_indefinite": True}
        )
        application = self.new_application(date="2026-06-15")
        self.assertEqual(application.sudo().paper_ids.filtered(lambda p: not p.perhaps).beneficiary_id, self.nikos)
        self.env.invalidate_all()
        papers = self.env["kentro.application.paper"].with_user(self.reception)
        self.assertFalse(application.with_user(self.reception).paper_ids)
        self.assertFalse(papers.search([("rule_id", "=", asked.id)]))
        # nor by a number, or a sentence that others do not read: it is the same when nobody has a disability
        mine = application.with_user(self.reception)
        self.assertEqual((mine.missing_count, mine.asks_special), (0, True))
        mine.take_step("collect")
        mine.take_step("ready")
        ofcase = self.new_application(user=self.worker, date="2026-06-15", case_id=self.case.id)
        self.assertEqual(ofcase.missing_count, 1, "those of the case are told")

    def test_a_paper_put_on_file_taken_off_or_expired_is_seen_at_once(self):
        self.bring("electricity", self.home)
        paper = self.bring("consent_form", self.maria, date_to="2026-06-20")
        self.assertEqual(self.asked.missing_count, 0)
        self.assertEqual(self.states()["consent_form", self.maria], "expiring")
        with freeze_time("2026-06-21 09:00:00"):
            self.env["kentro.application"].with_context(cron_id=None)._follow_files(self.maria, self.home.browse())
            self.assertEqual(self.states()["consent_form", self.maria], "expired")
            self.assertEqual(self.asked.missing_count, 1)
        paper.date_to = "2027-06-20"
        self.assertEqual(self.states()["consent_form", self.maria], "in_hand")
        paper.active = False
        self.assertEqual(self.states()["consent_form", self.maria], "missing")

    def test_who_joins_the_household_brings_papers_too(self):
        member = self.env["kentro.household.member"].with_user(self.worker).create(
            {"household_id": self.home.id, "beneficiary_id": self.petros.id, "relation": "spouse"}
        )
        self.assertEqual(self.states()["consent_form", self.petros], "missing")
        member.date_from = "2026-06-01"
        member.date_to = "2026-06-14"
        self.assertNotIn(("consent_form", self.petros), self.states())

    def test_it_is_ready_only_when_nothing_is_missing_or_the_coordinator_says_why(self):
        mine = self.asked.with_user(self.worker)
        mine.take_step("collect")
        with self.assertRaisesRegex(UserError, "Papers are missing"):
            mine.take_step("ready")
        with self.assertRaisesRegex(UserError, "not yours"):
            mine.take_step("ready_anyway", reason="Later")
        with self.assertRaisesRegex(UserError, "Reason"):
            self.asked.with_user(self.coordinator).take_step("ready_anyway")
        self.asked.with_user(self.coordinator).take_step("ready_anyway", reason="The platform draws the bill itself")
        mine.take_step("back")
        self.assertFalse(mine.papers_waived)
        self.asked.with_user(self.coordinator).take_step("ready_anyway", reason="The platform draws the bill itself")
        mine.take_step("submit", {"filed_by": "centre", "submitted_on": "2026-06-15"})
        self.bring("electricity", self.home)
        self.assertEqual(self.states()["electricity", self.maria.browse()], "missing", "as it was when submitted")

    def test_before_the_step_it_is_looked_through_once_more(self):
        self.bring("electricity", self.home)
        self.bring("consent_form", self.maria, date_to="2026-06-20")
        with freeze_time("2026-06-25 09:00:00"), self.assertRaisesRegex(UserError, "Papers are missing"):
            self.asked.with_user(self.worker).take_step("ready")

    def test_nobody_ticks_a_paper_off_by_hand(self):
        line = self.asked.paper_ids[0]
        for user in (self.reception, self.worker, self.coordinator):
            with self.subTest(user=user.login), mute_logger("odoo.addons.base.models.ir_model"):
                for attack in (
                    lambda u=user: line.with_user(u).write({"state": "in_hand"}),
                    lambda u=user: line.with_user(u).unlink(),
                    lambda u=user: self.asked.with_user(u).write({"paper_ids": [Command.delete(line.id)]}),
                ):
                    with self.assertRaises(AccessError):
                        attack()

    def test_what_reveals_a_special_category_only_the_team_of_the_case_sees(self):
        self.rules_asked[0].document_kind_id.is_special = True
        self.env.flush_all()
        for user, seen in ((self.reception, 1), (self.worker, 2), (self.coordinator, 1)):
            self.env.invalidate_all()
            mine = self.asked.with_user(user)
            self.assertEqual((len(mine.paper_ids), mine.asks_special), (seen, True), user.login)

    def test_putting_on_file_opens_the_right_paper(self):
        for line in self.asked.with_user(self.reception).paper_ids:
            context = line.action_put_on_file()["context"]
            self.env["kentro.document"].with_user(self.reception).with_context(**context).create({})
        self.assertEqual(self.asked.missing_count, 0)

    def test_a_hundred_checklists_cost_as_many_queries_as_ten(self):
        def measure(count):
            served = {"structure_ids": [Command.set(self.structure.ids)], "birth_date": "1980-01-01"}
            people = self.env["kentro.beneficiary"].create(
                [{"last_name": f"Δείγμα{n}", **served} for n in range(count)]
            )
            homes = self.env["kentro.household"].create(
                [{"structure_id": self.structure.id, "member_ids": [Command.create({"beneficiary_id": p.id})]}
                 for p in people]
            )  # fmt: skip
            applications = self.env["kentro.application"].create(
                [{"programme_id": self.programme.id, "beneficiary_id": p.id, "household_id": h.id,
                  "structure_id": self.structure.id} for p, h in zip(people, homes, strict=True)]
            )  # fmt: skip
            self.bring("electricity", homes[0])
            applications.paper_ids.sudo().unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            applications._refresh_papers()
            self.env.flush_all()
            self.assertEqual(sum(applications.mapped("missing_count")), 2 * count - 1)
            return self.env.cr.sql_log_count - before

        few = measure(10)
        self.assertLessEqual(measure(100), few + 5)


@tagged("post_install", "-at_install")
class TestApplicationHours(ApplicationCommon):
    """The hours guard the appointment; what was taken in is submitted at any hour."""

    def test_an_appointment_to_apply_is_within_the_application_hours(self):
        hours = [
            Command.create({"name": "x", "dayofweek": str(day), "hour_from": 9, "hour_to": 13}) for day in range(5)
        ]
        self.structure.application_calendar_id = self.env["resource.calendar"].create(
            {"name": "Applications", "tz": "Europe/Athens", "company_id": self.company.id, "attendance_ids": hours}
        )
        request = self.env["kentro.request"].with_user(self.reception).create(
            {"beneficiary_id": self.maria.id, "structure_id": self.structure.id, "programme_id": self.programme.id}
        )
        for moment in ("2026-06-16 10:30:00", "2026-06-16 05:30:00", "2026-06-20 07:00:00", "2026-08-15 07:00:00"):
            with self.subTest(moment=moment), self.assertRaisesRegex(UserError, "only in these hours"):
                request.take_step("appointment", {"appointment_on": moment})
        request.take_step("appointment", {"appointment_on": "2026-06-16 09:30:00"})
        with self.assertRaisesRegex(UserError, "only in these hours"):
            request.appointment_on = "2026-06-16 10:30:00"
        other = request.with_user(self.worker).create(
            {"beneficiary_id": self.maria.id, "structure_id": self.structure.id}
        )
        other.take_step("appointment", {"appointment_on": "2026-06-16 10:30:00"})
        with freeze_time("2026-06-16 17:00:00"):
            self.submit()
        self.assertEqual(self.application.stage_id.code, "submitted")

    def test_the_application_brings_its_programme_to_the_appointment(self):
        context = self.application.with_user(self.reception).action_appointment()["context"]
        self.assertEqual(context["default_programme_id"], self.programme.id)
