import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import KentroCommon

# Said by nobody else in the database: wherever they appear, the register leaks.
MARKS = ["Ζζητακοπούλου", "6900099911", "Ζζητακίου", "zzita@example.gr"]


@tagged("post_install", "-at_install")
class TestHiddenContact(KentroCommon):
    """What the contact of a beneficiary lets through to those who may not see her."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden = cls._beneficiary(
            "Ζζητακοπούλου", "Άννα", phone=MARKS[1], street="Ζζητακίου 5", email=MARKS[3]
        ).partner_id
        cls.plain = cls.env["res.partner"].create({"name": "Προμηθευτής Χαρτικών", "email": "office@example.gr"})
        cls.outside = [
            cls.admin, cls.outsider, cls.director, cls.volunteers, cls.dpo, cls.rules, cls.worker2, cls.portal,
        ]  # fmt: skip

    def _assert_clean(self, value):
        """``value``, whatever it is, says nothing of her."""
        said = json.dumps(value, default=str, ensure_ascii=False)
        for mark in MARKS:
            self.assertNotIn(mark, said)

    def test_nobody_outside_finds_her_by_any_search(self):
        for user in self.outside:
            with self.subTest(user=user.login):
                Partner = self.env["res.partner"].with_user(user).with_context(active_test=False)
                domain = [("id", "=", self.hidden.id)]
                self.assertFalse(Partner.search(domain))
                self.assertEqual(Partner.search_count(domain), 0)
                self.assertFalse(Partner.search_read(domain, ["name"]))
                self.assertFalse(Partner.name_search("Ζζητακοπούλου"))
                self.assertFalse(Partner.search([("email", "=", MARKS[3])]))
                self.assertFalse(Partner.search([("display_name", "ilike", "Ζζητακ")]))
                if user == self.portal:
                    continue
                self.assertFalse(Partner._read_group(domain, ["name"], ["__count"]))
                self.assertFalse(Partner.formatted_read_group(domain, ["city"], ["__count"]))
                self.assertFalse(Partner.web_search_read(domain, {"name": {}})["records"])
                self._assert_clean(Partner.web_name_search("Ζζητακ", {"display_name": {}}))
                self._assert_clean(Partner.get_mention_suggestions("Ζζητακ"))

    def test_nobody_outside_reads_her_by_id(self):
        for user in self.outside:
            with self.subTest(user=user.login):
                contact = self.hidden.with_user(user)
                contact.env.invalidate_all()
                with self.assertRaises(AccessError) as refused:
                    contact.read(["name"])
                self._assert_clean(str(refused.exception))
                with self.assertRaises(UserError):
                    contact.export_data(["name"])
                with self.assertRaises(AccessError):
                    contact.web_read({"display_name": {}})
                with self.assertRaises(AccessError):
                    contact.write({"comment": "x"})

    def test_a_debug_error_message_does_not_name_her(self):
        self.outsider.group_ids |= self.env.ref("base.group_no_one")
        with self.assertRaises(AccessError) as refused:
            self.hidden.with_user(self.outsider).read(["name"])
        self._assert_clean(str(refused.exception))

    def test_inside_the_contact_follows_its_beneficiary(self):
        for user in (self.reception, self.worker, self.psychologist, self.coordinator):
            with self.subTest(user=user.login):
                Partner = self.env["res.partner"].with_user(user)
                self.assertEqual(Partner.search([("id", "=", self.hidden.id)]), self.hidden)
                self.assertEqual(self.hidden.with_user(user).display_name, "Ζζητακοπούλου Άννα")
                self.assertFalse(Partner.search([("id", "=", self.eleni.partner_id.id)]))

    def test_users_see_their_own_contact_and_plain_contacts(self):
        for user in [*self.outside, self.worker]:
            with self.subTest(user=user.login):
                self.assertTrue(user.partner_id.with_user(user).read(["name"]))
        for user in (self.admin, self.outsider, self.reception):
            self.assertTrue(self.plain.with_user(user).read(["name"]))

    def test_a_role_without_people_sees_none_even_with_a_post(self):
        self.env["kentro.post"].create(
            {"structure_id": self.structure.id, "specialty_id": self.specialty.id, "user_id": self.director.id}
        )
        self.assertFalse(self.env["res.partner"].with_user(self.director).search([("id", "=", self.hidden.id)]))

    def test_the_flag_is_set_by_registration_alone(self):
        Partner = self.env["res.partner"]
        self.assertTrue(self.hidden.kentro_hidden)
        with self.assertRaises(UserError):
            Partner.create({"name": "x", "kentro_hidden": True})
        for forged in (True, "REGISTERING", object()):
            contact = Partner.with_context(kentro_registering=forged, default_kentro_hidden=True).create({"name": "x"})
            self.assertFalse(contact.kentro_hidden)
        for change in (self.plain, self.hidden, self.hidden.with_user(self.worker)):
            for value in (True, False):
                with self.assertRaises(UserError):
                    change.write({"kentro_hidden": value})
        result = Partner.load(["name", "kentro_hidden"], [["x", "True"]])
        self.assertFalse(result["ids"])
        result = Partner.load([".id", "kentro_hidden"], [[str(self.hidden.id), "False"]])
        self.assertFalse(result["ids"])
        self.assertTrue(self.hidden.kentro_hidden)

    def test_the_contact_is_neither_deleted_nor_copied_nor_renamed_apart(self):
        for user in (self.env.user, self.worker):
            contact = self.hidden.with_user(user)
            with self.assertRaises(UserError):
                contact.unlink()
            with self.assertRaises(UserError):
                contact.copy()
        with self.assertRaises(UserError):
            self.hidden.write({"name": "Άλλη"})
        with self.assertRaises(UserError):
            self.hidden.kentro_beneficiary_ids.unlink()

    def test_what_does_not_belong_on_the_contact_is_refused(self):
        tag = self.env["res.partner.category"].create({"name": "x"})
        for values in (
            {"vat": "EL094259216"},
            {"parent_id": self.plain.id},
            {"child_ids": [(0, 0, {"name": "x"})]},
            {"category_id": [(4, tag.id)]},
            {"ref": "x"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.hidden.write(values)

    def test_she_can_be_attached_to_nothing_that_others_see(self):
        event = self.env["calendar.event"].create({"name": "x", "start": "2026-03-01", "stop": "2026-03-01"})
        bank = {"acc_number": "GR1601101250000000012300695"}
        message = {"model": "res.partner", "res_id": self.plain.id, "body": "x"}
        channel = self.env["discuss.channel"].create({"name": "x"})
        attempts = {
            "attendee": lambda: self.env["calendar.attendee"].create(
                {"event_id": event.id, "partner_id": self.hidden.id}
            ),
            "event": lambda: event.write({"partner_ids": [(4, self.hidden.id)]}),
            "event by context": lambda: self.env["calendar.event"]
            .with_context(default_partner_ids=[(6, 0, [self.hidden.id])])
            .create({"name": "x", "start": "2026-03-01", "stop": "2026-03-01"}),
            "follower": lambda: self.plain.message_subscribe([self.hidden.id]),
            "author": lambda: self.plain.message_post(body="x", author_id=self.hidden.id),
            "recipient": lambda: self.plain.message_post(body="x", partner_ids=[self.hidden.id]),
            "message": lambda: self.env["mail.message"].create({**message, "author_id": self.hidden.id}),
            "mail": lambda: self.env["mail.mail"].create({"body_html": "x", "recipient_ids": [(4, self.hidden.id)]}),
            "channel": lambda: channel.write({"channel_partner_ids": [(4, self.hidden.id)]}),
            "user": lambda: self.env["res.users"].create({"login": "x", "partner_id": self.hidden.id}),
            "child": lambda: self.plain.write({"parent_id": self.hidden.id}),
            "bank": lambda: self.env["res.partner.bank"].create({**bank, "partner_id": self.hidden.id}),
            "chatter": lambda: self.hidden.message_post(body="x"),
            "follow her": lambda: self.hidden.message_subscribe(self.reception.partner_id.ids),
            "activity": lambda: self.hidden.activity_schedule("mail.mail_activity_data_todo"),
        }
        for name, attempt in attempts.items():
            with self.subTest(way=name), self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()

    def test_nobody_outside_points_a_record_at_her(self):
        """Ids can be guessed; a relation written or tried out in a form would then show the name."""
        for user in (self.outsider, self.admin):
            Partner = self.env["res.partner"].with_user(user)
            spec = {"parent_id": {"fields": {"display_name": {}}}, "parent_name": {}, "street": {}}
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    Partner.create({"name": "x", "parent_id": self.hidden.id})
                with self.assertRaises(AccessError):
                    Partner.onchange({"name": "x", "parent_id": self.hidden.id}, ["parent_id"], spec)
                with self.assertRaises(AccessError):
                    Partner.with_context(default_parent_id=self.hidden.id).onchange({}, [], spec)
                with self.assertRaises(AccessError):
                    Partner.onchange({"child_ids": [[0, 0, {"parent_id": self.hidden.id}]]}, ["child_ids"], spec)
                with self.assertRaises(AccessError):
                    self.env["kentro.structure"].with_user(self.admin).create(
                        {"name": "x", "kind_id": self.structure.kind_id.id, "legal_owner_id": self.hidden.id}
                    )

    def test_another_record_that_names_her_shows_the_number_only(self):
        person = self.hidden.kentro_beneficiary_ids
        for user in (self.admin, self.outsider, self.worker2):
            self.assertEqual(self.hidden.with_user(user).sudo().display_name, person.number)
            self.assertEqual(person.with_user(user).sudo().display_name, person.number)
        self.assertEqual(person.with_user(self.worker).sudo().display_name, "Ζζητακοπούλου Άννα")

    def test_merge_leaves_her_alone(self):
        twin = self.env["res.partner"].create({"name": "Δίδυμη", "email": MARKS[3]})
        Wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.outsider)
        wizard = Wizard.create({"group_by_email": True})
        wizard.action_start_manual_process()
        self.assertNotIn(str(self.hidden.id), " ".join(wizard.line_ids.mapped("aggr_ids")))
        with self.assertRaises(UserError):
            self.env["base.partner.merge.automatic.wizard"]._merge([twin.id, self.hidden.id], twin)
        with self.assertRaises(AccessError):
            Wizard.create({"partner_ids": [(6, 0, [twin.id, self.hidden.id])], "dst_partner_id": twin.id})

    def test_a_letter_from_her_address_does_not_make_her_an_author(self):
        found = self.env["res.partner"]._find_or_create_from_emails([MARKS[3]], no_create=True)
        self.assertFalse(found[0])
        self.assertNotEqual(self.env["res.partner"].sudo().find_or_create(MARKS[3]), self.hidden)
        _author, _email = self.env["mail.thread"].sudo()._message_compute_author(email_from=MARKS[3])
        self.assertNotEqual(_author, self.hidden.id)

    def test_changes_leave_no_trace_in_tables_an_administrator_reads(self):
        person = self.hidden.kentro_beneficiary_ids.with_context(tracking_disable=False).with_user(self.worker)
        person.write({"phone": "6900099912", "last_name": "Ζζητακοπούλου-Νέα", "email": "zzita@example.gr"})
        self.env.flush_all()
        self.env.cr.precommit.run()
        domain = [("model", "=", "res.partner"), ("res_id", "=", self.hidden.id)]
        self.assertFalse(self.env["mail.message"].search(domain))
        self.assertEqual(self.hidden.name, "Ζζητακοπούλου-Νέα Άννα")

    def test_nothing_the_administrator_can_read_holds_her_name(self):
        """Every stored text of every model open to admin, and to the keeper of contacts."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        tried = 0
        for user in (self.admin, self.outsider):
            for name in self.env:
                Model = self.env[name].with_user(user)
                if Model._abstract or not Model._auto or not Model.has_access("read"):
                    continue
                texts = [
                    field
                    for field, info in Model._fields.items()
                    if info.store and info.type in ("char", "text", "html") and not info.company_dependent
                    and Model._has_field_access(info, "read")
                ]  # fmt: skip
                records = Model.with_context(active_test=False).search_read([], texts, limit=3000)
                self._assert_clean(records)
                tried += 1
        self.assertGreater(tried, 100)

    def test_no_public_method_of_contacts_says_her_name_to_outsiders(self):
        """Every method an RPC client may call without arguments, called on her id."""
        from odoo.service.model import get_public_method

        tried = 0
        for user in (self.outsider, self.portal):
            contact = self.hidden.with_user(user)
            for name in dir(type(contact)):
                if name.startswith("_") or name in ("unlink", "pool", "browse"):
                    continue
                try:
                    method = get_public_method(contact, name)
                except Exception:
                    continue
                self.env.invalidate_all()
                try:
                    with self.env.cr.savepoint():
                        answer = method(contact)
                        if not hasattr(answer, "_name"):
                            self._assert_clean(str(answer))
                        raise UserError("rolled back")
                except AssertionError:
                    raise
                except Exception as error:
                    self._assert_clean(str(error))
                tried += 1
        self.assertGreater(tried, 60)
