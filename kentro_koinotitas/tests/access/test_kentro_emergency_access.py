from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from .common import SECRET, FileCommon

WHY = "Το νοσοκομείο ζητά τον κηδεμόνα"


class EmergencyCommon(FileCommon):
    def open(self, user, reference=None, reason=WHY):
        return self.env["kentro.emergency.access"].with_user(user).create(
            {"reference": reference or self.case.name, "reason": reason})


@tagged("post_install", "-at_install")
class TestEmergencyAccess(EmergencyCommon):
    def test_it_opens_the_file_to_be_read_for_four_hours(self):
        start = fields.Datetime.to_datetime("2026-11-02 09:00:00")
        for user in (self.worker2, self.psychologist):
            with freeze_time(start):
                self.assertFalse(self.sees(user, self.case))
                self.open(user)
            for hours, seen in ((0, True), (3.9, True), (4.1, False)):
                with freeze_time(start + timedelta(hours=hours)):
                    for record in (self.maria, *self.parts, self.attached, self.written):
                        with self.subTest(user=user.login, hours=hours, record=record):
                            # a person of her own structure stays in sight
                            own = user == self.psychologist and record == self.maria
                            self.assertEqual(self.sees(user, record), seen or own)
                    # Odoo shows what is planned to those who may write
                    self.assertFalse(self.sees(user, self.planned))

    def test_nothing_is_written_by_it(self):
        self.open(self.worker2)
        theirs = self.env(user=self.worker2)
        for record in (self.maria, *self.parts):
            name = next(n for n in ("summary", "city", "purpose", "score", "note", "name") if n in record._fields)
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_env(theirs).write({name: record[name]})
        for model, values in (
            ("kentro.goal", {"name": "x"}),
            ("kentro.assessment", {}),
            ("kentro.followup", {"planned_on": "2026-12-01"}),
            ("kentro.case", {"beneficiary_id": self.maria.id, "structure_id": self.structure.id}),
        ):
            with self.subTest(model=model), self.assertRaises(UserError), self.env.cr.savepoint():
                theirs[model].create({"case_id": self.case.id, **values} if model != "kentro.case" else values)
        with self.assertRaises(AccessError):
            self.case.with_env(theirs).message_post(body="x")
        with self.assertRaises(UserError):
            self.case.with_env(theirs).take_step("close")

    def test_it_opens_the_household_of_today_with_incomes_and_papers(self):
        """And neither a household she has left, nor what another member declared."""
        income = {"kind_id": self.env["kentro.income.kind"].search([], limit=1).id, "amount": 100,
                  "date_from": "2026-01-01", "date_to": "2026-12-31"}  # fmt: skip
        self.home.member_ids.date_from = "2026-05-01"
        left = self.env["kentro.household"].create({"structure_id": self.structure.id, "member_ids": [Command.create(
            {"beneficiary_id": self.maria.id, "date_from": "2020-01-01", "date_to": "2026-04-30"})]})  # fmt: skip
        partner = self.env["kentro.beneficiary"].create(
            {"last_name": "Δείγμα", "first_name": "Άλλος", "structure_ids": [Command.set(self.structure.ids)]})
        line = self.env["kentro.household.member"].create(
            {"household_id": self.home.id, "beneficiary_id": partner.id, "relation": "spouse"})
        kinds = self.env["kentro.document.kind"]
        plain, special = kinds.search([("is_special", "=", False)])[:1], kinds.search([("is_special", "=", True)])[:1]
        papers = self.env["kentro.document"].create(
            [{"beneficiary_id": self.maria.id, "kind_id": kind.id} for kind in (plain, special)])
        incomes = self.env["kentro.income"].create([{**income, **whose} for whose in (
            {"beneficiary_id": self.maria.id}, {"household_id": self.home.id}, {"beneficiary_id": partner.id},
            {"household_id": left.id})])  # fmt: skip
        shown = [self.home, *self.home.member_ids, line, *incomes[:2], papers[0]]
        closed = [left, *incomes[2:], papers[1], partner, partner.partner_id]
        for record in (*shown, *closed):
            self.assertFalse(self.sees(self.worker2, record), record)
        access = self.open(self.worker2)
        for record in shown:
            self.assertTrue(self.sees(self.worker2, record), record)
        for record in closed:
            self.assertFalse(self.sees(self.worker2, record), record)
        self.assertNotIn("Δείγμα", str(line.with_user(self.worker2).read()))
        for record in (self.home, incomes[0], line):
            with self.assertRaises(AccessError):
                record.with_user(self.worker2).write({"active": False} if record != line else {"relation": "child"})
        self.env["kentro.income"].with_user(self.worker2).browse(incomes[1].id).web_read({"amount": {}})
        self.env.cr.precommit.run()
        row = self.env["kentro.read.log"].search([("model", "=", "kentro.income"), ("res_id", "=", incomes[1].id)])
        self.assertEqual(row.emergency_id, access)

    def test_what_only_the_team_sees_stays_closed(self):
        title = self.env["kentro.residence.title"].create(
            {"beneficiary_id": self.maria.id, "kind": self.env["kentro.residence.title"]._fields["kind"].get_values(
                self.env)[0]})  # fmt: skip
        self.open(self.worker2)
        self.assertFalse(self.sees(self.worker2, title))

    def test_it_needs_a_reason_and_a_role_and_cannot_be_had_for_another(self):
        for reason in ("", " ", "x", False):
            with self.assertRaises(UserError):
                self.open(self.worker2, reason=reason)
        for user in (self.reception, self.director, self.dpo, self.admin, self.volunteers, self.outsider):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.open(user)
        access = self.env["kentro.emergency.access"].with_user(self.worker2).create({
            "reference": self.case.name, "reason": WHY, "user_id": self.psychologist.id,
            "beneficiary_id": self.giorgos.id, "date_to": "2030-01-01 00:00:00"})  # fmt: skip
        self.assertEqual((access.user_id, access.sudo().beneficiary_id), (self.worker2, self.maria))
        self.assertLess(access.date_to, fields.Datetime.now() + timedelta(hours=5))
        for env in (access.env, self.env, self.env(user=self.dpo)):
            with self.assertRaises(UserError):
                access.with_env(env).write({"date_to": "2030-01-01 00:00:00"})
            with self.assertRaises(UserError):
                access.with_env(env).unlink()

    def test_who_is_kept_out_does_not_get_in_by_it(self):
        number = self.case.name
        for by, user in ((self.coordinator, self.worker), (self.dpo, self.worker2)):
            self.env["kentro.lockout"].with_user(by).create(
                {"user_id": user.id, "reference": self.maria.number, "reason": "x"})
            for reference in (number, self.maria.number):
                with self.assertRaises(AccessError):
                    self.open(user, reference)

    def test_a_lock_ends_an_emergency_access(self):
        self.open(self.worker2)
        self.env["kentro.lockout"].with_user(self.dpo).create(
            {"user_id": self.worker2.id, "reference": self.maria.number, "reason": "x"})
        for record in (self.maria, *self.parts, *self.hung):
            self.assertFalse(self.sees(self.worker2, record), record)

    def test_who_coordinates_and_the_officer_are_told_by_number(self):
        self.open(self.worker2)
        told = self.env["mail.activity"].search([("summary", "ilike", self.case.name)])
        self.assertLessEqual(self.dpo | self.coordinator, told.user_id)
        self.assertNotIn("Παπαδοπούλου", str(told.mapped("summary")))

    def test_what_was_read_by_it_is_noted_with_it(self):
        access = self.open(self.worker2)
        self.case.with_user(self.worker2).web_read({"summary": {}})
        self.env.cr.precommit.run()
        row = self.env["kentro.read.log"].search([("user_id", "=", self.worker2.id)])
        self.assertEqual((row.res_id, row.emergency_id), (self.case.id, access))

    def test_the_found_person_offers_it_to_case_workers_alone(self):
        for user, offered in ((self.worker2, True), (self.worker, True), (self.reception, False)):
            card = self.env["kentro.person.search"].with_user(user)._answer("Παπαδοπούλου Μαρία 6912345678")["cards"][0]
            self.assertEqual("action_emergency" in str(card["actions"]), offered, user.login)

    def test_rules_cost_nothing_to_who_has_no_exception(self):
        Case = self.env["kentro.case"].with_user(self.worker)
        Case.search([])
        with self.assertQueryCount(1):
            Case.search([])
        self.assertNotIn("emergency", str(Case._search([]).select().code))


