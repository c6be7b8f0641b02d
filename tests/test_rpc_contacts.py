"""Over HTTP, as everybody outside: the contact of a beneficiary is not there, by whatever door."""

from contextlib import suppress
from functools import partial
from itertools import product

from access import ATTEMPTS
from odoo.exceptions import AccessError
from odoo.service.model import get_public_method
from odoo.tests import tagged
from rpc import FORGED, MARKS, ContactsCase

NAME = MARKS[0]
# Answered with more than the contacts found; her name is looked for in every answer.
WRAPPED = (
    "get_mention_suggestions", "get_mention_suggestions_from_channel", "search_for_channel_invite", "web_read_group",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestContactsByRpc(ContactsCase):
    # --- what is searched finds nothing -----------------------------------------------------

    def searches(self, user):
        """Yield (model, method, arguments, keywords); each must be refused, or find nothing."""
        ids = [["id", "=", self.hidden.id]]
        by = [
            ids, [["name", "ilike", NAME]], [["display_name", "ilike", NAME]], [["phone", "like", MARKS[1]]],
            [["email", "=", MARKS[3]]], [["street", "ilike", MARKS[2]]],
            ["|", ["active", "=", True], ["active", "=", False], ["id", "=", self.hidden.id]],
            [["kentro_beneficiary_ids.last_name", "=", NAME]], [["commercial_partner_id", "=", self.hidden.id]],
            [["id", "child_of", self.hidden.id]], [["complete_name", "ilike", NAME]],
        ]  # fmt: skip
        if not user.kentro_structure_ids:  # who works elsewhere in the Centre sees the people of that structure
            by += [[["kentro_hidden", "=", True]], ["!", ["kentro_hidden", "=", False]],
                   [["kentro_beneficiary_ids", "!=", False]]]  # fmt: skip
        for domain, context in product(by, ({}, FORGED)):
            for method in ("search", "search_count", "search_read"):
                yield "res.partner", method, [domain], {"context": context}
        for domain in by[:6]:
            yield "res.partner", "web_search_read", [domain, {"display_name": {}, "phone": {}}], {}
            yield "res.partner", "formatted_read_group", [domain, ["city"], ["__count"]], {}
            yield "res.partner", "formatted_read_group", [domain, ["name"], ["__count"]], {}
            yield "res.partner", "web_read_group", [domain, ["name"]], {"auto_unfold": True}
            yield "res.partner", "read_group", [domain, ["name"], ["name"]], {}
        bar = {"field": "type", "colors": {"contact": "success"}}
        yield "res.partner", "read_progress_bar", [ids, "name", bar], {}
        for text in (NAME, "Ζζητακ", MARKS[1], MARKS[3], "Άννα Ζζητακοπούλου"):
            yield "res.partner", "name_search", [text], {}
            yield "res.partner", "web_name_search", [text, {"display_name": {}, "phone": {}}], {}
            yield "res.partner", "get_mention_suggestions", [text], {}
            yield "res.partner", "search_for_channel_invite", [text], {}
            in_channel = {"channel_id": self.channel.id, "search": text}
            yield "res.partner", "get_mention_suggestions_from_channel", [], in_channel
            yield "res.users", "name_search", [text], {}
        yield "res.users", "search", [[["partner_id.name", "ilike", NAME]]], {}
        yield "calendar.event", "search", [[["partner_ids.name", "ilike", NAME]]], {}
        yield "mail.message", "search_read", [[["body", "ilike", NAME]], ["body"]], {}
        yield "mail.activity", "search_read", [[["summary", "ilike", NAME]], ["summary"]], {}
        yield "ir.attachment", "search_read", [[["name", "ilike", NAME]], ["name"]], {}
        yield "mail.followers", "search", [[["partner_id", "=", self.hidden.id]]], {}
        for record in (self.secret, self.secret_case, self.secret_request, self.home, self.consent):
            for method in ("search", "search_count"):
                yield record._name, method, [[["id", "=", record.id]]], {"context": FORGED}
            yield record._name, "name_search", [NAME], {}
        yield "kentro.household.member", "search_read", [[["household_id", "=", self.home.id]], ["age"]], {}

    def test_no_search_finds_her(self):
        for user in self.outside:
            self.log_in(user)
            for model, method, arguments, keywords in self.searches(user):
                with self.subTest(user=user.login, model=model, method=method, arguments=arguments):
                    answer = self.call(model, method, *arguments, **keywords)
                    if method not in WRAPPED:
                        self.assert_nothing(answer, method)

    # --- what is asked by id is refused -----------------------------------------------------

    def readings(self):
        """Yield (what, call) for ways to read, use or change records of hers by their ids."""
        for record in self.files:
            model, ids = record._name, record.ids
            said = "body" if model == "mail.message" else "display_name"
            yield f"read {model}", partial(self.call, model, "read", ids, [said], context=FORGED)
            yield f"web_read {model}", partial(self.call, model, "web_read", ids, {said: {}})
            yield f"export {model}", partial(self.call, model, "export_data", ids, [said])
            yield f"copy {model}", partial(self.call, model, "copy", ids)
            yield f"unlink {model}", partial(self.call, model, "unlink", ids)
        contact = partial(self.call, "res.partner")
        ids, plain = self.hidden.ids, self.plain.ids
        hidden, register = {"name": "x", "kentro_hidden": True}, {"last_name": "x", "partner_id": self.hidden.id}
        yield "write", partial(contact, "write", ids, {"comment": "x"}, context=FORGED)
        yield "unhide", partial(contact, "write", ids, {"kentro_hidden": False}, context=FORGED)
        yield "web_save", partial(contact, "web_save", ids, {"comment": "x"}, specification={"name": {}})
        yield "archive", partial(contact, "action_archive", ids)
        yield "post", partial(contact, "message_post", ids, body="x")
        yield "notify", partial(contact, "message_notify", ids, body="x", partner_ids=plain)
        yield "activity", partial(contact, "activity_schedule", ids, summary="x")
        yield "create hidden", partial(contact, "create", hidden, context=FORGED)
        yield "post on case", partial(self.call, "kentro.case", "message_post", self.secret_case.ids, body="x")
        yield "register anew", partial(self.call, "kentro.beneficiary", "create", register)

    def test_nothing_of_hers_is_read_or_changed_by_id(self):
        for user in self.outside:
            self.log_in(user)
            for what, call in self.readings():
                with self.subTest(user=user.login, what=what):
                    self.assert_refused(call(), what)

    def test_no_public_method_says_her_name(self):
        """Every method that an RPC client may call without arguments, on each record of hers."""
        for user, record in product((self.outsider, self.admin, self.worker2), self.files):
            record = record.with_user(user)
            for name in dir(type(record)):
                with suppress(AttributeError, AccessError):  # not a method, or not a public one
                    method = get_public_method(record, name)
                    with self.subTest(user=user.login, model=record._name, method=name):
                        self.assert_clean(self._answer(method, record))

    def _answer(self, method, record):
        """What ``method`` returns or raises, as text; whatever it does is undone."""
        ATTEMPTS[self.COUNTED] += 1
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                answer = method(record)
                # a recordset comes to a client as ids
                raise InterruptedError(str(answer.ids if hasattr(answer, "ids") else answer))
        except Exception as error:
            return str(error)

    def test_inside_the_same_questions_are_answered(self):
        """Else the tests above would prove nothing."""
        self.log_in(self.worker)
        self.assertEqual(self.env["res.partner"].browse(self.hidden.id).name, "Ζζητακοπούλου Άννα")
        with self.assertRaisesRegex(AssertionError, "answered with her name"):
            self.call("res.partner", "read", self.hidden.ids, ["display_name"])
        with self.assertRaisesRegex(AssertionError, "answered with her name"):
            self.call("res.partner", "name_search", "Ζζητακ")
        with self.assertRaisesRegex(AssertionError, "answered with her name"):
            self.call("kentro.case", "web_read", self.secret_case.ids, {"beneficiary_id": {"fields": {"name": {}}}})
        self.assertIn(NAME, self.url_open(f"/web/content/{self.attached.id}").content.decode())
