"""A process as a picture (SVG 1.1): boxes for stages, lines for steps, readable on light and dark ground.

Every text passes through an XML writer, so nothing in a name is ever markup.
"""

from itertools import pairwise
from xml.etree import ElementTree as ET  # only writes here: nothing is parsed

from ..layered import Arrow, Box, draw
from ..xml_text import writable
from .outline import ENDS
from .words import width, wrap

STAGE, VERB, LINE = 14, 12.5, 1.25  # font sizes in pixels, and the height of a line
BOLD = 15.5  # what a name in bold type takes as if it were of this size
ROOM, PAD, MARK, EDGE = 140, 12, 30, 10
FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
# Middle tones: as a border and as a light tint they are legible on white and on black.
COLORS = {"new": "#3b82f6", "ongoing": "#0d9488", "waiting": "#d97706", "done": "#16a34a", "cancelled": "#8a8f98"}
# Odoo's palette of colours to choose from (0: none)
PALETTE = (
    "", "#ee2d2d", "#dc8534", "#e8bb1d", "#5794dd", "#9f628f", "#db8865", "#41a9a2", "#304be0", "#ee2f8a",
    "#61c36e", "#9872e6",
)
FAULT = "#dc3545"
ALONE = "svg{color:#1f2937}@media(prefers-color-scheme:dark){svg{color:#e5e7eb}}"


def svg(process, title="", alone=False):
    """Return ``process`` (:class:`outline.Process`) as the text of an SVG element.

    :param str title: what a screen reader says of the whole
    :param bool alone: for a file of its own; otherwise the picture takes its text colour from the page
    """
    names = {stage.key: stage.name for stage in process.stages}
    lines = {stage.key: wrap(stage.name or "…", ROOM, BOLD) for stage in process.stages}
    boxes = {stage.key: _box(stage, lines[stage.key]) for stage in process.stages}
    bundles = process.bundles()
    verbs = [[(step, wrap(step.name or "…", ROOM - 10, VERB)) for step in steps] for _, _, steps in bundles]
    arrows = [
        Arrow(number, sources, target, *_room(verbs[number])) for number, (sources, target, _) in enumerate(bundles)
    ]
    drawing = draw(boxes, arrows)
    root = _root(drawing, process, title, alone)
    for route in sorted(drawing.routes, key=lambda route: route.key):
        target = bundles[route.key][1]
        _arrow(root, route, verbs[route.key], names, target)
    for stage in process.stages:
        _stage(root, stage, drawing.boxes[stage.key], lines[stage.key])
    return writable(ET.tostring(root, encoding="unicode"))


def _add(parent, tag, text=None, **attributes):
    element = ET.SubElement(
        parent, tag,
        {name.replace("_", "-"): f"{value:g}" if isinstance(value, float) else str(value)
         for name, value in attributes.items()},
    )
    element.text = text
    return element


def _root(drawing, process, title, alone):
    wide, tall = round(drawing.width + 2 * EDGE), round(drawing.height + 2 * EDGE)
    root = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"{-EDGE} {-EDGE} {wide} {tall}",
        "width": str(wide), "height": str(tall), "role": "group", "font-family": FONT, "fill": "currentColor",
    })
    _add(root, "title", title or process.name)
    if alone:
        _add(root, "style", ALONE)
    return root


def _box(stage, lines):
    wide = max(80, 2 * PAD + max(width(line, BOLD) for line in lines))
    tall = 2 * PAD + len(lines) * STAGE * LINE + (STAGE if stage.note else 0)
    if stage.note:
        wide = max(wide, 2 * PAD + width(stage.note, VERB - 2))
    return Box(wide, tall, MARK if stage.initial else 0)


def _room(verbs):
    """Width and height of a label: the verbs of one line, one below the other."""
    wide = max(width(line, VERB) for _, lines in verbs for line in lines) + 8
    return wide, sum(len(lines) for _, lines in verbs) * VERB * LINE + 4 * len(verbs)


def _text(parent, lines, x, top, size, **attributes):
    """Write centred lines, the first of which begins at ``top``."""
    text = _add(parent, "text", text_anchor="middle", font_size=size, **attributes)
    for number, line in enumerate(lines):
        _add(text, "tspan", line, x=round(x, 1), y=round(top + (number + 0.8) * size * LINE, 1))


