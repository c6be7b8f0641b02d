from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged, test_cursor
from odoo.tools import mute_logger
from odoo.tools.misc import Callbacks

from ..cases.common import CasesCommon


class ReadLogCommon(CasesCommon):
    def readings(self, user, record=None):
        """What was noted of ``user``, as (model, id, what), once the transaction would end."""
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        where = [("user_id", "=", user.id)]
        if record is not None:
            where += [("model", "=", record._name), ("res_id", "in", record.ids)]
        return [(row.model, row.res_id, row.what) for row in self.env["kentro.read.log"].search(where)]


@tagged("post_install", "-at_install")
class TestReadLog(ReadLogCommon):
    def test_an_opened_file_is_noted_once_in_a_quarter_of_an_hour(self):
        case, start = self.case.with_user(self.worker), fields.Datetime.to_datetime("2026-11-02 09:01:00")
        row = ("kentro.case", case.id, "file")
        for minutes, times in ((0, 1), (5, 1), (13, 1), (15, 2)):
            with freeze_time(start + timedelta(minutes=minutes)):
                case.web_read({"summary": {}, "name": {}})
                self.assertEqual(self.readings(self.worker, case), [row] * times, minutes)
        with freeze_time(start):
            case.with_user(self.coordinator).read(["summary"])
            self.assertEqual(self.readings(self.coordinator), [row], "each user has a row of her own")

    def test_no_door_to_the_content_leaves_no_trace(self):
        mine = self.env(user=self.worker)
        doors = {
            "read": lambda p: p.read(["birth_date"]),
            "read of several": lambda p: (p | self.giorgos.with_env(p.env)).read(["birth_date"]),
            "web_read": lambda p: p.web_read({"birth_date": {}}),
            "web_save": lambda p: p.web_save({"city": "Σέρρες"}, {"birth_date": {}}),
            "numbers in a list": lambda p: p.web_search_read([("id", "=", p.id)], {"afm": {}}),
            "search_read": lambda p: p.search_read([("id", "=", p.id)], ["amka"]),
            "group by": lambda p: p.formatted_read_group([("id", "=", p.id)], ["afm"], ["__count"]),
            "list of numbers": lambda p: p.formatted_read_group([("id", "=", p.id)], [], ["amka:array_agg"]),
            "group in a screen": lambda p: p.web_read_group([("id", "=", p.id)], ["afm"]),
            "export": lambda p: p.export_data(["last_name"]),
            "export by another": lambda p: self.case.with_user(self.worker).export_data(["beneficiary_id/afm"]),
            "a forged context": lambda p: p.with_context(kentro_reading=True).web_read({"birth_date": {}}),
            "print": lambda p: p.env["ir.actions.report"]._render_qweb_html(
                "kentro_koinotitas.number_slip", p.ids),
        }  # fmt: skip
        self.worker.group_ids += self.env.ref("base.group_allow_export")
        for number, (door, go) in enumerate(doors.items()):
            with self.subTest(door=door), freeze_time(f"2026-11-02 {number:02d}:01:00"):
                before = len(self.readings(self.worker, self.maria))
                go(mine["kentro.beneficiary"].browse(self.maria.id))
                self.assertEqual(len(self.readings(self.worker, self.maria)), before + 1)

    def test_a_row_of_a_list_and_a_name_are_no_reading(self):
        Case = self.env["kentro.case"].with_user(self.worker)
        name = {"fields": {"display_name": {}}}
        shown = {"name": {}, "beneficiary_id": name, "stage_id": name}
        Case.web_search_read([], shown, limit=80)
        Case.web_read_group([], ["stage_id"], unfold_read_specification=shown, auto_unfold=True)
        self.case.with_user(self.worker).read(["display_name"])
        self.maria.with_user(self.worker).web_read({"display_name": {}})
        Case.search_count([])
        self.assertFalse(self.readings(self.worker))

    def test_lines_inside_a_file_are_that_file(self):
        goal = self.env["kentro.goal"].with_user(self.worker).create({"case_id": self.case.id, "name": "x"})
        self.case.with_user(self.worker).web_read({"goal_ids": {"fields": {"name": {}, "case_id": {}}}})
        self.assertEqual(self.readings(self.worker), [("kentro.case", self.case.id, "file")])
        goal.web_read({"name": {}, "case_id": {}})
        self.assertIn(("kentro.goal", goal.id, "file"), self.readings(self.worker))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_a_refused_reading_is_none(self):
        with self.assertRaises(AccessError):
            self.case.with_user(self.worker2).web_read({"summary": {}})
        self.assertFalse(self.readings(self.worker2))

    def test_nobody_changes_the_log(self):
        self.case.with_user(self.worker).read(["summary"])
        self.readings(self.worker)
        rows = self.env["kentro.read.log"].search([("user_id", "=", self.worker.id)])
        for user in (self.dpo, self.admin, self.coordinator, self.env.user):
            for env in (self.env(user=user), self.env(user=user, su=True)):
                for change in (
                    lambda log: log.write({"user_id": self.worker2.id}),
                    lambda log: log.unlink(),
                    lambda log: log.create({"user_id": self.worker2.id, "model": "kentro.case", "res_id": 1}),
                ):
                    with self.subTest(user=user.login, su=env.su), self.assertRaises(UserError):
                        change(rows.with_env(env))
        self.assertTrue(rows.exists())

    def test_who_audits_sees_a_number_and_no_name(self):
        self.maria.with_user(self.worker).read(["birth_date"])
        self.case.with_user(self.worker).read(["summary"])
        self.readings(self.worker)
        rows = self.env["kentro.read.log"].with_user(self.dpo).search([("user_id", "=", self.worker.id)])
        shown = rows.read()
        self.assertEqual({row["reference"] for row in shown}, {self.maria.number, self.case.name})
        self.assertNotIn("Παπαδοπούλου", str(shown))
        for user in (self.worker, self.coordinator, self.director, self.admin):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
                self.env["kentro.read.log"].with_user(user).search([]).read(["what"])

    def test_every_model_that_is_part_of_a_file_is_noted_or_says_why_not(self):
        without = {
            "kentro.expiry": "a list of papers, titles and numbers, each noted when it is opened",
            "kentro.duplicate": "two names side by side; either person is noted when she is opened",
            "kentro.merge": "every merge is itself on the list of what is reviewed",
            "kentro.opening.file": "counts of what its own user loaded",
            "kentro.opening.row": "a row that its own user loaded, set aside to be corrected",
            "kentro.register.import": "counts of what its own user loaded",
            "kentro.register.import.line": "a row that its own user loaded, set aside to be corrected",
        }
        stored = [model for model in self.env.values() if model._kentro_file and not model._abstract]
        unnoted = {model._name for model in stored if not isinstance(model, self.registry["kentro.read.mixin"])}
        self.assertEqual(unnoted, set(without))

    def test_lines_in_a_file_are_noted_with_it_and_by_themselves_when_opened(self):
        mine = self.env(user=self.worker)
        home = mine["kentro.household"].create({"member_ids": [Command.create({"beneficiary_id": self.maria.id})]})
        income = mine["kentro.income"].create({
            "household_id": home.id, "kind_id": self.env["kentro.income.kind"].search([], limit=1).id,
            "amount": 1, "date_from": "2026-01-01", "date_to": "2026-12-31"})  # fmt: skip
        home.web_read({"member_ids": {"fields": {"relation": {}}}})
        self.assertEqual(self.readings(self.worker), [("kentro.household", home.id, "file")])
        home.member_ids.read(["relation"])
        income.web_read({"amount": {}})
        self.assertEqual(self.readings(self.worker, home.member_ids)[0][2], "file")
        self.env.cr.precommit.run()
        row = self.env["kentro.read.log"].search([("model", "=", "kentro.income"), ("res_id", "=", income.id)])
        self.assertEqual(row.reference, home.number)

    def test_noting_costs_one_statement_however_many(self):
        self.env["kentro.beneficiary"].create(
            [{"last_name": f"Δείγμα{n}", "structure_ids": [Command.set(self.structure.ids)]} for n in range(80)]
        )
        people = self.env["kentro.beneficiary"].with_user(self.worker).search([])
        people.read(["birth_date", "afm"])
        self.env.cr.precommit.run()
        self.env["kentro.read.log"]._note(people, "file")
        with self.assertQueryCount(1):
            self.env.cr.precommit.run()
        self.env["kentro.read.log"]._note(people[:1], "file")
        with self.assertQueryCount(1):
            self.env.cr.precommit.run()


