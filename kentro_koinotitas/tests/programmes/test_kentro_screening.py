from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time
from odoo.tools import mute_logger

from ...models.programmes.screening import kentro_screening_run
from .screening_common import ScreeningCommon


class TestScreening(ScreeningCommon):
    def test_nobody_makes_one_that_has_begun(self):
        forged = {"default_state": "running", "default_remarks": "x", "default_done_ids": self.programme.ids}
        made = self.env["kentro.screening"].with_user(self.worker).with_context(**forged).create({})
        self.assertEqual((made.state, made.remarks, len(made.done_ids)), ("draft", False, 0))

    def test_a_household_of_minors_alone_is_told(self):
        child = self._beneficiary("Δείγμα", "Λίνα", birth_date="2015-01-01")
        alone = self._household(child, housing="rent")
        unborn = self._beneficiary("Δείγμα", "Άγνωστη")
        perhaps = self._household(self._beneficiary("Δείγμα", "Νίκη", birth_date="2016-01-01"), housing="rent")
        self.env["kentro.household.member"].create({"household_id": perhaps.id, "beneficiary_id": unborn.id})
        rows = self._screen().row_ids.filtered(lambda row: row.finding == "qualifies")
        told = {row.household_id for row in rows if "minors" in row.with_context(lang="en_US").why}
        self.assertLess({alone}, {*rows.household_id})
        self.assertEqual(told, {alone})

    def test_who_qualifies_and_of_whom_something_is_lacking_are_found(self):
        screening = self._screen()
        self.assertEqual(screening.state, "done")
        self.assertFalse(screening.remarks)
        self.assertEqual(self._found(screening), {self.renting: "qualifies", self.unsaid: "lacking"})
        row = screening.row_ids.filtered(lambda row: row.household_id == self.unsaid)
        self.assertEqual((row.beneficiary_id, row.lacking_count), (self.giorgos, 1))
        self.assertIn("Lives in", row.with_context(lang="en_US").why)
        self.assertEqual([(fact.code, fact.households, fact.alone) for fact in screening.fact_ids], [("housing", 1, 1)])
        shown = screening.fact_ids.action_rows()
        self.assertEqual(screening.row_ids.search(shown["domain"]), row)

    def test_rules_about_a_person_find_her(self):
        programme = self._programme("Ηλικία", [[("age", ">=", 50)]], about="person")
        screening = self._screen(programme_ids=[Command.set(programme.ids)])
        self.assertEqual(screening.row_ids.beneficiary_id, self.giorgos)
        self.assertEqual(self._found(screening), {self.unsaid: "qualifies"})

    def test_looking_again_doubles_no_row(self):
        screening = self._screen()
        before = self._found(screening)
        screening.action_start()
        self.assertEqual(self._found(screening), before)
        self.assertEqual(len(screening.row_ids), 2)

    def test_a_programme_without_rules_on_the_day_is_told(self):
        screening = self._screen(on_date="2019-06-01")
        self.assertEqual(screening.state, "done")
        self.assertIn(self.programme.name, screening.remarks)
        self.assertFalse(screening.row_ids)

    def test_what_is_kept_goes_after_a_fortnight(self):
        screening = self._screen()
        self.env.flush_all()
        self.env.cr.execute("UPDATE kentro_screening SET write_date = write_date - interval '13 days'")
        screening.sudo()._transient_vacuum()
        self.assertTrue(screening.exists())
        self.env.cr.execute("UPDATE kentro_screening SET write_date = write_date - interval '2 days'")
        rows = screening.row_ids
        screening.sudo()._transient_vacuum()
        self.env.invalidate_all()
        self.assertFalse(screening.exists() or rows.exists())

    # --- the job --------------------------------------------------------------------------------

    def _job(self, stop=None):
        """Run the job; ``stop`` is called after each programme."""

        def progress(_cron, _done=0, *, remaining=None, **_more):
            if stop:
                stop()
            return float("inf")

        with patch.object(self.registry["ir.cron"], "_commit_progress", progress):
            self.env["kentro.screening"].sudo()._cron_look()

    def _begin(self, user=None, programmes=None):
        with patch.object(kentro_screening_run, "AT_ONCE", 0):
            return self._screen(user, programme_ids=[Command.set((programmes or self.programme).ids)])

    def test_of_a_big_register_a_job_looks_with_the_rights_of_who_asked(self):
        screening, other = self._begin(), self._begin(self.worker2)
        self.assertEqual((screening.state, screening.progress, len(screening.row_ids)), ("running", 0, 0))
        self._job()
        self.assertEqual((screening.state, screening.progress), ("done", 100))
        self.assertEqual(self._found(screening), {self.renting: "qualifies", self.unsaid: "lacking"})
        self.assertEqual(self._found(other), {self.elsewhere: "qualifies"})
        self._job()
        self.assertEqual(len(screening.row_ids), 2)

    def test_it_is_stopped_between_two_programmes_and_keeps_what_was_found(self):
        second = self._programme("Δεύτερο", [[("housing", "=", "owner")]])
        screening = self._begin(programmes=self.programme | second)
        self._job(stop=lambda: screening.state == "running" and screening.action_stop())
        self.assertEqual((screening.state, screening.progress), ("stopped", 50))
        self.assertEqual(screening.row_ids.programme_id, self.programme)
        self.assertTrue(screening.fact_ids)

    @mute_logger("odoo.addons.kentro_koinotitas.models.programmes.screening.kentro_screening_job")
    def test_a_worker_who_is_none_any_more_gets_nothing(self):
        screening, other = self._begin(), self._begin(self.worker2)
        self.worker.sudo().write({"group_ids": [Command.set(self.env.ref("base.group_user").ids)]})
        self._job()
        self.assertEqual(screening.sudo().state, "stopped")
        self.assertFalse(screening.sudo().row_ids)
        self.assertEqual(other.state, "done")


