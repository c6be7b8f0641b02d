from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .test_designer import Definitions


@tagged("post_install", "-at_install")
class TestMunicipality(Definitions):
    """A process belongs to the municipality of who makes it, until she says that it is for all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shared = cls.env.ref("kentro_koinotitas.workflow_case")
        # by somebody else: whoever makes a company is in it
        cls.other = cls.env["res.company"].with_user(SUPERUSER_ID).create({"name": "Άλλος Δήμος"}).with_env(cls.env)
        cls.theirs = cls.shared.sudo().copy({"company_id": cls.other.id, "code": "theirs"}).sudo(False)

    def test_a_new_process_on_the_screen_is_of_ones_own_municipality(self):
        form = Form(self.env["kentro.workflow"])
        form.name = "Έλεγχος"
        form.model_id = self.model
        self.assertEqual(form.save().company_id, self.env.company)

    def test_a_process_for_all_is_one_that_says_so(self):
        values = {"name": "Για όλους", "model_id": self.model.id, "company_id": False}
        self.assertFalse(self.env["kentro.workflow"].create(values).company_id)

    def test_the_shipped_processes_are_for_all(self):
        for code in ("intake", "case", "assessment", "referral", "followup"):
            self.assertFalse(self.env.ref(f"kentro_koinotitas.workflow_{code}").company_id, code)

    def test_a_new_version_stays_in_the_municipality_of_the_one_before(self):
        Workflow = self.env["kentro.workflow"]
        self.assertFalse(Workflow.browse(self.shared.action_new_version()["res_id"]).company_id)
        own = Workflow.browse(self.shared.action_own_version()["res_id"])
        self.assertEqual(own.company_id, self.env.company)
        self.assertEqual(Workflow.browse(own.action_new_version()["res_id"]).company_id, self.env.company)

    def test_the_process_of_another_municipality_is_neither_made_nor_changed(self):
        values = {"name": "Ξένη", "model_id": self.model.id, "company_id": self.other.id}
        attempts = (
            lambda: self.env["kentro.workflow"].create(values),
            lambda: self.process().write({"company_id": self.other.id}),
            lambda: self.theirs.write({"name": "Δική μας"}),
            lambda: self.theirs.action_publish(),
            lambda: self.theirs.unlink(),
            lambda: self.theirs.sudo().stage_ids[0].sudo(False).write({"name": "Δικό μας"}),
            lambda: self.theirs.sudo().transition_ids[0].sudo(False).write({"name": "Δική μας"}),
        )
        for number, attempt in enumerate(attempts):
            with self.subTest(number), self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
