import base64

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..common import KentroCommon

COPY = b"%PDF-1.4 the copy of a paper"


class DocumentCommon(KentroCommon):
    @classmethod
    def _kind(cls, code):
        return cls.env.ref(f"kentro_koinotitas.document_kind_{code}")

    @classmethod
    def _paper(cls, code="lease", user=None, **values):
        if "household_id" not in values:
            values = {"beneficiary_id": cls.maria.id, **values}
        return cls.env["kentro.document"].with_user(user or cls.reception).create(
            {"kind_id": cls._kind(code).id, **values}
        )

    @classmethod
    def _with_copy(cls, code="lease", user=None):
        return cls._paper(code, user, file=base64.b64encode(COPY), file_name="copy.pdf")

    def _attachment(self, paper):
        where = [("res_model", "=", paper._name), ("res_id", "=", paper.id), ("res_field", "=", "file")]
        return self.env["ir.attachment"].search(where)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestKentroDocument(DocumentCommon):
    def test_what_its_kind_says_is_proposed_and_may_be_changed(self):
        with Form(self.env["kentro.document"].with_user(self.reception)) as form:
            form.beneficiary_id = self.maria
            form.kind_id = self._kind("unemployment")
            form.issued_on = "2026-06-01"
            self.assertEqual((form.register, str(form.date_to)), ("ΔΥΠΑ", "2026-09-01"))
            form.date_to = "2026-08-15"
            form.reference = "77/2026"
        self.assertEqual(str(form.record.date_to), "2026-08-15")
        self.assertFalse(self._paper("lease", issued_on="2026-06-01").date_to)

    def test_a_paper_is_of_one_person_or_of_one_household(self):
        household = self.env["kentro.household"].with_user(self.reception).create({})
        self.assertTrue(self._paper(household_id=household.id))
        for values in ({"beneficiary_id": False}, {"beneficiary_id": self.maria.id, "household_id": household.id}):
            with self.subTest(values=values), mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
                self.env["kentro.document"].create({"kind_id": self._kind("lease").id, **values})
        with self.assertRaises(ValidationError):
            self._paper("medical", self.env.user, household_id=household.id)

    def test_a_paper_is_not_issued_on_a_day_to_come_nor_after_it_expires(self):
        for values in ({"issued_on": "2026-06-16"}, {"issued_on": "2026-06-01", "date_to": "2020-01-01"}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._paper(**values)

    def test_the_form_asks_what_there_is_of_the_paper(self):
        form = Form(self.env["kentro.document"].with_user(self.reception))
        form.beneficiary_id, form.kind_id = self.maria, self._kind("lease")
        with self.assertRaisesRegex(AssertionError, "reference"):
            form.save()
        form.seen_only = True
        self.assertTrue(form.save().seen_only)

    def test_a_paper_that_was_seen_and_not_kept_has_no_copy(self):
        paper = self._paper(seen_only=True)
        with self.assertRaises(ValidationError):
            paper.file = base64.b64encode(COPY)
        with self.assertRaises(ValidationError):
            self._with_copy().seen_only = True

    def test_who_verified_is_noted_by_the_button_alone(self):
        paper = self._paper()
        for values in ({"verified_by_id": self.coordinator.id}, {"verified_on": "2026-01-01"}):
            with self.assertRaises(UserError):
                paper.write(values)
            with self.assertRaises(UserError):
                self._paper(**values)
            with self.assertRaises(UserError):
                paper.with_context(kentro_verified=True).write(values)
        paper.action_verify()
        self.assertEqual((paper.verified_by_id, str(paper.verified_on)), (self.reception, "2026-06-15"))
        paper.note = "δύο σελίδες"
        self.assertTrue(paper.verified_on)
        paper.date_to = "2027-01-01"
        self.assertFalse(paper.verified_on)

    def test_a_paper_follows_the_person(self):
        paper = self._with_copy()
        self.assertTrue(paper.with_user(self.worker).read(["file"]))
        for user in (self.worker2, self.director, self.dpo, self.rules, self.admin, self.outsider, self.portal):
            with self.subTest(user=user.login):
                for method, *args in (("read", ["kind_id"]), ("write", {"note": "x"}), ("unlink",)):
                    with self.assertRaises(AccessError):
                        getattr(paper.with_user(user), method)(*args)
                self.assertNotIn("lease", paper.with_user(user).sudo().display_name)
        with self.assertRaises(AccessError):
            self._paper(user=self.worker2)
        with self.assertRaises(AccessError):
            paper.with_user(self.worker).unlink()

    def test_its_copy_follows_the_paper(self):
        attachment = self._attachment(self._with_copy())
        self.assertTrue(attachment.with_user(self.worker).read(["raw"]))
        for user in (self.worker2, self.director, self.dpo, self.admin, self.outsider, self.portal):
            with self.subTest(user=user.login):
                Attachment = self.env["ir.attachment"].with_user(user)
                with self.assertRaises(AccessError):
                    Attachment.browse(attachment.id).read(["raw"])
                if user != self.portal:
                    self.assertFalse(Attachment.search([("id", "=", attachment.id), ("res_field", "!=", False)]))

    def test_a_copy_is_never_opened_by_a_link(self):
        attachment = self._attachment(self._with_copy()).with_user(self.worker)
        with self.assertRaises(UserError):
            attachment.public = True
        with self.assertRaises(UserError):
            attachment.generate_access_token()
        with self.assertRaises(UserError):
            attachment.copy({"public": True})

    def test_a_paper_that_reveals_a_special_category_is_the_teams(self):
        case = self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.maria.id})
        paper = self._with_copy("medical", self.worker)
        attachment = self._attachment(paper)
        self.assertTrue(paper.with_user(self.worker).read(["file"]))
        for user in (self.reception, self.psychologist, self.coordinator, self.worker2, self.admin):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    paper.with_user(user).read(["kind_id"])
                with self.assertRaises(AccessError):
                    attachment.with_user(user).read(["raw"])
        for user in (self.reception, self.coordinator):
            self.assertFalse(self.maria.with_user(user).search([("document_ids", "in", paper.ids)]))
            with self.assertRaises(AccessError):
                self._paper("medical", user)
            with self.assertRaises(AccessError):
                self._paper("lease", user).kind_id = self._kind("medical")
        case.sudo().team_ids = self.psychologist
        self.assertTrue(paper.with_user(self.psychologist).read(["file"]))

    def test_a_kind_that_reveals_is_not_opened_later(self):
        with self.assertRaises(UserError):
            self._kind("medical").with_user(self.coordinator).is_special = False

    def test_what_ends_is_listed_ahead_and_what_was_renewed_is_not(self):
        old = self._paper("tax", date_to="2026-06-20")
        soon = self._paper("lease", date_to="2026-07-01")
        self._paper("family", date_to="2026-12-31")
        past = self._paper("e1", date_to="2026-06-01")
        listed = self.env["kentro.expiry"].with_user(self.reception)

        def soon_now():
            self.env.flush_all()
            rows = listed.search([("expiry", "=", "soon"), ("beneficiary_id", "=", self.maria.id)])
            return set(zip(rows.mapped("what"), rows.mapped("res_id"), strict=True))

        self.assertEqual(soon_now(), {("document", old.id), ("document", soon.id)})
        self.assertEqual(listed.search([("expiry", "=", "expired")]).mapped("res_id"), [past.id])
        self._paper("tax", date_to="2027-06-20")
        self.assertEqual(soon_now(), {("document", soon.id)})
        self.assertEqual(listed.search([("res_id", "=", soon.id)]).action_open()["res_model"], "kentro.document")
        self.assertFalse(self.env["kentro.expiry"].with_user(self.worker2).search([("res_id", "=", soon.id)]))

    def test_titles_that_end_are_listed_to_the_team_alone(self):
        self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.maria.id})
        self.env["kentro.residence.title"].with_user(self.worker).create(
            {"beneficiary_id": self.maria.id, "kind": "permit", "date_to": "2026-07-01"}
        )
        self.env.flush_all()
        for user, count in ((self.worker, 1), (self.reception, 0), (self.coordinator, 0), (self.worker2, 0)):
            Expiry = self.env["kentro.expiry"].with_user(user)
            self.assertEqual(Expiry.search_count([("what", "=", "residence")]), count, user.login)
            self.assertEqual(len(Expiry.formatted_read_group([("is_special", "=", True)], ["what"])), count)


