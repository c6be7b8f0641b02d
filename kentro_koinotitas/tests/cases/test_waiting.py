from collections import defaultdict
from datetime import date, datetime, timedelta
from math import floor
from random import Random

from freezegun import freeze_time
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CasesCommon

NOW = datetime(2031, 5, 20, 9, 0)
ALL = ("stage_id", "structure_id", "month:month", "state")
GROUPINGS = ((), ("stage_id",), ("structure_id",), ("month:month",), ("state", "stage_id"), ALL)


def percentile(values, share):
    """Return the percentile of ``values``, between two of them in proportion: plainly computed."""
    values = sorted(values)
    place = (len(values) - 1) * share
    low = floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


@tagged("post_install", "-at_install")
class TestWaiting(CasesCommon):
    """Median and 90th percentile of the time in a stage, right for any grouping."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.before = cls.env["kentro.waiting"].search([])
        cls.stays, draw = [], Random(7)
        for structure, worker, person in (
            (cls.structure, cls.worker, cls.maria),
            (cls.annex, cls.worker2, cls.eleni),
        ):
            for _case in range(12):
                cls._live(structure, worker, person, draw)
        cls.env.flush_all()

    @classmethod
    def _live(cls, structure, worker, person, draw):
        """Let a case live through some of its stages, and note each of its stays by hand."""
        moment = NOW - timedelta(days=draw.randint(100, 200))
        with freeze_time(moment) as clock:
            case = cls.env["kentro.case"].with_user(worker).create(
                {"beneficiary_id": person.id, "structure_id": structure.id}
            )
            since, stage = moment, case.stage_id
            for code in ("assess", "close")[: draw.randint(0, 2)]:
                clock.tick(timedelta(hours=draw.randint(1, 900)))
                moment = datetime.now()
                values = {"close_reason_id": cls.env["kentro.close.reason"].search([], limit=1).id}
                case.take_step(code, values={**values, "closed_on": moment.date()} if code == "close" else None)
                cls.stays.append((stage, structure, moment.date().replace(day=1), "left", moment - since))
                since, stage = moment, case.stage_id
        if stage.kind not in ("done", "cancelled"):
            cls.stays.append((stage, structure, date(NOW.year, NOW.month, 1), "here", NOW - since))

    def groups(self, user, groupby, domain=()):
        """Return {(value of each grouping, ...): (number, median, p90)} as the screen asks for it."""
        domain = [("stage_id.workflow_id.model", "=", "kentro.case"), *domain]
        with freeze_time(NOW):
            rows = self.env["kentro.waiting"].with_user(user)._read_group(
                domain, groupby, ["__count", "median:median", "p90:p90"]
            )
        return {row[: len(groupby)]: row[len(groupby) :] for row in rows}

    def expected(self, groupby):
        found = defaultdict(list)
        for stay in self.stays:
            found[tuple(stay[ALL.index(name)] for name in groupby)].append(round(stay[4].total_seconds() / 86400, 2))
        return found

    def test_any_grouping_agrees_with_a_plain_computation(self):
        # the case that every test has is as old as the years between, and is the only one of 2026
        since = self.case.stage_since
        self.stays.append((self.case.stage_id, self.structure, date(NOW.year, NOW.month, 1), "here", NOW - since))
        self.addCleanup(self.stays.pop)
        for groupby in GROUPINGS:
            expected, computed = self.expected(groupby), self.groups(self.director, groupby)
            self.assertEqual(expected.keys(), computed.keys(), groupby)
            for key, days in expected.items():
                with self.subTest(groupby=groupby, key=key):
                    number, median, p90 = computed[key]
                    self.assertEqual(number, len(days))
                    self.assertAlmostEqual(median, percentile(days, 0.5), delta=0.011)
                    self.assertAlmostEqual(p90, percentile(days, 0.9), delta=0.011)

    def test_the_pivot_with_its_totals_is_computed_not_averaged(self):
        with freeze_time(NOW):
            model = self.env["kentro.waiting"].with_user(self.director)
            whole, by_stage = model.formatted_read_grouping_sets([], [[], ["stage_id"]], ["median:median"])
            [plain] = model.formatted_read_group([], [], ["median:median"])
        self.assertEqual(whole[0]["median:median"], plain["median:median"])
        self.assertTrue(by_stage)

    def test_stays_in_an_end_are_nobodys_waiting(self):
        kinds = self.env["kentro.waiting"].search([]).mapped("stage_kind")
        self.assertFalse(set(kinds) & {"done", "cancelled"})

    def test_stages_of_two_versions_are_one(self):
        stage = self.case.sudo().stage_id
        old = stage.workflow_id
        draft = old.copy()
        before = set(self.groups(self.director, ("stage_id",)))
        self.assertIn((stage,), before, "a draft stands for nobody")
        self.env.cr.execute("UPDATE kentro_workflow SET state = 'published' WHERE id = %s", [draft.id])
        after = set(self.groups(self.director, ("stage_id",), [("stage_id.code", "=", stage.code)]))
        self.assertFalse(after & before)
        newer = self.env["kentro.waiting"].with_user(self.director).search([("stage_id.workflow_id", "=", draft.id)])
        self.assertEqual(len(newer.stage_id.filtered(lambda s: s.code == stage.code)), 1)

    @freeze_time(NOW)
    def test_a_new_version_ends_no_stay(self):
        def stays():
            return sorted((row.stage_id.code, row.state, row.median) for row in self.env["kentro.waiting"].search([]))

        old, before = self.env.ref("kentro_koinotitas.workflow_case"), stays()
        new = old.copy()
        new.with_user(self.rules).action_publish()
        mapping = self.env["kentro.workflow.mapping"].with_user(self.rules).create({"from_id": old.id, "to_id": new.id})
        mapping.action_move()
        self.env.flush_all()
        self.assertEqual(stays(), before)

    def test_a_coordinator_sees_her_structures_and_the_directorate_all(self):
        self.assertEqual(set(self.groups(self.coordinator, ("structure_id",))), {(self.structure,)})
        self.assertEqual(set(self.groups(self.director, ("structure_id",))), {(self.structure,), (self.annex,)})
        for user in (self.reception, self.worker, self.volunteers, self.dpo, self.rules, self.outsider, self.admin):
            with self.assertRaises(AccessError):
                self.groups(user, ("stage_id",))

    def test_the_numbers_lead_to_no_record(self):
        self.assertEqual(
            set(self.env["kentro.waiting"]._fields) - {"id", "display_name"},
            {"month", "company_id", "structure_id", "workflow_id", "stage_id", "stage_kind", "state", "median", "p90"},
        )

    def test_another_aggregate_is_refused_as_ever(self):
        with self.assertRaises(ValueError):
            self.env["kentro.waiting"]._read_group([], ["stage_id"], ["median:percentile"])
