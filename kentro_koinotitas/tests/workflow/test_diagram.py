import doctest
import re
from importlib import import_module
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.tests import BaseCase, HttpCase, TransactionCase, new_test_user, tagged

from ...tools import layered, process, xml_text
from ...tools.layered import Arrow, Box, draw, layers, shapes
from ...tools.process import bpmn, mermaid, outline, svg, words

# the modules, of which the package shows only the functions of the same name
MERMAID, BPMN = (import_module(f"{process.__name__}.{name}") for name in ("mermaid", "bpmn"))
SHIPPED = {"intake", "case", "assessment", "referral", "followup"}
SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def graphs(draw_):
    """Up to 25 boxes with up to 40 arrows between them: cycles, loops, several sources."""
    keys = list(range(draw_(st.integers(1, 25))))
    number = st.integers(0, len(keys) - 1)
    boxes = {key: Box(draw_(st.integers(30, 200)), draw_(st.integers(20, 80)), draw_(st.sampled_from([0, 30])))
             for key in keys}
    ends = draw_(st.lists(st.tuples(st.lists(number, min_size=1, max_size=5), number), max_size=40))
    arrows = [Arrow(at, tuple(sources), target, draw_(st.integers(8, 140)), draw_(st.integers(12, 50)))
              for at, (sources, target) in enumerate(ends)]
    return boxes, arrows


def meets(start, end, box):
    """Return whether the piece from ``start`` to ``end`` passes through the inside of ``box`` (Liang–Barsky)."""
    (x0, y0), (x1, y1), first, last = start, end, 0.0, 1.0
    small = 1e-6
    for across, room in (
        (x0 - x1, x0 - box.x - small), (x1 - x0, box.x + box.width - small - x0),
        (y0 - y1, y0 - box.y - small), (y1 - y0, box.y + box.height - small - y0),
    ):
        if abs(across) < 1e-12:
            if room < 0:
                return False
        elif across < 0:
            first = max(first, room / across)
        else:
            last = min(last, room / across)
    return first < last


@tagged("post_install", "-at_install")
class TestLayout(BaseCase):
    """What the drawing promises, of any process."""

    def test_examples_in_the_tools_hold(self):
        for tool in (layered, shapes, layers, outline, words, xml_text, MERMAID, BPMN):
            with self.subTest(tool=tool.__name__):
                result = doctest.testmod(tool)
                self.assertTrue(result.attempted)
                self.assertFalse(result.failed)

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(graphs())
    def test_nothing_overlaps_and_no_line_crosses_a_box(self, graph):
        boxes, arrows = graph
        drawing = draw(boxes, arrows)
        self.check(drawing, arrows)
        self.assertEqual(drawing, draw(boxes, arrows))

    def check(self, drawing, arrows):
        things = [*drawing.boxes.values(), *(route.label for route in drawing.routes)]
        for at, one in enumerate(things):
            for other in things[at + 1 :]:
                self.assertFalse(one.overlaps(other), (one, other))
        targets, drawn = {arrow.key: arrow.target for arrow in arrows}, set()
        for route in drawing.routes:
            for source, path in route.paths.items():
                drawn.add((source, route.key))
                self.touches(path[0], drawing.boxes[source])
                self.touches(path[-1], drawing.boxes[targets[route.key]])
                others = [*drawing.boxes.values(), *(r.label for r in drawing.routes if r is not route)]
                for start, end in pairwise(path):
                    self.assertFalse([box for box in others if meets(start, end, box)], path)
        self.assertEqual(drawn, {(source, arrow.key) for arrow in arrows for source in arrow.sources})

    def touches(self, point, box):
        self.assertTrue(box.x - 1e-6 <= point[0] <= box.x + box.width + 1e-6)
        self.assertTrue(box.y - 1e-6 <= point[1] <= box.y + box.height + 1e-6)

    def test_a_name_is_never_markup(self):
        evil = '</text><script>alert(1)</script> "&\' ]]> <b> # ; : ` \x0b\x01'
        stages = (outline.Stage(1, evil, 'a"b', "new", evil, True), outline.Stage(2, evil, "end", "done"))
        drawn = outline.Process(evil, stages, (outline.Step(3, evil, sources=(1,), target=2),))
        for text in (svg(drawn, alone=True), bpmn(drawn)):
            self.assertNotIn("<script", text)
            self.assertFalse([e for e in ET.fromstring(text).iter() if "script" in e.tag])
        for line in mermaid(drawn).splitlines():
            self.assertNotRegex(line, "[<>`]" if "-->" not in line else "[<`]")
            self.assertIn(line.count('"'), (0, 2), line)


