"""Over HTTP, as everybody outside: nothing points at the contact of a beneficiary, and no route shows it."""

from odoo.tests import tagged
from rpc import FORGED, MARKS, ContactsCase


@tagged("post_install", "-at_install")
class TestDoorsByRpc(ContactsCase):
    # --- nothing is made to point at her ----------------------------------------------------

    def pointers(self):
        """Yield (model, values): records that would show her name, or carry it out."""
        one, many = self.hidden.id, [[6, 0, self.hidden.ids]]
        moment = {"start": "2026-03-02 09:00:00", "stop": "2026-03-02 10:00:00"}
        todo = {"res_model_id": self.env["ir.model"]._get_id("res.partner"), "res_id": one, "summary": "x"}
        yield "res.partner", {"name": "x", "parent_id": one}
        yield "res.partner", {"name": "x", "child_ids": many}
        yield "calendar.event", {"name": "x", "partner_ids": many, **moment}
        yield "calendar.attendee", {"event_id": self.event.id, "partner_id": one}
        yield "mail.activity", todo
        yield "mail.message", {"model": "res.partner", "res_id": self.plain.id, "body": "x", "author_id": one}
        yield "mail.message", {"model": "res.partner", "res_id": one, "body": "x"}
        yield "mail.compose.message", {"model": "res.partner", "res_ids": [self.plain.id], "partner_ids": many}
        yield "mail.followers", {"res_model": "res.partner", "res_id": self.plain.id, "partner_id": one}
        yield "ir.attachment", {"name": "x", "res_model": "res.partner", "res_id": one}
        yield "res.users", {"login": "x", "name": "x", "partner_id": one}
        yield "res.partner.bank", {"acc_number": "x", "partner_id": one}
        yield "res.partner.category", {"name": "x", "partner_ids": many}
        yield "res.company", {"name": "x", "partner_id": one}
        yield "base.partner.merge.automatic.wizard", {"partner_ids": many, "dst_partner_id": self.plain.id}
        yield "kentro.service", {"name": "x", "axis": "a", "body_id": one}
        yield "kentro.structure", {"name": "x", "kind_id": self.structure.kind_id.id, "legal_owner_id": one}

    def test_nothing_is_made_or_tried_out_that_points_at_her(self):
        for user in self.outside:
            self.log_in(user)
            for model, values in self.pointers():
                names = [name for name, value in values.items() if value in (self.hidden.id, [[6, 0, self.hidden.ids]])]
                shown = {name: {"fields": {"display_name": {}, "phone": {}}} for name in names if name != "res_id"}
                defaults = {f"default_{name}": value for name, value in values.items()}
                with self.subTest(user=user.login, model=model, values=list(values)):
                    self.assert_refused(self.call(model, "create", values, context=FORGED), "create")
                    self.assert_refused(self.call(model, "create", {}, context={**FORGED, **defaults}), "by default")
                    # a form tried out need not be refused; it says nothing (looked for in every answer)
                    self.call(model, "onchange", [], values, names, shown)
                    self.call(model, "onchange", [], {}, [], shown, context=defaults)
                    columns = [name for name in names if name != "res_id"]
                    if columns:
                        row = ["x", *[str(self.hidden.id)] * len(columns)]
                        answer = self.call(model, "load", ["name", *[f"{name}/.id" for name in columns]], [row])
                        self.assertFalse(answer.get("result", {}).get("ids"))
            invited = self.call("discuss.channel", "add_members", self.channel.ids, partner_ids=self.hidden.ids)
            self.assert_refused(invited, "add to a channel")
            answer = self.call("res.partner", "load", [".id", "comment"], [[str(self.hidden.id), "x"]])
            self.assertFalse(answer.get("result", {}).get("ids"))

    # --- the routes of the web client -------------------------------------------------------

    def test_no_route_answers_with_her(self):
        contact, nobody = self.hidden.id, 99999999
        thread = {"thread_model": "res.partner", "thread_id": contact}
        case = {"thread_model": "kentro.case", "thread_id": self.secret_case.id}
        posts = []
        for where in (thread, case):
            asked = {**where, "request_list": ["followers", "suggestedRecipients", "activities", "attachments"]}
            posts.append(("/mail/data", {"fetch_params": [["mail.thread", asked]]}))
            for route in ("messages", "recipients", "recipients/get_suggested_recipients"):
                posts.append((f"/mail/thread/{route}", where))
            followed = {"res_model": where["thread_model"], "res_id": where["thread_id"], "partner_ids": [contact]}
            posts.append(("/mail/thread/subscribe", followed))
            posts.append(("/mail/message/post", {**where, "post_data": {"body": "x", "partner_ids": [contact]}}))
        case_id = self.secret_case.id
        gets = [
            f"/web/content/{self.attached.id}", f"/web/content?model=kentro.case&id={case_id}&field=summary",
            f"/mail/view?model=res.partner&res_id={contact}", f"/mail/view?model=kentro.case&res_id={case_id}",
            f"/mail/message/{self.written.id}", f"/mail/avatar/mail.message/{self.written.id}/author_avatar/50x50",
            f"/web_enterprise/partner/{contact}/vcard", f"/web/partner/vcard?partner_ids={contact}",
            f"/web/partner/vcard?partner_ids={contact},{self.plain.id}", f"/json/1/contacts/{contact}",
            f"/json/contacts/{contact}", f"/my/account?partner_id={contact}",
        ]  # fmt: skip
        pictures = [f"/web/image/res.partner/{{}}/{field}" for field in ("avatar_128", "image_1920", "avatar_1920")]
        pictures += ["/web/image?model=res.partner&id={}&field=avatar_128", "/web/content/res.partner/{}/image_1920"]
        for user in (*self.outside, None):
            self.log_in(user)
            for route, params in posts:
                with self.subTest(user=user and user.login, route=route):
                    self.post(route, params)
            for url in gets:
                with self.subTest(user=user and user.login, url=url):
                    answer = self.url_open(url)
                    for mark in MARKS:
                        self.assertNotIn(mark, answer.content.decode("utf-8", "replace"))
            for url in pictures:
                hers, none = self.url_open(url.format(contact)), self.url_open(url.format(nobody))
                with self.subTest(user=user and user.login, url=url):
                    self.assertEqual((hers.status_code, hers.content), (none.status_code, none.content))
        self.assertFalse(self.hidden.message_follower_ids)
        self.assertFalse(self.hidden.message_ids)

    def test_her_address_finds_another_contact(self):
        for user in self.outside:
            self.log_in(user)
            for where in (self.hidden, self.secret_case, self.plain):
                answer = self.url_open("/mail/partner/from_email", json={"params": {
                    "thread_model": where._name, "thread_id": where.id, "emails": [MARKS[3]]}}).json()  # fmt: skip
                found = [partner["id"] for partner in answer.get("result", [])]
                self.assertNotIn(self.hidden.id, found)
