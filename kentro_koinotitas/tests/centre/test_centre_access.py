from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from ..common import MODULE
from .common import CentreCommon

PARTS = {
    "kentro.post": {"note": "x"},
    "kentro.room": {"note": "x"},
    "kentro.structure.statement": {"text": "x"},
    "kentro.regulation": {"version": "2"},
}


class TestCentreAccess(CentreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.specialty_id = cls.specialty.id
        cls.parts = {
            structure: {
                "kentro.post": cls.env["kentro.post"].create(cls.values("kentro.post", structure)),
                "kentro.room": cls.env["kentro.room"].create(cls.values("kentro.room", structure)),
                "kentro.structure.statement": cls.env["kentro.structure.statement"].create(
                    cls.values("kentro.structure.statement", structure)
                ),
                "kentro.regulation": cls.env["kentro.regulation"].create(cls.values("kentro.regulation", structure)),
            }
            for structure in (cls.structure, cls.annex)
        }

    def setUp(self):
        super().setUp()
        quiet = mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model", "odoo.models")
        self.enterContext(quiet)

    @classmethod
    def values(cls, model, structure):
        special = {
            "kentro.post": {"specialty_id": cls.specialty.id},
            "kentro.room": {"name": "Γραφείο"},
            "kentro.structure.statement": {"kind": "a_purpose", "text": "Σκοπός"},
            "kentro.regulation": {"name": "Κανονισμός"},
        }
        return {"structure_id": structure.id, **special[model]}

    def everybody(self):
        return (self.reception, self.worker, self.psychologist, self.coordinator, self.director,
                self.volunteers, self.dpo, self.rules)  # fmt: skip

    def refused(self, method, *arguments):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            method(*arguments)
            self.env.flush_all()

    def test_every_role_reads_the_configuration(self):
        for user in self.everybody():
            env = self.env(user=user)
            self.assertEqual(env["kentro.structure"].browse(self.structure.id).opening_text[-11:], "08:00–16:00")
            for model in (*PARTS, "kentro.funded.act", "kentro.holiday", "kentro.specialty", "kentro.legal.act",
                          "kentro.topic", "kentro.service", "kentro.programme.name", "kentro.body.kind"):  # fmt: skip
                env[model].search([], limit=1).read()

    def test_only_coordinator_directorate_and_administrator_write_it(self):
        for user in set(self.everybody()) - {self.coordinator, self.director} | {self.outsider}:
            with self.subTest(user=user.login):
                self.refused(self.structure.with_user(user).write, {"phone": "1"})
                for model, change in PARTS.items():
                    self.refused(self.parts[self.structure][model].with_user(user).write, change)
                    self.refused(self.env[model].with_user(user).create, self.values(model, self.structure))
                    self.refused(self.parts[self.structure][model].with_user(user).unlink)
                self.refused(self.env["kentro.holiday"].with_user(user).create, {"name": "x", "day": 1, "month": 7})
                self.refused(self.specialty.with_user(user).write, {"name": "x"})

    def test_coordinator_writes_what_belongs_to_her_structure_only(self):
        self.structure.with_user(self.coordinator).write({"phone": "2310 111111"})
        self.refused(self.annex.with_user(self.coordinator).write, {"phone": "1"})
        for model, change in PARTS.items():
            with self.subTest(model=model):
                self.parts[self.structure][model].with_user(self.coordinator).write(change)
                self.env[model].with_user(self.coordinator).create(self.values(model, self.structure))
                self.refused(self.parts[self.annex][model].with_user(self.coordinator).write, change)
                self.refused(self.env[model].with_user(self.coordinator).create, self.values(model, self.annex))

    def test_directorate_and_administrator_write_all(self):
        for user in (self.director, self.admin):
            self.annex.with_user(user).write({"phone": "2310 111111"})
            for model, change in PARTS.items():
                self.parts[self.annex][model].with_user(user).write(change)

    def test_coordinator_cannot_reach_another_structure_by_moving_a_post(self):
        """A post gives its holder the people of its structure."""
        own = self.coordinator.kentro_post_ids.with_user(self.coordinator)
        self.refused(own.write, {"structure_id": self.annex.id})
        self.refused(self.annex.with_user(self.coordinator).write, {"coordinator_id": self.coordinator.id})
        change = [Command.update(self.parts[self.annex]["kentro.post"].id, {"user_id": self.coordinator.id})]
        self.refused(self.structure.with_user(self.coordinator).write, {"post_ids": change})
        self.assertEqual(self.coordinator.kentro_structure_ids, self.structure)

    def test_nobody_gives_a_structure_to_herself(self):
        for user in (self.reception, self.coordinator, self.director):
            self.refused(user.with_user(user).write, {"kentro_structure_ids": [Command.link(self.annex.id)]})
            self.refused(user.with_user(user).write, {"kentro_post_ids": [Command.link(1)]})

    def test_coordinator_sets_the_hours_of_her_structure_only(self):
        hours = self._hours("Παραρτήματος", 8, 16)
        self.annex.calendar_id = hours
        with Form(self.hours.with_user(self.coordinator)) as form:
            form.name = "Θερινό ωράριο"
        self.hours.attendance_ids[0].with_user(self.coordinator).hour_to = 15
        self.refused(hours.with_user(self.coordinator).write, {"name": "x"})
        self.refused(hours.attendance_ids[0].with_user(self.coordinator).write, {"hour_to": 15})
        new = self.env["resource.calendar"].with_user(self.coordinator).create({"name": "Νέο"})
        new.attendance_ids[0].hour_to = 12
        self.refused(self.env.company.resource_calendar_id.with_user(self.director).write, {"name": "x"})

    def test_coordinator_closes_her_structure_and_directorate_all(self):
        values = {"name": "Πολιούχος", "day": 29, "month": 6}
        holidays = self.env["kentro.holiday"].with_user(self.coordinator)
        holidays.create({**values, "structure_id": self.structure.id})
        self.assertEqual(holidays.create({**values, "day": 30}).structure_id, self.structure)
        self.refused(holidays.create, {**values, "structure_id": False})
        self.refused(holidays.create, {**values, "structure_id": self.annex.id})
        self.assertFalse(self.env["kentro.holiday"].with_user(self.director).create(values).structure_id)

    def test_coordinator_writes_the_holidays_of_her_structure(self):
        wizard = self.env["kentro.holiday.write"].with_user(self.coordinator)
        wizard.create({"year_from": 2030, "year_to": 2030}).action_write()
        self.refused(wizard.create({"structure_ids": [Command.set(self.annex.ids)]}).action_write)

    def test_code_lists_are_the_directorate_s(self):
        self.refused(self.specialty.with_user(self.coordinator).write, {"name": "x"})
        self.specialty.with_user(self.director).write({"name": "Κοινωνική λειτουργός"})
        self.refused(self.specialty.with_user(self.director).unlink)

    def test_legal_acts_are_written_by_rules_and_directorate(self):
        act = self.env.ref(f"{MODULE}.act_49744")
        for user in (self.rules, self.director):
            act.with_user(user).write({"to_confirm": False})
        for user in (self.coordinator, self.worker, self.dpo):
            self.refused(act.with_user(user).write, {"to_confirm": True})

    def test_structures_of_another_municipality_are_not_seen(self):
        company = self.env["res.company"].create({"name": "Άλλος Δήμος"})
        other = self.env["kentro.structure"].create(
            {"name": "Αλλού", "kind_id": self._kind("central").id, "company_id": company.id}
        )
        post = self.env["kentro.post"].create(self.values("kentro.post", other))
        for user in (self.coordinator, self.director, self.dpo):
            self.assertNotIn(other, self.env["kentro.structure"].with_user(user).search([]))
            self.assertNotIn(post, self.env["kentro.post"].with_user(user).search([]))
        with self.assertRaises(UserError):
            self.annex.write({"parent_id": other.id})

    def test_two_roles_add_up(self):
        both = new_test_user(
            self.env, "test_both", groups=f"{MODULE}.group_coordinator,{MODULE}.group_director", name="Δύο ρόλοι"
        )
        self.annex.with_user(both).write({"phone": "2310 222222"})

    def test_a_post_of_one_s_own_opens_no_other_structure(self):
        posts = self.env["kentro.post"].with_user(self.coordinator)
        values = {"specialty_id": self.specialty.id, "user_id": self.coordinator.id}
        own = posts.create({**values, "structure_id": self.structure.id})
        self.refused(posts.create, {**values, "structure_id": self.annex.id})
        self.refused(posts.with_context(default_structure_id=self.annex.id).create, values)
        self.refused(own.write, {"structure_id": self.annex.id})
        self.assertNotIn(self.annex, self.coordinator.kentro_structure_ids)