class TestScreeningAccess(ScreeningCommon):
    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model"))
        exporting = self.env.ref("base.group_allow_export")
        (self.worker | self.coordinator | self.psychologist | self.worker2).sudo().group_ids |= exporting
        self.screening = self._screen()
        self.rows = self.screening.row_ids

    def test_only_workers_and_coordinators_look_through_the_register(self):
        for user in (
            self.reception,
            self.director,
            self.dpo,
            self.rules,
            self.volunteers,
            self.admin,
            self.outsider,
            self.portal,
        ):
            with self.subTest(user=user.login):
                Screening = self.env["kentro.screening"].with_user(user)
                with self.assertRaises(AccessError):
                    Screening.create({"programme_ids": [Command.set(self.programme.ids)]})
                for model in ("kentro.screening.row", "kentro.screening.fact"):
                    with self.assertRaises(AccessError):
                        self.env[model].with_user(user).search([])
        self.assertEqual(self._screen(self.coordinator).state, "done")

    def test_rows_of_another_user_are_reached_by_nobody(self):
        for user in (self.coordinator, self.psychologist, self.worker2):
            for records in (self.screening, self.rows, self.screening.fact_ids):
                others = records.with_user(user)
                with self.subTest(user=user.login, model=records._name):
                    self.assertFalse(others.search([("id", "in", records.ids)]))
                    self.assertFalse(others.search_count([("id", "in", records.ids)]))
                    with self.assertRaises(AccessError):
                        others.read(["create_date"])
                    with self.assertRaises(AccessError):
                        others.export_data(["create_date"])
            with self.assertRaises(AccessError):
                self.screening.with_user(user).action_start()
            with self.assertRaises(AccessError):
                self.screening.with_user(user).action_stop()
            with self.assertRaises(AccessError):
                self.rows[0].with_user(user).action_open()

    def test_another_structure_finds_its_own_households_alone(self):
        self.assertEqual(self._found(self._screen(self.worker2)), {self.elsewhere: "qualifies"})

    def test_a_row_goes_when_its_household_is_not_hers_to_read_any_more(self):
        row = self.rows.filtered(lambda row: row.household_id == self.renting)
        self.maria.structure_ids = self.annex
        self.renting.sudo().structure_id = self.annex
        self.env.invalidate_all()
        self.assertEqual(self._found(self.screening), {self.unsaid: "lacking"})
        self.assertEqual(self.screening.qualifies_count, 0)
        for attempt in (lambda: row.read(["why"]), lambda: row.export_data(["why"]), row.action_open):
            with self.assertRaises(AccessError):
                attempt()
        self.assertFalse(row.search_count([("id", "=", row.id)]))
        self.assertFalse(row._read_group([("id", "=", row.id)], ["finding"], ["__count"]))

    def test_a_row_goes_for_who_is_locked_out_of_its_person(self):
        case = self.env["kentro.case"].create({"beneficiary_id": self.maria.id, "structure_id": self.structure.id})
        self.env["kentro.lockout"].create({"reference": case.name, "user_id": self.worker.id, "reason": "Relative"})
        self.registry.clear_cache()
        self.env.invalidate_all()
        self.assertEqual(self._found(self.screening), {self.unsaid: "lacking"})

    def test_what_she_may_not_read_of_a_person_is_not_known_to_the_search(self):
        """A disability of whose case she is not of the team: the programme that asks it tells nothing."""
        programme = self._programme("Αναπηρία", [[("degree", ">=", 67)]], about="person")
        self.env["kentro.disability"].create({"beneficiary_id": self.maria.id, "degree": 80, "is_indefinite": True})
        screening = self._screen(programme_ids=[Command.set(programme.ids)])
        self.assertEqual(set(screening.row_ids.mapped("finding")), {"lacking"})
        case = self.env["kentro.case"].create(
            {"beneficiary_id": self.maria.id, "structure_id": self.structure.id, "user_id": self.worker.id}
        )
        self.assertTrue(case)
        screening.action_start()
        self.assertEqual(screening.row_ids.filtered(lambda row: row.finding == "qualifies").beneficiary_id, self.maria)

    def test_nothing_is_written_by_hand(self):
        screening = self.screening
        for vals in (
            {"state": "draft"},
            {"done_ids": [Command.clear()]},
            {"row_ids": [Command.clear()]},
            {"create_uid": self.worker2.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                screening.write(vals)
        made = screening.create(
            {
                "programme_ids": [Command.set(self.programme.ids)],
                "state": "done",
                "row_ids": [Command.set(self.rows.ids)],
            }
        )
        self.assertEqual((made.state, len(made.row_ids)), ("draft", 0))
        self.assertEqual(len(screening.row_ids), 2)
        for attempt in (
            lambda: self.rows.write({"household_id": self.elsewhere.id}),
            lambda: self.rows.create(
                {
                    "screening_id": screening.id,
                    "programme_id": self.programme.id,
                    "finding": "qualifies",
                    "household_id": self.elsewhere.id,
                }
            ),
            lambda: self.rows.unlink(),
            lambda: screening.fact_ids.write({"households": 5}),
        ):
            with self.assertRaises(UserError):
                attempt()

    def test_an_export_is_noted_as_a_reading_of_the_households(self):
        self.rows.export_data(["household_id", "why"])
        self.env.cr.precommit.run()
        noted = self.env["kentro.read.log"].search([("what", "=", "export"), ("user_id", "=", self.worker.id)])
        self.assertEqual(
            {(row.model, row.res_id) for row in noted},
            {("kentro.household", id_) for id_ in self.rows.household_id.ids},
        )

    def test_households_of_restricted_people_are_not_looked_at(self):
        self.maria._set_restricted(True)
        self.screening.action_start()
        self.assertEqual(self._found(self.screening), {self.unsaid: "lacking"})

    def test_of_whom_is_anonymised_no_row_is_kept_and_others_stay(self):
        self.env["kentro.anonymise"]._people(self.maria)
        self.assertEqual(self.rows.exists().household_id, self.unsaid)
        self.assertTrue(self.screening.exists())

    def test_searching_rows_by_what_is_in_other_files_tells_nothing(self):
        """Conditions on a file she may not read find nothing: no oracle."""
        self.maria.structure_ids = self.annex
        self.renting.sudo().structure_id = self.annex
        self.env.invalidate_all()
        for domain in (
            [("beneficiary_id.last_name", "like", "Παπ")],
            [("beneficiary_id.afm", "!=", "1")],
            [("household_id.number", "!=", "1")],
            [("screening_id.row_ids.beneficiary_id.last_name", "like", "Παπ")],
        ):
            rows = self.rows.search(domain)
            self.assertNotIn(self.renting, rows.household_id, domain)


class TestScreeningCost(ScreeningCommon):
    def test_the_number_of_statements_does_not_grow_with_the_register(self):
        def count(people):
            for number in range(people):
                self._household(
                    self._beneficiary("Δείγμα", f"Αριθμός{number}", birth_date="1980-01-01"), housing="rent"
                )
            self.env.flush_all()
            screening = (
                self.env["kentro.screening"]
                .with_user(self.worker)
                .create({"programme_ids": [Command.set(self.programme.ids)]})
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            screening.action_start()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(1)
        few, many = count(1), count(40)
        self.assertLess(many, few + 5)  # what Odoo reads of users comes and goes
        self.assertLess(many, 30)

    @freeze_time("2026-11-23 10:00:00")
    def test_a_list_of_rows_is_shown_in_a_fixed_number_of_statements(self):
        for number in range(20):
            self._household(self._beneficiary("Δείγμα", f"Αριθμός{number}", birth_date="1980-01-01"))
        rows = self._screen().row_ids
        specification = {
            "household_id": {"fields": {"display_name": {}}},
            "beneficiary_id": {"fields": {"display_name": {}}},
            "programme_id": {"fields": {"display_name": {}}},
            "why": {},
        }
        domain = [("id", "in", rows.ids)]
        self.env.flush_all()

        def cost(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(rows.web_search_read(domain, specification, limit=limit)["records"]), limit)
            return self.env.cr.sql_log_count - before

        cost(2)
        self.assertEqual(cost(2), cost(20))
