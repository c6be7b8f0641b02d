from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import SECRET, FileCommon


@tagged("post_install", "-at_install")
class TestLockout(FileCommon):
    def lock(self, user, by=None, scope="person", reference=None):
        return self.env["kentro.lockout"].with_user(by or self.coordinator).create(
            {"user_id": user.id, "reference": reference or self.maria.number, "scope": scope, "reason": "Συγγενής"})

    def test_a_lock_holds_on_everything_that_leads_to_the_person(self):
        everything = [*self.file, *self.parts, *self.hung]
        for record in everything:
            self.assertTrue(self.sees(self.worker, record), record)
        self.lock(self.worker)
        for record in everything:
            with self.subTest(record=record):
                if record == self.written:
                    continue  # who wrote a message keeps her own words
                self.assertFalse(self.sees(self.worker, record))
        self.assertTrue(self.sees(self.worker, self.giorgos), "others stay")
        self.assertTrue(self.sees(self.psychologist, self.maria))
        self.assertTrue(self.sees(self.coordinator, self.case))

    def test_every_model_of_files_is_closed(self):
        """Whatever model of ours leads to a person, a case or a household: deny by default."""
        self.lock(self.worker, scope="household")
        led = {"kentro.beneficiary", "kentro.case", "kentro.household", "kentro.application"}
        watching = {"kentro.lockout", "kentro.emergency.access", "kentro.read.log"}
        for name, model in self.env.registry.items():
            leads = any(f.store and f.type == "many2one" and f.comodel_name in led for f in model._fields.values())
            if name.startswith("kentro.") and leads and not model._abstract and name not in watching:
                domain = self.env["ir.rule"].with_user(self.worker)._compute_domain(name, "read")
                with self.subTest(model=name):
                    self.assertIn("not in", str(domain))

    def test_she_is_found_as_a_person_of_another_structure(self):
        self.lock(self.worker)
        answer = self.env["kentro.person.search"].with_user(self.worker)._answer("Παπαδοπούλου Μαρία 6912345678")
        self.assertFalse(answer["cards"][0]["own"])
        self.assertEqual(self.maria.with_user(self.worker).display_name, self.maria.number)

    def test_the_number_of_a_merged_entry_closes_and_opens_the_kept_file(self):
        again = self._beneficiary("Παπαδοπούλου", "Μαρία")
        self.env["kentro.merge"]._begin(self.maria, again).action_merge()
        self.assertEqual(self.lock(self.worker, reference=again.number).beneficiary_id, self.maria)
        self.assertFalse(self.sees(self.worker, self.maria))
        opened = self.env["kentro.emergency.access"].with_user(self.worker2).create(
            {"reference": again.number, "reason": "Το νοσοκομείο ζητά τον κηδεμόνα"})
        self.assertEqual((opened.beneficiary_id, opened.reference), (self.maria, again.number))

    def test_who_is_kept_out_does_not_see_the_lock_nor_lift_it(self):
        locks = self.lock(self.worker) | self.lock(self.coordinator, by=self.dpo)
        for user in (self.worker, self.coordinator):
            mine = locks.sudo().filtered(lambda lock, u=user: lock.user_id == u).sudo(False).with_user(user)
            with self.subTest(user=user.login):
                for method, *args in (("read", ["user_id"]), ("action_lift",), ("write", {"active": False})):
                    with self.assertRaises(AccessError):
                        getattr(mine, method)(*args)
        self.assertFalse(self.env["kentro.lockout"].with_user(self.coordinator).search_count(
            [("user_id", "=", self.coordinator.id)]))
        self.assertFalse(self.sees(self.coordinator, self.case))

    def test_the_officer_locks_by_number_without_seeing_the_file(self):
        lock = self.lock(self.coordinator, by=self.dpo)
        self.assertNotIn("Παπαδοπούλου", str(lock.read(["reference", "user_id", "beneficiary_id", "reason"])))
        self.assertFalse(self.sees(self.dpo, self.maria))
        with self.assertRaises(UserError):
            self.lock(self.worker, by=self.dpo, reference="ΚΚ-0000-000000-0")

    def test_nobody_else_locks_and_none_a_file_of_others(self):
        for user in (self.worker, self.reception, self.director, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.lock(self.psychologist, by=user)
        with self.assertRaises(AccessError):
            self.lock(self.worker, reference=self.eleni.number)
        with self.assertRaises(AccessError):
            self.lock(self.coordinator, by=self.coordinator)
        set_by_officer = self.lock(self.worker, by=self.dpo)
        with self.assertRaises(AccessError):
            set_by_officer.with_user(self.coordinator).action_lift()
        with self.assertRaises(UserError):
            set_by_officer.with_user(self.dpo).write({"user_id": self.psychologist.id})

    def test_one_case_alone(self):
        self.lock(self.worker, scope="case", reference=self.case.name)
        for record in (*self.parts, self.attached, self.planned):
            self.assertFalse(self.sees(self.worker, record), record)
        self.assertTrue(self.sees(self.worker, self.maria))

    def test_the_household_with_whoever_joins_it(self):
        self.lock(self.worker, scope="household")
        self.assertTrue(self.sees(self.worker, self.giorgos))
        self.env["kentro.household.member"].create(
            {"household_id": self.home.id, "beneficiary_id": self.giorgos.id, "date_from": "2026-11-02"})
        self.assertFalse(self.sees(self.worker, self.giorgos))

    def test_what_lay_on_her_desk_goes_to_who_coordinates(self):
        self.case.with_user(self.worker).team_ids = self.psychologist
        self.case.message_subscribe(self.psychologist.partner_id.ids)
        self.case.with_user(self.worker).message_post(body=SECRET, partner_ids=self.psychologist.partner_id.ids)
        self.planned.user_id = self.psychologist
        self.lock(self.psychologist)
        self.assertNotEqual(self.planned.user_id, self.psychologist)
        self.assertNotIn(self.psychologist.partner_id, self.case.message_partner_ids)
        self.assertFalse(self.env["mail.message"].with_user(self.psychologist).search([("body", "ilike", SECRET)]))

    def test_what_is_about_nobody_stays(self):
        request = self.env["kentro.request"].with_user(self.worker).create({})
        self.lock(self.worker)
        self.assertTrue(self.sees(self.worker, request))

    def test_lifting_opens_again(self):
        lock = self.lock(self.worker)
        lock.action_lift()
        self.assertTrue(self.sees(self.worker, self.case))
        with self.assertRaises(UserError):
            lock.sudo().unlink()


@tagged("post_install", "-at_install")
class TestLockoutHttp(HttpCase, FileCommon):
    def test_a_copy_is_closed_by_its_address_too(self):
        self.authenticate(self.worker.login, self.worker.login)
        urls = (f"/web/content/{self.attached.id}", f"/web/image/{self.attached.id}")
        self.assertEqual(self.url_open(urls[0]).content, b"secret")
        self.env["kentro.lockout"].with_user(self.coordinator).create(
            {"user_id": self.worker.id, "reference": self.maria.number, "reason": "x"})
        for url in urls:
            self.assertNotIn(b"secret", self.url_open(url).content)
