from ast import literal_eval

from freezegun import freeze_time
from lxml import etree
from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.tests import tagged

PROCESSES = ("request", "case", "assessment", "referral", "followup")


@tagged("post_install", "-at_install")
class TestDeadlineScreen(CasesCommon):
    """What a screen offers of the deadline: what is due and what is late, and nothing the engine counts with."""

    def filters(self, model):
        """Return {name: domain} of the filters that the search view of ``model`` offers."""
        arch = etree.fromstring(self.env[model].get_view(view_type="search")["arch"])
        return {node.get("name"): node.get("domain") for node in arch.iter("filter")}

    @freeze_time("2031-05-21 09:00:00")  # a Wednesday
    def test_every_process_is_filtered_by_what_is_due_this_week(self):
        for process in PROCESSES:
            filters = self.filters(f"kentro.{process}")
            self.assertTrue(filters.keys() & {"late", "late_stage"}, process)
            self.env[f"kentro.{process}"].search(literal_eval(filters["due_week"]))
        moments = ("2031-05-20 10:00:00", "2031-05-21 10:00:00", "2031-05-25 10:00:00", "2031-05-27 10:00:00")
        cases = self.case.union(*(self.case.create({"beneficiary_id": self.maria.id}) for _number in range(3)))
        for case, moment in zip(cases, moments, strict=True):
            self.env.flush_all()
            self.env.cr.execute("UPDATE kentro_case SET deadline = %s WHERE id = %s", [moment, case.id])
        self.env.invalidate_all()
        due, late = (literal_eval(self.filters("kentro.case")[name]) for name in ("due_week", "late_stage"))
        self.assertEqual(cases & cases.search(due), cases[1:3])
        self.assertEqual(cases & cases.search(late), cases[0])

    def test_what_the_engine_counts_with_is_offered_nowhere(self):
        for process in PROCESSES:
            known = self.env[f"kentro.{process}"].fields_get()
            self.assertTrue(known["deadline"]["searchable"] and known["deadline"]["groupable"])
            for name in ("deadline_start", "deadline_left", "deadline_level", "deadline_next", "deadline_time_id"):
                offered = {known[name][key] for key in ("searchable", "sortable", "groupable", "exportable")}
                self.assertEqual(offered, {False}, f"{process}.{name}")