@tagged("post_install", "-at_install")
class TestKentroDocumentByUrl(HttpCase, DocumentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin.password = cls.admin.login

    def _status(self, user, url):
        self.authenticate(user and user.login, user and user.login)
        return self.url_open(url, allow_redirects=False).status_code

    def test_a_copy_is_read_at_no_address_by_who_may_not_read_the_paper(self):
        plain = self._with_copy()
        self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.maria.id})
        special = self._with_copy("medical", self.worker)
        self.env.flush_all()
        for paper, seen in ((plain, (self.reception, self.worker)), (special, (self.worker,))):
            attachment = self._attachment(paper)
            urls = [
                f"/web/content/{attachment.id}",
                f"/web/content/{attachment.id}?download=true",
                f"/web/content/kentro.document/{paper.id}/file",
                f"/web/content?model=kentro.document&id={paper.id}&field=file",
                f"/web/content?model=ir.attachment&id={attachment.id}&field=raw",
            ]
            for user in seen:
                self.assertEqual(self._status(user, urls[2]), 200, user.login)
                self.assertEqual(self._status(user, urls[0]), 200, user.login)
            staff = (self.reception, self.worker2, self.director, self.dpo, self.admin)
            users = (*staff, self.outsider, self.portal, None)
            with mute_logger("odoo.http", "odoo.addons.base.models.ir_binary"):
                for user in users:
                    if user in seen:
                        continue
                    for url in urls:
                        with self.subTest(user=user and user.login, url=url):
                            self.assertIn(self._status(user, url), (303, 403, 404))
                    image = self.url_open(f"/web/image/kentro.document/{paper.id}/file")
                    self.assertNotIn(COPY, image.content)
                    image = self.url_open(f"/web/image/{attachment.id}")
                    self.assertNotIn(COPY, image.content)
