"""A process as BPMN 2.0 XML with its diagram (OMG formal/2011-01-03), as bpmn.io and Camunda Modeler open it.

A stage is a task: somebody has work there; one of kind waiting is a task that receives. Where more than
one step leads on, an exclusive gateway follows, and the verbs stand on its flows. An end from which
nothing leads on is an end event; one that can be left again keeps its task, and ends at its gateway.
"""

from itertools import pairwise
from xml.etree import ElementTree as ET  # only writes here: nothing is parsed

from ..layered import Arrow, Box, draw
from ..xml_text import writable
from .outline import ENDS
from .words import width, wrap

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
SIZES = {"startEvent": (36, 36), "endEvent": (36, 36), "exclusiveGateway": (50, 50)}  # bpmn.io's own
TASK = (110, 80)
NAMED_BELOW = 34  # pixels below an event for its name
FONT = 11
ASIDE = 5  # pixels between a line and its verb
NAMESPACES = {"bpmn": MODEL, "bpmndi": DI, "dc": DC, "di": DD}


def bpmn(process):
    """Return ``process`` (:class:`outline.Process`) as the text of a BPMN 2.0 file."""
    nodes, flows = elements(process)
    for prefix, uri in NAMESPACES.items():
        ET.register_namespace(prefix, uri)
    root = ET.Element(f"{{{MODEL}}}definitions", {"id": "definitions", "targetNamespace": "https://kentro/bpmn"})
    body = ET.SubElement(
        root, f"{{{MODEL}}}process", {"id": "process", "name": process.name, "isExecutable": "false"}
    )
    for key, (kind, name) in nodes.items():
        node = ET.SubElement(body, f"{{{MODEL}}}{kind}", {"id": key, "name": name})
        for tag, end in (("incoming", 2), ("outgoing", 1)):
            for number, flow in enumerate(flows, 1):
                if flow[end] == key:
                    ET.SubElement(node, f"{{{MODEL}}}{tag}").text = f"flow_{number}"
    for number, (name, source, target) in enumerate(flows, 1):
        ET.SubElement(
            body, f"{{{MODEL}}}sequenceFlow",
            {"id": f"flow_{number}", "name": name, "sourceRef": source, "targetRef": target},
        )
    _diagram(root, nodes, flows)
    ET.indent(root)
    return writable(ET.tostring(root, encoding="unicode", xml_declaration=True)) + "\n"


def elements(process):
    """Return ``({id: (element, name)}, [(name, source id, target id)])`` of a process.

    >>> from .outline import Process, Stage, Step
    >>> stages = (Stage(1, "New", initial=True), Stage(2, "Done", kind="done"))
    >>> elements(Process("", stages, (Step(3, "Go", sources=(1,), target=2),)))[1]
    [('', 'start', 'stage_1'), ('Go', 'stage_1', 'stage_2')]
    """
    ids = {stage.key: f"stage_{number}" for number, stage in enumerate(process.stages, 1)}
    ways = {stage.key: [] for stage in process.stages}
    for step in process.steps:
        for source in step.sources:
            if source in ids and step.target in ids:
                ways[source].append(step)
    nodes, flows = {}, []
    if any(stage.initial for stage in process.stages):
        nodes["start"] = ("startEvent", "")
    for stage in process.stages:
        this, leading = ids[stage.key], ways[stage.key]
        ends = stage.kind in ENDS
        kind = "endEvent" if ends and not leading else "receiveTask" if stage.kind == "waiting" else "userTask"
        nodes[this] = (kind, stage.name)
        if stage.initial:
            flows.append(("", "start", this))
        begin = this
        if len(leading) + (ends and bool(leading)) > 1:
            begin = f"choice_{this}"
            nodes[begin] = ("exclusiveGateway", "")
            flows.append(("", this, begin))
        if ends and leading:
            nodes[f"end_{this}"] = ("endEvent", stage.name)
            flows.append(("", begin, f"end_{this}"))
        flows += [(step.name, begin, ids[step.target]) for step in leading]
    return nodes, flows


