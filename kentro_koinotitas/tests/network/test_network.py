import psycopg2
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from ..common import MODULE, KentroCommon


class TestNetwork(KentroCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.body = cls.env["res.partner"].create(
            {
                "name": "Κέντρο Ψυχικής Υγείας",
                "is_kentro_body": True,
                "is_company": True,
                "kentro_body_kind_id": cls.env.ref(f"{MODULE}.body_kind_mental_health").id,
            }
        )
        cls.shop = cls.env["res.partner"].create({"name": "Προμηθευτής"})

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model"))

    def test_coordinator_keeps_the_bodies_without_managing_contacts(self):
        with Form(
            self.env["res.partner"].with_user(self.coordinator).with_context(default_is_kentro_body=True),
            f"{MODULE}.res_partner_body_view_form",
        ) as form:
            form.name = "ΔΥΠΑ"
        self.assertTrue(form.record.is_kentro_body)
        self.body.with_user(self.coordinator).phone = "2310 333333"
        for attempt in (
            lambda: self.shop.with_user(self.coordinator).write({"phone": "1"}),
            lambda: self.shop.with_user(self.coordinator).write({"is_kentro_body": True}),
            lambda: self.env["res.partner"].with_user(self.coordinator).create({"name": "Ιδιώτης"}),
            lambda: self.body.with_user(self.worker).write({"phone": "1"}),
            lambda: self.env["res.partner"].with_user(self.worker).create({"name": "x", "is_kentro_body": True}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
                self.env.flush_all()

    def test_who_manages_contacts_goes_on_managing_all(self):
        both = new_test_user(
            self.env, "test_both", groups=f"{MODULE}.group_coordinator,base.group_partner_manager", name="Δύο ρόλοι"
        )
        for user in (both, self.outsider):
            self.shop.with_user(user).write({"phone": "2310 444444"})
            self.body.with_user(user).write({"phone": "2310 444444"})

    def test_service_is_offered_by_a_structure_or_by_a_body(self):
        service = {"name": "Συμβουλευτική", "axis": "c"}
        self.env["kentro.service"].create({**service, "structure_id": self.structure.id})
        self.env["kentro.service"].create({**service, "body_id": self.body.id})
        for offered in ({}, {"structure_id": self.structure.id, "body_id": self.body.id}):
            with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.env["kentro.service"].create({**service, **offered})

    def test_coordinator_writes_services_of_her_structure_and_of_bodies(self):
        services = self.env["kentro.service"].with_user(self.coordinator)
        services.create({"name": "Συμβουλευτική", "structure_id": self.structure.id})
        services.create({"name": "Ψυχίατρος", "body_id": self.body.id})
        with self.assertRaises(AccessError):
            services.create({"name": "Συμβουλευτική", "structure_id": self.annex.id})
        with self.assertRaises(AccessError):
            self.env["kentro.service"].with_user(self.worker).create({"name": "x", "structure_id": self.structure.id})

    def test_service_does_not_move_to_another_structure(self):
        service = self.env["kentro.service"].create({"name": "Συμβουλευτική", "structure_id": self.structure.id})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            service.with_user(self.coordinator).write({"structure_id": self.annex.id})
            self.env.flush_all()
