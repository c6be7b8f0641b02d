from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..cases.common import CasesCommon

SECRET = "Μυστικό"


class FileCommon(CasesCommon):
    """The case of Μαρία with something in each of its parts, and everything that hangs on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        mine, case = cls.env(user=cls.worker), {"case_id": cls.case.id}
        cls.case.with_user(cls.worker).summary = SECRET
        cls.home = mine["kentro.household"].create(
            {"member_ids": [Command.create({"beneficiary_id": cls.maria.id})]})
        cls.assessment = mine["kentro.assessment"].create(case)
        body = cls.env["res.partner"].create({"name": "Φορέας", "is_kentro_body": True})
        cls.parts = [
            cls.case,
            cls.assessment,
            cls.assessment.score_ids[:1],
            mine["kentro.goal"].create({**case, "name": SECRET}),
            mine["kentro.referral"].create({**case, "body_id": body.id, "purpose": SECRET}),
            mine["kentro.followup"].create({**case, "planned_on": "2026-12-01"}),
        ]
        hung = {"res_model": "kentro.case", "res_id": cls.case.id}
        cls.attached = mine["ir.attachment"].create({"name": f"{SECRET}.txt", "raw": b"secret", **hung})
        cls.written = cls.case.with_user(cls.worker).message_post(body=SECRET)
        cls.planned = cls.case.with_user(cls.worker).activity_schedule(
            "mail.mail_activity_data_todo", summary=SECRET, user_id=cls.worker.id)
        cls.hung = [cls.attached, cls.written, cls.planned]
        cls.file = [
            cls.maria, cls.maria.partner_id, cls.home, cls.home.member_ids,
            mine["kentro.request"].create({"beneficiary_id": cls.maria.id}),
            mine["kentro.consent"].create({"beneficiary_id": cls.maria.id, "receiver_id": body.id, "data_ids": [
                Command.set(cls.env["kentro.data.category"].search([], limit=1).ids)]}),
        ]  # fmt: skip

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model"))
        self.env.flush_all()

    def sees(self, user, record):
        """Whether ``user`` sees ``record``, by its id and by searching; both say the same."""
        self.env.invalidate_all()
        own = record.with_user(user)
        if not own.browse().has_access("read"):
            return False
        found = bool(own.search([("id", "=", record.id)]))
        try:
            own.read(["display_name"])
            read = True
        except AccessError:
            read = False
        self.assertEqual(found, read, f"{record} of {user.login}: found {found}, read {read}")
        return found