def _diagram(root, nodes, flows):
    boxes = {
        key: Box(*SIZES.get(kind, TASK)[:1], SIZES.get(kind, TASK)[1] + (NAMED_BELOW if kind == "endEvent" else 0))
        for key, (kind, _) in nodes.items()
    }
    sizes = {flow: _label(flow[0]) for flow in dict.fromkeys(flows)}
    bundles = {}  # flows of one verb to one target are drawn as one line
    for number, flow in enumerate(flows, 1):
        bundles.setdefault((flow[0], flow[2]) if flow[0] else number, []).append((number, flow))
    arrows = [
        # room on both sides: the verb stands to the right of its line, which runs through the middle
        Arrow(key, [flow[1] for _, flow in group], group[0][1][2], *_beside(sizes[group[0][1]]))
        for key, group in bundles.items()
    ]
    drawing = draw(boxes, arrows, below=22)
    diagram = ET.SubElement(root, f"{{{DI}}}BPMNDiagram", {"id": "diagram"})
    plane = ET.SubElement(diagram, f"{{{DI}}}BPMNPlane", {"id": "plane", "bpmnElement": "process"})
    for key, (kind, name) in nodes.items():
        x, y, *_ = drawing.boxes[key]
        wide, tall = SIZES.get(kind, TASK)
        more = {"isMarkerVisible": "true"} if kind == "exclusiveGateway" else {}
        shape = ET.SubElement(plane, f"{{{DI}}}BPMNShape", {"id": f"shape_{key}", "bpmnElement": key, **more})
        _bounds(shape, x, y, wide, tall)
        if kind == "endEvent" and name:
            _bounds(ET.SubElement(shape, f"{{{DI}}}BPMNLabel"), x + wide / 2 - 50, y + tall + 4, 100, NAMED_BELOW - 6)
    places = {}
    for route in drawing.routes:
        for source, path in route.paths.items():
            places[route.key, source] = (path, route.label)
    for key, group in bundles.items():
        for number, (name, source, target) in group:
            path, label = places[key, source]
            edge = ET.SubElement(
                plane, f"{{{DI}}}BPMNEdge", {"id": f"edge_{number}", "bpmnElement": f"flow_{number}"}
            )
            ends = [(end, nodes[end][0]) for end in (source, target)]
            for x, y in _plain(_touching(path, *ends, drawing)):
                ET.SubElement(edge, f"{{{DD}}}waypoint", {"x": f"{x:.0f}", "y": f"{y:.0f}"})
            if name:
                wide, tall = sizes[name, source, target]
                x = label.x + label.width / 2 + ASIDE
                _bounds(ET.SubElement(edge, f"{{{DI}}}BPMNLabel"), x, label.y, wide, tall)


def _touching(path, source, target, drawing):
    """Return ``path`` with its ends on the border of round and diamond shapes, not of the box around them.

    :param tuple source: id and element of where it begins
    """
    ends = [path[0], path[-1]]
    for at, (key, kind) in ((0, source), (1, target)):
        if kind in SIZES:
            (x, y), half = ends[at], SIZES[kind][0] / 2
            box = drawing.boxes[key]
            aside = x - box.x - half
            deep = half - abs(aside) if kind == "exclusiveGateway" else max(half**2 - aside**2, 0) ** 0.5
            ends[at] = (x, box.y + half + (deep if y > box.y + half else -deep))
    return [ends[0], *path[1:-1], ends[1]]


def _label(name):
    """Width and height of the room for a verb."""
    if not name:
        return 0, 0
    lines = wrap(name, 100, FONT)
    return max(width(line, FONT) for line in lines) + 10, len(lines) * 14 + 6


def _beside(size):
    return (2 * (size[0] + ASIDE), size[1]) if size[0] else size


def _bounds(parent, x, y, wide, tall):
    values = {"x": x, "y": y, "width": wide, "height": tall}
    ET.SubElement(parent, f"{{{DC}}}Bounds", {name: f"{value:.0f}" for name, value in values.items()})


def _plain(path):
    """Return ``path`` without the points in the middle of a straight piece."""
    points = path[:1]
    for here, after in pairwise(path[1:]):
        before = points[-1]
        if not (before[0] == here[0] == after[0]):
            points.append(here)
    return [*points, path[-1]]