def _stage(root, stage, box, lines):
    color = FAULT if stage.faults else PALETTE[stage.color % len(PALETTE)] or COLORS.get(stage.kind, "#888888")
    said = [f"{stage.name} ({stage.kind_name or stage.kind})", *stage.faults]
    group = _add(root, "g", data_stage=stage.key, role="img", aria_label="; ".join(said))
    _add(group, "title", "\n".join(said))
    round_ = min(box.height / 2, 20.0) if stage.kind in ENDS else 6.0
    place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": round_}
    dashes = {"stroke_dasharray": "6 3"} if stage.kind == "waiting" else {}
    _add(group, "rect", **place, fill=color, fill_opacity=0.16, stroke=color,
         stroke_width=3.0 if stage.faults else 1.5, **dashes)
    if stage.kind in ENDS:
        inner = {"x": box.x + 3, "y": box.y + 3, "width": box.width - 6, "height": box.height - 6, "rx": round_ - 3}
        _add(group, "rect", **inner, fill="none", stroke=color)
    middle = box.y + box.height / 2
    if stage.initial:
        _add(group, "circle", cx=box.x - MARK + 7, cy=middle, r=6.0)
        _add(group, "path", d=f"M{box.x - MARK + 13:.1f} {middle:.1f}H{box.x - 7:.1f}", stroke="currentColor",
             stroke_width=1.5)
        _add(group, "path", d=_tip(box.x, middle, 1, 0))
    tall = len(lines) * STAGE * LINE + (STAGE if stage.note else 0)
    top = middle - tall / 2
    _text(group, lines, box.x + box.width / 2, top, STAGE, font_weight=600)
    if stage.note:
        _text(group, [stage.note], box.x + box.width / 2, top + len(lines) * STAGE * LINE, VERB - 2, opacity=0.8)


def _arrow(root, route, verbs, names, target):
    """Draw the lines of one label, each piece once, and the verbs on it."""
    steps = [step for step, _ in verbs]
    faulty, label = any(step.faults for step in steps), route.label
    group = _add(root, "g", data_target=target)
    pieces, tips = {}, {}
    for path in route.paths.values():
        for start, end in pairwise(path):
            if not (start[0] == end[0] == label.x + label.width / 2 and {start[1], end[1]} == _ends(label)):
                pieces[start, end] = None
        (x0, y0), (x, y) = path[-2:]
        tips[x, y] = _tip(x, y, (x > x0) - (x < x0) if y == y0 else 0, (y > y0) - (y < y0) if y != y0 else 0)
    dashes = {"stroke_dasharray": "2 3"} if all(step.automatic for step in steps) else {}
    color = FAULT if faulty else "currentColor"
    _add(group, "path", d="".join(_piece(a, b) for a, b in pieces), fill="none", stroke=color,
         stroke_opacity=0.6, stroke_width=1.4, **dashes)
    _add(group, "path", d="".join(tips.values()), fill=color)
    top = label.y + 2
    sources = ", ".join(names[key] for key in route.paths)
    for step, lines in verbs:
        said = [f"{step.name}: {sources} → {names[target]}", *step.faults]
        item = _add(group, "g", data_step=step.key, role="img", aria_label="; ".join(said))
        _add(item, "title", "\n".join(said))
        tall = len(lines) * VERB * LINE
        _add(item, "rect", x=label.x, y=top, width=label.width, height=tall, fill="transparent")
        _text(item, lines, label.x + label.width / 2, top, VERB, fill=FAULT if step.faults else "currentColor")
        top += tall + 4


def _ends(label):
    return {label.y, label.y + label.height}


def _piece(start, end):
    """A straight piece, or a curve that begins and ends upright between two layers."""
    (x0, y0), (x1, y1) = start, end
    middle = (y0 + y1) / 2
    if x0 == x1 or y0 == y1:
        return f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
    return f"M{x0:.1f} {y0:.1f}C{x0:.1f} {middle:.1f} {x1:.1f} {middle:.1f} {x1:.1f} {y1:.1f}"


def _tip(x, y, across, down):
    """An arrow's head that points at (x, y) from the left (1, 0), from above (0, 1) …"""
    side = (4 * down, 4 * across)
    back = (x - 8 * across, y - 8 * down)
    return (
        f"M{x:.1f} {y:.1f}L{back[0] + side[0]:.1f} {back[1] + side[1]:.1f}"
        f"L{back[0] - side[0]:.1f} {back[1] - side[1]:.1f}Z"
    )