@tagged("post_install", "-at_install")
class TestReadLogHttp(HttpCase, ReadLogCommon):
    def setUp(self):
        super().setUp()
        commit = test_cursor.TestCursor.commit

        def commit_and_go_on(cursor):
            """As a true cursor does; that of the tests forgets what was to follow."""
            hooks, cursor.postcommit = cursor.postcommit, Callbacks()
            commit(cursor)
            hooks.run()

        self.patch(test_cursor.TestCursor, "commit", commit_and_go_on)

    def test_a_form_opened_over_http_is_noted_though_its_transaction_may_not_write(self):
        self.authenticate(self.worker.login, self.worker.login)
        params = {"model": "kentro.case", "method": "web_read", "args": [self.case.ids, {"summary": {}}], "kwargs": {}}
        answer = self.url_open("/web/dataset/call_kw/kentro.case/web_read", json={"params": params}).json()
        self.assertIn("result", answer)
        self.assertEqual(self.readings(self.worker), [("kentro.case", self.case.id, "file")])

    def test_a_copy_opened_by_its_address_is_noted(self):
        copy = self.env["ir.attachment"].with_user(self.worker).create(
            {"name": "x.txt", "raw": b"x", "res_model": "kentro.case", "res_id": self.case.id})
        self.authenticate(self.worker.login, self.worker.login)
        self.assertEqual(self.url_open(f"/web/content/{copy.id}").status_code, 200)
        self.assertEqual(self.readings(self.worker), [("kentro.case", self.case.id, "copy")])