@tagged("post_install", "-at_install")
class TestEmergencyAccessHttp(HttpCase, EmergencyCommon):
    def test_a_copy_opens_by_its_address_and_closes_again(self):
        url = f"/web/content/{self.attached.id}"
        self.authenticate(self.worker2.login, self.worker2.login)
        self.assertNotIn(b"secret", self.url_open(url).content)
        access = self.open(self.worker2)
        self.assertEqual(self.url_open(url).content, b"secret")
        self.env.cr.execute("UPDATE kentro_emergency_access SET date_to = now() AT TIME ZONE 'UTC' - interval '1 s'")
        self.env.registry.clear_cache()
        access.invalidate_recordset()
        self.assertNotIn(b"secret", self.url_open(url).content)
        self.assertNotIn(SECRET, self.url_open(f"/mail/view?model=kentro.case&res_id={self.case.id}").text)


@tagged("post_install", "-at_install")
class TestEmergencyAccessOnTheForm(EmergencyCommon):
    def _shown(self, record, user):
        record = record.with_user(user)
        record.invalidate_recordset()
        return record.may_write, record.emergency_until

    def test_the_form_says_until_when_and_that_nothing_is_changed(self):
        self.worker2.tz = self.worker.tz = "Europe/Athens"
        self.home.member_ids.date_from = "2026-05-01"
        with freeze_time("2026-11-02 09:00:00"):
            self.open(self.worker2)
        with freeze_time("2026-11-02 10:00:00"):
            for record in (self.maria, self.home, *self.parts):
                with self.subTest(record=record):
                    self.assertEqual(self._shown(record, self.worker2), (False, "15:00"))
            own = self.env["kentro.case"].with_user(self.worker2).create(
                {"beneficiary_id": self.eleni.id, "structure_id": self.annex.id})
            self.assertEqual(self._shown(own, self.worker2), (True, False))
            self.assertEqual(self._shown(self.case, self.worker), (True, False))
            self.assertFalse(self.case.with_user(self.worker2).steps)
            self.assertTrue(self.env["kentro.case"].with_user(self.worker2).new({}).may_write)

    def test_what_is_hers_anyway_stays_to_be_changed(self):
        self.open(self.psychologist)
        self.assertTrue(self._shown(self.maria, self.psychologist)[0])
        self.assertFalse(self._shown(self.case, self.psychologist)[0])

    def test_a_restricted_file_is_shown_to_be_read(self):
        self.maria._set_restricted(True)
        for record, user in ((self.maria, self.reception), (self.case, self.worker), (self.parts[3], self.worker)):
            self.assertFalse(self._shown(record, user)[0], record)

    def test_she_ends_it_herself_and_nobody_else_does(self):
        access = self.open(self.worker2)
        for user in (self.coordinator, self.worker, self.dpo):
            with self.assertRaises(AccessError):
                access.with_user(user).action_end()
        self.case.with_user(self.worker).action_end_emergency()
        self.assertTrue(self.sees(self.worker2, self.case))
        shown = self.case.with_user(self.worker2).action_end_emergency()
        self.assertEqual(shown["res_model"], "kentro.case")
        for record in (self.maria, self.home, *self.parts):
            self.assertFalse(self.sees(self.worker2, record), record)
        ended = access.date_to
        access.action_end()
        self.assertEqual(access.date_to, ended, "it ends once")
        self.assertGreaterEqual(ended, access.date_from)
