import json

from odoo.tests import HttpCase, tagged

from ..common import KentroCommon
from .test_hidden_contact import MARKS


@tagged("post_install", "-at_install")
class TestHiddenContactHttp(KentroCommon, HttpCase):
    """The same contact by address: what a browser or a script may ask for without a model's method."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._beneficiary("Ζζητακοπούλου", "Άννα", phone=MARKS[1], street=MARKS[2], email=MARKS[3])
        cls.hidden = cls.person.partner_id
        cls.admin.password = "admin"
        cls.papers = cls.env["ir.attachment"].create(
            [
                {"name": f"{MARKS[0]}.txt", "raw": MARKS[0].encode(), "res_model": model, "res_id": res_id}
                for model, res_id in (("res.partner", cls.hidden.id), ("kentro.beneficiary", cls.person.id))
            ]
        )

    def _outside(self):
        for login in ("admin", "test_outsider", "test_director", "test_worker2", "test_portal", None):
            self.authenticate(login, login)
            yield login

    def _assert_clean(self, address, answer):
        for mark in MARKS:
            self.assertNotIn(mark, answer.text, address)
            self.assertNotIn(json.dumps(mark)[1:-1], answer.text, address)

    def test_addresses_say_nothing_of_her(self):
        addresses = [
            f"/web/image/res.partner/{self.hidden.id}/avatar_128",
            f"/web/image/kentro.beneficiary/{self.person.id}/avatar_128",
            f"/web/content/res.partner/{self.hidden.id}/image_1920",
            f"/web/partner/vcard?partner_ids={self.hidden.id}",
            f"/mail/view?model=res.partner&res_id={self.hidden.id}",
            f"/odoo/res.partner/{self.hidden.id}",
            f"/my/account?partner_id={self.hidden.id}",
            f"/my/address?partner_id={self.hidden.id}",
            *[f"/web/content/{paper.id}" for paper in self.papers],
            *[f"/web/image/{paper.id}" for paper in self.papers],
        ]
        for login in self._outside():
            for address in addresses:
                with self.subTest(login=login, address=address):
                    self._assert_clean(address, self.url_open(address))

    def test_calls_say_nothing_of_her(self):
        thread = {"thread_model": "res.partner", "thread_id": self.hidden.id}
        plain = self.env["res.partner"].create({"name": "x"})
        calls = [
            ("/mail/data", {"fetch_params": [["avatar_card", {"id": self.hidden.id, "model": "res.partner"}]]}),
            ("/mail/data", {"fetch_params": [["mail.thread", {**thread, "request_list": ["followers"]}]]}),
            ("/mail/thread/messages", thread),
            ("/mail/thread/recipients", {**thread, "message_id": 1}),
            ("/mail/thread/recipients/get_suggested_recipients", {**thread, "partner_ids": [self.hidden.id]}),
            ("/mail/partner/from_email", {"thread_model": "res.partner", "thread_id": plain.id, "emails": [MARKS[3]]}),
            (
                "/mail/thread/subscribe",
                {"res_model": "res.partner", "res_id": plain.id, "partner_ids": [self.hidden.id]},
            ),
            (
                "/mail/message/post",
                {
                    "thread_model": "res.partner",
                    "thread_id": plain.id,
                    "post_data": {"body": "x", "partner_ids": [self.hidden.id]},
                },
            ),
            *[
                (
                    f"/web/dataset/call_kw/{model}/{method}",
                    {"model": model, "method": method, "args": args, "kwargs": {}},
                )
                for model, method, args in (
                    ("res.partner", "web_read", [[self.hidden.id], {"name": {}}]),
                    ("res.partner", "get_formview_action", [[self.hidden.id]]),
                    ("res.partner", "name_search", [MARKS[0]]),
                    ("kentro.beneficiary", "web_read", [[self.person.id], {"name": {}, "display_name": {}}]),
                    ("kentro.person.search", "action_open", [self.person.id]),
                    ("kentro.person.search", "_find", [MARKS[0]]),
                    ("res.partner", "_kentro_hidden_among", [[self.hidden.id]]),
                )
            ],
        ]
        # a contact of the address that the user typed: visible, and not hers
        own = {"/mail/partner/from_email", "/mail/thread/messages"}
        for login in self._outside():
            for address, params in calls:
                with self.subTest(login=login, address=address):
                    answer = self.url_open(address, json={"jsonrpc": "2.0", "params": params})
                    text = answer.text.replace(MARKS[3], "") if address in own else answer.text
                    self.assertNotIn(f'"id": {self.hidden.id}, "name"', text)
                    for mark in MARKS:
                        self.assertNotIn(mark, text)
                        self.assertNotIn(json.dumps(mark)[1:-1], text)
        self.assertFalse(plain.message_follower_ids.partner_id & self.hidden)

    def test_who_serves_her_opens_the_papers_of_her_file(self):
        self.authenticate("test_worker", "test_worker")
        self.assertIn(MARKS[0], self.url_open(f"/web/content/{self.papers[1].id}").content.decode())
