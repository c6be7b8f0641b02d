from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .application_common import ApplicationCommon


@tagged("post_install", "-at_install")
class TestApplicationExtension(ApplicationCommon):
    """Ministerial decisions extend approvals by area: all at once, listed, and taken back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.approve()
        cls.act = cls.env["kentro.legal.act"].create({"name": "Extension", "kind": "decision", "number": "1/2026"})

    def extension(self, user, **vals):
        return self.env["kentro.application.extension"].with_user(user).create(
            {
                "legal_act_id": self.act.id,
                "programme_ids": [Command.set(self.programme.ids)],
                "ends_from": "2026-08-01",
                "ends_to": "2026-08-31",
                "new_end": "2026-12-31",
                **vals,
            }
        )

    def test_the_coordinator_extends_and_takes_back(self):
        extension = self.extension(self.coordinator)
        self.assertEqual(extension.affected_told, "1")
        extension.action_extend()
        application = self.application
        self.assertEqual((str(application.valid_to), str(application.renew_from)), ("2026-12-31", "2026-12-01"))
        self.assertEqual(str(application.deadline), "2026-11-30 22:00:00", "when that day begins here")
        line = application.with_user(self.reception).extension_line_ids
        self.assertEqual((str(line.old_end), line.legal_act_id), ("2026-08-31", self.act))
        self.assertEqual((extension.state, extension.done_told, extension.done_by_id), ("done", "1", self.coordinator))
        with self.assertRaisesRegex(UserError, "Meanwhile"):
            extension.action_extend()
        extension.action_take_back()
        self.assertEqual((str(application.valid_to), extension.state), ("2026-08-31", "undone"))

    def test_the_directorate_extends_those_of_the_municipality_and_reads_none(self):
        extension = self.extension(self.director)
        extension.action_extend()
        self.assertEqual(str(self.application.valid_to), "2026-12-31")
        for record in (self.application, extension.sudo().line_ids):
            self.assertFalse(record.with_user(self.director).has_access("read"))

    def test_who_extends_sees_first_which_ones_it_would_be(self):
        (_id, _operator, ids) = self.extension(self.coordinator).action_show_affected()["domain"][0]
        self.assertEqual(ids, self.application.ids)
        (_id, _operator, ids) = self.extension(self.director).action_show_affected()["domain"][0]
        self.assertFalse(ids, "the Directorate reads none of them")

    def test_a_postcode_is_of_digits(self):
        for postcodes in ("%", "621_2", "621221", "621,,622"):
            with self.subTest(postcodes), self.assertRaises(ValidationError):
                self.extension(self.coordinator, postcodes=postcodes)

    def test_the_directorate_is_told_of_single_people_neither_before_nor_after(self):
        self.maria.zip = "62122"
        nobodys = {"structure_ids": [Command.set(self.annex.ids)]}
        for vals in ({}, nobodys, {"postcodes": "621"}, {"postcodes": "622"}):
            extension = self.extension(self.director, **vals)
            self.assertEqual(extension.affected_told, "fewer than 5", vals)
        for vals in ({"postcodes": "622"}, {"postcodes": "621"}):
            extension = self.extension(self.director, **vals)
            extension.action_extend()
            self.assertEqual((extension.state, extension.done_told), ("done", "fewer than 5"), vals)
            with self.assertRaises(AccessError):
                extension.read(["done_count"])
            extension.action_take_back()
        self.assertEqual(str(self.application.valid_to), "2026-08-31")
        values = [{"programme_id": self.programme.id, "beneficiary_id": self.maria.id, "date": "2026-03-01"}] * 6
        self.approve(self.env["kentro.application"].with_user(self.worker).create(values))
        self.assertEqual(self.extension(self.director).affected_told, "at least 5")

    def test_postcodes_tell_nothing_of_who_is_served_elsewhere_now(self):
        self.maria.write({"zip": "70000", "structure_ids": [Command.set(self.annex.ids)]})
        self.assertEqual(self.extension(self.coordinator).affected_told, "1", "the application is still hers")
        self.assertEqual(self.extension(self.coordinator, postcodes="7").affected_told, "0")

    def test_a_postcode_tried_out_in_a_form_stands_for_itself(self):
        self.maria.zip = "62122"
        for wrong in ("%", "_2", "62\\"):
            form = self.env["kentro.application.extension"].new(
                {"programme_ids": self.programme.ids, "ends_from": "2026-08-01", "ends_to": "2026-08-31",
                 "new_end": "2026-12-31", "postcodes": wrong}
            )  # fmt: skip
            self.assertEqual(form.with_user(self.coordinator).affected_told, "0")

    def test_only_the_area_and_only_own_structures(self):
        self.maria.zip = "62122"
        self.assertEqual(self.extension(self.coordinator, postcodes="620, 621").affected_told, "1")
        self.assertEqual(self.extension(self.coordinator, postcodes="622").affected_told, "0")
        other = self._user("coordinator", self.annex, login="coordinator2")
        extension = self.extension(other)
        self.assertEqual(extension.affected_told, "0")
        with self.assertRaisesRegex(UserError, "No approval"):
            extension.action_extend()

    def test_what_is_being_renewed_goes_on_being_paid(self):
        self.move(self.application, self.worker, "pay", "to_renew")
        self.extension(self.coordinator, new_end="2099-12-31").action_extend()
        self.assertEqual(self.application.stage_id.code, "payment")

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_nobody_else_extends_and_nobody_by_hand(self):
        for user in (self.reception, self.worker, self.rules, self.volunteers, self.dpo):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.extension(user)
        line = Command.create({"application_id": self.application.id})
        forged = {"state": "done", "done_count": 99, "line_ids": [line]}
        extension = self.extension(self.coordinator, **forged)
        self.assertEqual((extension.state, extension.sudo().done_count, len(extension.line_ids)), ("draft", 0, 0))
        for name, value in {"state": "done", "done_count": 5, "line_ids": [line]}.items():
            with self.subTest(field=name), self.assertRaises(UserError):
                extension.write({name: value})
        extension.action_extend()
        with self.assertRaisesRegex(UserError, "stays as it was made"):
            extension.new_end = "2027-12-31"
        colleague = self._user("coordinator", self.structure, login="coordinator3")
        with self.assertRaisesRegex(UserError, "whoever made it"):
            extension.with_user(colleague).action_take_back()

    def test_a_hundred_cost_as_many_queries_as_ten(self):
        def measure(count, month):
            many = self.env["kentro.application"].with_user(self.worker).create(
                [{"programme_id": self.programme.id, "beneficiary_id": self.maria.id, "date": "2026-03-01"}
                 for _n in range(count)]
            )  # fmt: skip
            self.approve(many, valid_to=f"2026-{month}-15")
            extension = self.extension(
                self.coordinator, ends_from=f"2026-{month}-01", ends_to=f"2026-{month}-28", new_end="2027-06-30"
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            extension.action_extend()
            self.env.flush_all()
            self.assertEqual(extension.done_told, str(count))
            return self.env.cr.sql_log_count - before

        few = measure(10, "09")
        self.assertLessEqual(measure(100, "10"), few + 5)
