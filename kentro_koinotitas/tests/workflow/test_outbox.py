import hashlib
import hmac
import json
import logging
from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.kentro_koinotitas.tools import checked_http
from odoo.addons.mail.tests.common import MockEmail
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .effects_common import EffectsCommon
from .receiver import Receiver

SEND = "odoo.addons.kentro_koinotitas.models.workflow.effects.kentro_outbox_send"


@tagged("post_install", "-at_install")
class TestOutbox(EffectsCommon, MockEmail):
    """What goes out: after the move, at least once, with one key, and seen when it cannot."""

    def setUp(self):
        super().setUp()
        # a test cannot commit; what is committed where is tried in the root's tests
        self.startPatcher(patch.object(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: float("inf")))
        logging.getLogger(SEND).setLevel(logging.ERROR)
        self.addCleanup(logging.getLogger(SEND).setLevel, logging.NOTSET)

    def run_outbox(self):
        self.env["kentro.outbox"].sudo()._cron_send()

    def rows(self, records):
        return self.env["kentro.outbox"].search([("model", "=", records._name), ("res_id", "in", records.ids)])

    def later(self, rows):
        """Let the next try of ``rows`` be due."""
        self.env.flush_all()
        past = fields.Datetime.now() - timedelta(seconds=1)
        self.env.cr.execute("UPDATE kentro_outbox SET next_try = %s WHERE id = ANY(%s)", [past, rows.ids])
        rows.invalidate_recordset()

    def told(self, receiver, **vals):
        """Return a case that has moved, with a call owed to ``receiver``."""
        webhook = self.webhook(receiver.url, inside=True, **vals)
        self.effect("webhook", webhook_id=webhook.id)
        case = self.published()
        case.take_step("go")
        return case

    # -- calls

    def test_another_system_is_told_references_and_codes_alone(self):
        with Receiver() as receiver:
            case = self.told(receiver)
            self.assertFalse(receiver.calls)  # nothing goes out before the move is committed
            self.run_outbox()
        row = self.rows(case)
        (call,) = receiver.calls
        self.assertEqual((row.state, row.tries), ("sent", 1))
        self.assertEqual(
            json.loads(call.body),
            {
                "key": row.key,
                "time": row.create_date.isoformat(timespec="seconds") + "Z",
                "model": "kentro.case",
                "id": case.id,
                "reference": case.name,
                "workflow": "trial",
                "version": 1,
                "step": "go",
                "stage": "end",
                "kind": "done",
            },
        )
        self.assertEqual(call.headers["Idempotency-Key"], row.key)
        secret = self.env["kentro.webhook"].search([]).secret
        signature = hmac.new(secret.encode(), call.body, hashlib.sha256).hexdigest()
        self.assertEqual(call.headers["X-Kentro-Signature"], f"sha256={signature}")

    def test_a_move_that_is_taken_back_owes_nothing(self):
        with Receiver() as receiver:
            webhook = self.webhook(receiver.url, inside=True)
            self.effect("webhook", webhook_id=webhook.id, sequence=1)
            self.effect(
                "value",
                sequence=2,
                value_ids=[Command.create({"field_id": self.field("closed_on"), "text": "2001-01-01"})],
            )
            case = self.published()
            with self.assertRaises(UserError), self.env.cr.savepoint():
                case.take_step("go")
            self.run_outbox()
        self.assertFalse(receiver.calls or self.rows(case))

    def test_a_refused_call_is_repeated_with_the_same_key_ever_later_and_given_up(self):
        self.coordinator.lang = "en_US"  # people are told in their own language
        with Receiver(500) as receiver:
            case = self.told(receiver)
            row, waits = self.rows(case), []
            for _try in range(8):
                self.run_outbox()
                row.invalidate_recordset()
                waits.append(round((row.next_try - fields.Datetime.now()).total_seconds() / 60))
                self.run_outbox()  # not due yet
                self.later(row)
        self.assertEqual(waits[:7], [4**power for power in range(7)])
        self.assertEqual((row.state, row.tries, len(receiver.calls)), ("dead", 8, 8))
        told = case.sudo().activity_ids.filtered(lambda activity: "see the outbox" in activity.summary)
        self.assertEqual(told.user_id, self.coordinator)
        self.assertEqual({call.headers["Idempotency-Key"] for call in receiver.calls}, {row.key})
        self.assertEqual(row.last_error, "«Protocol» answered with status 500.")
        self.run_outbox()
        self.assertEqual(len(receiver.calls), 8)

    def test_what_was_given_up_is_repeated_with_one_button(self):
        with Receiver(500, *[200] * 9) as receiver:
            case = self.told(receiver)
            row = self.rows(case)
            with patch(f"{SEND}.TRIES", 1):
                self.run_outbox()
            self.assertEqual(row.state, "dead")
            row.with_user(self.rules).action_repeat()
            self.assertEqual((row.state, row.tries, row.last_error), ("pending", 0, False))
            self.run_outbox()
            row.with_user(self.admin).action_repeat()  # sent already: nothing to repeat
            self.run_outbox()
        self.assertEqual((row.state, len(receiver.calls)), ("sent", 2))

    def test_a_row_that_fails_holds_back_no_other(self):
        with Receiver(500, 200, 200) as receiver:
            webhook = self.webhook(receiver.url, inside=True)
            self.effect("webhook", webhook_id=webhook.id)
            cases = self.published(3)
            cases.take_step("go")
            self.run_outbox()
        self.assertEqual(sorted(self.rows(cases).mapped("state")), ["failed", "sent", "sent"])

    def test_a_worker_that_dies_after_sending_sends_the_same_key_again(self):
        with Receiver() as receiver:
            row = self.rows(self.told(receiver))
            with patch(f"{SEND}.KentroOutbox._note", side_effect=SystemExit), suppress(SystemExit):
                self.run_outbox()
            self.assertEqual((row.state, row.tries), ("pending", 1))  # counted before it was sent
            self.later(row)
            self.run_outbox()
        self.assertEqual(
            (row.state, [call.headers["Idempotency-Key"] for call in receiver.calls]), ("sent", [row.key] * 2)
        )

    def test_a_row_whose_worker_always_dies_is_given_up(self):
        with Receiver() as receiver:
            row = self.rows(self.told(receiver))
            for _try in range(8):
                with patch(f"{SEND}.KentroOutbox._send_claimed", side_effect=SystemExit), suppress(SystemExit):
                    self.run_outbox()
                self.later(row)
            self.run_outbox()
        self.assertEqual((row.state, len(receiver.calls)), ("dead", 0))
        self.assertIn("stopped", row.last_error)

    def test_redirects_are_not_followed(self):
        with Receiver(302) as receiver:
            row = self.rows(self.told(receiver))
            self.run_outbox()
        self.assertEqual(
            (row.state, row.last_error, len(receiver.calls)), ("failed", "«Protocol» answered with status 302.", 1)
        )

    def test_a_silent_system_is_given_up_waiting_for(self):
        with Receiver(None) as receiver, patch.object(checked_http, "TIMEOUT", 0.2):
            row = self.rows(self.told(receiver))
            self.run_outbox()
        self.assertRegex(row.last_error, "did not answer in time")

    def test_a_system_that_answers_drop_by_drop_is_cut_off(self):
        with Receiver("drip") as receiver, patch.object(checked_http, "DEADLINE", 0.5):
            row = self.rows(self.told(receiver))
            self.run_outbox()
        self.assertRegex(row.last_error, "did not answer in time")

    def test_a_private_address_is_not_called_unless_it_is_inside_our_network(self):
        with Receiver() as receiver:
            case = self.told(receiver)
            webhook = self.env["kentro.webhook"].search([])
            for url in (receiver.url.replace("http:", "https:"), "https://localhost:1/", "https://[::ffff:127.0.0.1]/"):
                webhook.write({"inside": False, "url": url})
                row = self.rows(case)
                self.later(row)
                self.run_outbox()
                self.assertRegex(row.last_error, "may not be called")
        self.assertFalse(receiver.calls)

    def test_the_address_that_was_checked_is_the_one_called(self):
        """A name that answers differently the second time (DNS rebinding) gains nothing."""
        answers = [[(2, 1, 6, "", ("10.0.0.7", 443))], [(2, 1, 6, "", ("8.8.8.8", 443))]]
        with (
            patch("socket.getaddrinfo", side_effect=lambda *_a, **_k: answers.pop()),
            patch("socket.create_connection", side_effect=OSError) as connect,
            self.assertRaises(OSError),
        ):
            checked_http.post("https://rebind.example.org/", b"", {})
        self.assertEqual(connect.call_args.args[0], ("8.8.8.8", 443))

    def test_a_system_switched_off_is_not_called(self):
        with Receiver() as receiver:
            row = self.rows(self.told(receiver))
            self.env["kentro.webhook"].search([]).active = False
            self.run_outbox()
        self.assertEqual((row.state, row.last_error, receiver.calls), ("failed", "«Protocol» is switched off.", []))

    # -- letters

    def mailed(self, letter=None, **vals):
        letter = letter or self.letter()
        self.effect("mail", template_id=letter.id, **vals)
        case = self.published()
        case.take_step("go")
        return case

    def test_a_letter_reaches_staff_who_may_read_the_record_and_whom_it_says(self):
        self.colleague.email, self.worker.email = "colleague@example.org", "worker@example.org"
        letter = self.letter(email_to="anybody@example.org", email_cc="other@example.org", partner_to="1")
        with self.mock_mail_gateway(mail_unlink_sent=True):
            case = self.mailed(letter, role_id=self.env.ref("kentro_koinotitas.role_responsible").id)
            self.assertFalse(self._mails)
            self.run_outbox()
        (mail,) = self._mails
        self.assertEqual(mail["email_to"], [f'"{self.worker.name}" <worker@example.org>'])
        self.assertIn(case.name, mail["body"])
        row = self.rows(case)
        self.assertEqual(row.state, "sent")
        self.assertIn(row.key, mail["message_id"])
        self.assertFalse(self._new_mails.exists())  # administrators read the list of letters

    def test_a_beneficiary_is_never_written_to(self):
        self.maria.email = "maria@example.org"
        body = self.env["res.partner"].create({"name": "Φορέας", "is_kentro_body": True, "email": "body@example.org"})
        neighbour = self.env["res.partner"].create({"name": "Γείτονας", "email": "neighbour@example.org"})
        everybody = self.maria.partner_id | body | neighbour | self.worker.partner_id | self.director.partner_id
        self.assertEqual(self.case._filter_recipients(everybody), body | self.worker.partner_id)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_a_letter_that_the_mail_server_refuses_is_repeated(self):
        self.worker.email = "worker@example.org"
        with self.mock_mail_gateway(mail_unlink_sent=True):
            case = self.mailed(role_id=self.env.ref("kentro_koinotitas.role_responsible").id)
            with patch.object(self.registry["ir.mail_server"], "send_email", side_effect=ConnectionError("worker@…")):
                self.run_outbox()
            row = self.rows(case)
            self.assertEqual((row.state, row.last_error), ("failed", "The mail server did not take the letter."))
            self.assertFalse(self._new_mails.exists())
            self.later(row)
            self.run_outbox()
        self.assertEqual((row.state, row.tries), ("sent", 2))

    def test_a_letter_to_nobody_is_seen(self):
        self.worker.email = False
        with self.mock_mail_gateway():
            row = self.rows(self.mailed(role_id=self.env.ref("kentro_koinotitas.role_responsible").id))
            self.run_outbox()
        self.assertRegex(row.last_error, "nobody with an e-mail address")

    def test_a_record_that_is_gone_is_given_up_at_once(self):
        with Receiver() as receiver:
            case = self.told(receiver)
            row = self.rows(case)
            self.env.flush_all()
            self.env.cr.execute("UPDATE kentro_outbox SET res_id = 0 WHERE id = %s", row.ids)
            row.invalidate_recordset()
            self.run_outbox()
        self.assertEqual((row.state, row.last_error), ("dead", "The record is not there any more."))

    # -- attacks

    def test_nobody_writes_the_outbox_by_hand(self):
        with Receiver() as receiver:
            row = self.rows(self.told(receiver))
        vals = {"effect_id": row.effect_id.id, "kind": "webhook", "model": "kentro.case", "res_id": 1, "key": "k"}
        for user in (self.worker, self.rules, self.dpo, self.admin, self.env.ref("base.user_root")):
            outbox = self.env["kentro.outbox"].with_user(user).with_context(kentro_engine=True)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    outbox.create(vals)
                with self.assertRaises(AccessError):
                    outbox.browse(row.id).write({"state": "sent"})
        for user in (self.worker, self.dpo, self.coordinator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                row.with_user(user).action_repeat()
        for user in (self.worker, self.coordinator, self.director, self.reception):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                row.with_user(user).read(["key"])

    def test_only_the_administrator_keeps_the_systems(self):
        webhook = self.webhook()
        for user in (self.worker, self.coordinator, self.director, self.dpo, self.rules):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.env["kentro.webhook"].with_user(user).create({"name": "x", "url": "https://evil.example.org"})
                with self.assertRaises(AccessError):
                    webhook.with_user(user).url = "https://evil.example.org"
                with self.assertRaises(AccessError):
                    webhook.with_user(user).read(["url"])
                with self.assertRaises(AccessError):
                    webhook.with_user(user).read(["secret"])
                with self.assertRaises(AccessError):
                    self.env["kentro.webhook"].with_user(user).search([("secret", "like", "a")])
        self.assertEqual(webhook.with_user(self.rules).name, "Protocol")

    def test_an_address_that_may_not_be_called_is_refused(self):
        for url in (
            "http://example.org/",
            "ftp://example.org/",
            "https://",
            "https://u:p@example.org/",
            "https://a b/",
            "x",
        ):
            with self.subTest(url=url), self.assertRaisesRegex(ValidationError, "no address that may be called"):
                self.webhook(url)
        with self.assertRaisesRegex(ValidationError, "16 characters"):
            self.webhook(secret="short")

    @freeze_time("2026-06-01")
    def test_what_was_sent_is_forgotten_after_a_quarter(self):
        with Receiver(200, 500) as receiver:
            webhook = self.webhook(receiver.url, inside=True)
            self.effect("webhook", webhook_id=webhook.id)
            cases = self.published(2)
            cases.take_step("go")
            self.run_outbox()
        with freeze_time("2026-09-01"):
            self.env["kentro.outbox"]._gc_sent()
        self.assertEqual(self.rows(cases).mapped("state"), ["failed"])
