"""What the tests over HTTP share: calls as any user, and what counts as a refusal."""

import json

from access import ATTEMPTS
from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user
from odoo.tools import mute_logger

MARKS = ("Ζζητακοπούλου", "6900099911", "Ζζητακίου", "zzita@example.gr")
LOGGERS = (
    "odoo.http", "odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model", "odoo.models", "odoo.sql_db",
    "odoo.addons.base.models.ir_attachment", "odoo.addons.base.models.ir_binary", "odoo.service.model",
)  # fmt: skip
# A context may hold anything that JSON can say.
FORGED = {
    "kentro_engine": True, "kentro_state": True, "kentro_registering": True, "su": True, "sudo": True, "uid": 1,
    "active_test": False, "tracking_disable": True, "install_mode": True, "import_file": True,
    "_import_current_module": "x", "module": "kentro_koinotitas", "default_kentro_hidden": False,
}  # fmt: skip


class RpcCase(HttpCase, CasesCommon):
    """The small municipality, served; every answer is looked through for the name of one of its people."""

    COUNTED = "attempts over HTTP"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.secret = cls._beneficiary(
            "Ζζητακοπούλου", "Άννα", phone=MARKS[1], street="Ζζητακίου 5", email=MARKS[3], birth_date="1950-02-01"
        )
        cls.hidden = cls.secret.partner_id
        cls.colleague = cls.psychologist
        annex = cls.env.ref("kentro_roma_annex.group_annex")
        cls.mediator = cls._user("case_worker", cls.annex, login="mediator")
        cls.mediator.group_ids += annex

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(*LOGGERS))
        self.env.flush_all()

    def log_in(self, user):
        """Speak as ``user`` from here on; as nobody with None."""
        self.authenticate(user and user.login, user and user.login)

    def post(self, route, params):
        """Return the answer to a JSON-RPC call: ``{"result"}`` or ``{"error"}``."""
        ATTEMPTS[self.COUNTED] += 1
        body = {"jsonrpc": "2.0", "method": "call", "id": 0, "params": params}
        answer = self.url_open(route, json=body, timeout=60)
        self.env.invalidate_all()
        if answer.status_code != 200:
            return {"error": {"data": {"name": "HTTP", "message": str(answer.status_code)}}}
        self.assert_clean(answer.json(), params)
        return answer.json()

    def call(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": list(args), "kwargs": kwargs}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def assert_clean(self, answer, question=None):
        """The answer says nothing of her."""
        said = json.dumps(answer, ensure_ascii=False, default=str)
        for mark in MARKS:
            if mark in said:
                self.fail(f"{question} is answered with her name: {said[:500]}")

    def assert_refused(self, answer, what):
        """Refused, with a sentence for a person: no silence, no traceback, no success."""
        self.assertIn("error", answer, what)
        data = answer["error"]["data"]
        if data["name"] == "HTTP":
            self.assertIn(data["message"], ("403", "404"), what)
            return
        self.assertTrue(data["name"].startswith("odoo.exceptions."), f"{what}: {data['name']}: {data['message']}")
        self.assertGreater(len(data["message"].split()), 3, what)
        self.assertNotIn("Traceback", data["message"], what)

    def assert_nothing(self, answer, what):
        """Refused, or answered with nothing."""
        if "error" in answer:
            self.assert_refused(answer, what)
        else:
            self.assertIn(self._emptied(answer["result"]), (None, False, 0, "", [], {}), what)

    def _emptied(self, result):
        """A result without what only wraps it: ``{"length": 0, "records": []}`` is nothing."""
        if isinstance(result, dict):
            return [value for value in map(self._emptied, result.values()) if value]
        if isinstance(result, list):
            return [value for value in map(self._emptied, result) if value]
        return result


class ContactsCase(RpcCase):
    """A person whom the central structure serves, with a file that says her name wherever a worker may write it.

    ``outside`` are all who may see nothing of it, those of another structure among them.
    """

    COUNTED = "attempts on contacts of beneficiaries"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = new_test_user(cls.env, "test_employee", groups="base.group_user", name="Πρωτόκολλο")
        exporter = cls.env.ref("base.group_allow_export")
        cls.outsider.group_ids += exporter
        cls.outside = (
            cls.outsider, cls.employee, cls.admin, cls.portal, cls.director, cls.volunteers, cls.dpo, cls.rules,
            cls.worker2, cls.mediator,
        )  # fmt: skip
        cls.plain = cls.env["res.partner"].create({"name": "Προμηθευτής", "email": "supplier@example.gr"})
        cls.event = cls.env["calendar.event"].create(
            {"name": "x", "start": "2026-03-02 09:00:00", "stop": "2026-03-02 10:00:00"}
        )
        cls.channel = cls.env["discuss.channel"].create({"name": "x"})
        person = {"beneficiary_id": cls.secret.id}
        mine = cls.env(user=cls.worker)
        cls.secret_case = mine["kentro.case"].create({**person, "structure_id": cls.structure.id})
        cls.secret_request = mine["kentro.request"].create(dict(person))
        cls.home = mine["kentro.household"].create({"member_ids": [Command.create(dict(person))]})
        body = cls.env["res.partner"].create({"name": "Φορέας", "is_kentro_body": True})
        data = cls.env["kentro.data.category"].search([], limit=1)
        cls.consent = mine["kentro.consent"].create(
            {**person, "receiver_id": body.id, "data_ids": [Command.set(data.ids)]}
        )
        cls.attached = mine["ir.attachment"].create(
            {
                "name": f"{MARKS[0]}.txt",
                "raw": MARKS[0].encode(),
                "res_model": "kentro.case",
                "res_id": cls.secret_case.id,
            }
        )
        cls.written = cls.secret_case.message_post(body=f"Η κυρία {MARKS[0]}")
        cls.planned = cls.secret_case.activity_schedule(
            "mail.mail_activity_data_todo", summary=MARKS[0], user_id=cls.worker.id
        )
        wage = cls.env.ref("kentro_koinotitas.income_kind_wage")
        cls.means = (
            mine["kentro.income"].create({**person, "kind_id": wage.id, "amount": 500}),
            mine["kentro.asset"].create({**person, "value": 1000}),
            mine["kentro.housing"].create({"household_id": cls.home.id}),
            mine["kentro.household.away"].create(dict(person)),
        )
        cls.files = (
            cls.hidden, cls.secret, cls.secret_case, cls.secret_request, cls.home, cls.consent,
            cls.home.member_ids, *cls.means, cls.attached, cls.written, cls.planned,
        )  # fmt: skip