@tagged("post_install", "-at_install")
class TestDiagram(TransactionCase):
    """The shipped workflows as pictures and as files for other programs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipped = cls.env["kentro.workflow"].with_context(lang="el_GR").search(
            [("code", "in", list(SHIPPED)), ("company_id", "=", False), ("state", "=", "published")]
        )

    def test_each_shipped_workflow_is_drawn_whole(self):
        self.assertEqual(set(self.shipped.mapped("code")), SHIPPED)
        for workflow in self.shipped:
            with self.subTest(workflow=workflow.code):
                root = ET.fromstring(workflow.diagram)
                self.assertEqual(
                    {element.get("data-stage") for element in root.iter() if element.get("data-stage")},
                    {str(stage.id) for stage in workflow.stage_ids},
                )
                self.assertEqual(
                    {element.get("data-step") for element in root.iter() if element.get("data-step")},
                    {str(step.id) for step in workflow.transition_ids},
                )
                self.assertEqual(len(root.findall(f".//{SVG}circle")), 1)  # one beginning
                self.assertTrue(root.find(f"{SVG}title").text)

    def test_the_words_of_each_box_fit_into_it(self):
        for stage in self.shipped.stage_ids:
            for line in words.wrap(stage.name, 140, 14):
                self.assertLessEqual(words.width(line, 14), 141)

    def test_the_file_for_bpmn_is_sound(self):
        for workflow in self.shipped:
            with self.subTest(workflow=workflow.code):
                self.check_bpmn(ET.fromstring(workflow._export("bpmn").encode()), workflow)

    def check_bpmn(self, root, workflow):
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        self.assertEqual(len(ids), len(set(ids)))
        for one in ids:
            self.assertRegex(one, r"^[A-Za-z_][\w.-]*$")
        names = {prefix: f"{{{uri}}}" for prefix, uri in BPMN.NAMESPACES.items()}
        flows = list(root.iter(names["bpmn"] + "sequenceFlow"))
        for flow in flows:
            self.assertLessEqual({flow.get("sourceRef"), flow.get("targetRef")}, set(ids))
        for tag in ("incoming", "outgoing"):
            self.assertLessEqual({e.text for e in root.iter(names["bpmn"] + tag)}, set(ids))
        shown = {e.get("bpmnElement"): e for e in root.iter() if e.get("bpmnElement")}
        drawn = {e.get("id") for e in root.find(names["bpmn"] + "process")}
        self.assertEqual(shown.keys(), drawn | {"process"})
        for flow in flows:
            self.assertGreaterEqual(len(shown[flow.get("id")].findall(names["di"] + "waypoint")), 2)
        verbs = {flow.get("name") for flow in flows} - {""}
        self.assertEqual(verbs, set(workflow.transition_ids.mapped("name")))
        for end in root.iter(names["bpmn"] + "endEvent"):
            self.assertFalse(end.findall(names["bpmn"] + "outgoing"))

    def test_the_picture_speaks_the_language_of_its_reader(self):
        self.env["res.lang"]._activate_lang("el_GR")
        stage = self.shipped.stage_ids[0]
        stage.with_context(lang="el_GR").name = "Πρώτο"
        stage.with_context(lang="en_US").name = "First"
        drawn = stage.workflow_id
        self.assertIn("Πρώτο", drawn.with_context(lang="el_GR").diagram)
        self.assertIn("First", drawn.with_context(lang="en_US").diagram)


@tagged("post_install", "-at_install")
class TestDownloads(HttpCase):
    """The files behind the buttons."""

    def test_a_workflow_is_downloaded_by_whoever_may_read_it(self):
        new_test_user(self.env, "wf_reader", groups="kentro_koinotitas.group_rules_manager")
        workflow = self.env.ref("kentro_koinotitas.workflow_case")
        self.assertIn("/web/login", self.url_open(f"/kentro/workflow/{workflow.id}/svg").url)
        self.authenticate("wf_reader", "wf_reader")
        for form, begin in (("svg", "<svg"), ("mermaid", "stateDiagram-v2"), ("bpmn", "<?xml")):
            answer = self.url_open(f"/kentro/workflow/{workflow.id}/{form}")
            self.assertEqual(answer.status_code, 200)
            self.assertTrue(answer.text.startswith(begin), answer.text[:80])
            self.assertTrue(re.search(r"attachment.*case-v1\.", answer.headers["Content-Disposition"]))
        self.assertEqual(self.url_open(f"/kentro/workflow/{workflow.id}/exe").status_code, 404)

    def test_the_workflow_of_another_municipality_is_not_found(self):
        new_test_user(self.env, "wf_reader", groups="kentro_koinotitas.group_rules_manager")
        other = self.env["res.company"].create({"name": "Another"})
        workflow = self.env["kentro.workflow"].create(
            {"name": "Theirs", "model_id": self.env["ir.model"]._get_id("kentro.case"), "company_id": other.id}
        )
        self.authenticate("wf_reader", "wf_reader")
        self.assertEqual(self.url_open(f"/kentro/workflow/{workflow.id}/svg").status_code, 404)
