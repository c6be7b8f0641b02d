"""Event logs in XES (IEEE 1849-2016), written piece by piece so that no log need fit into memory.

>>> event = {"concept:name": "Close <case>", "time:timestamp": datetime(2026, 3, 2, 8, 0), "visits": 2}
>>> pieces = list(log_pieces("Cases", [("a1", {}, [event])]))
>>> print(pieces[-2])
<trace><string key="concept:name" value="a1"/><event><string key="concept:name" value="Close &lt;case&gt;"/><date key="time:timestamp" value="2026-03-02T08:00:00.000+00:00"/><int key="visits" value="2"/></event></trace>
<BLANKLINE>

Attributes of a value that is None or empty are left out:

>>> attribute("org:group", None)
''
"""  # noqa: E501

from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

from .xml_text import writable

NAMESPACE = "http://www.xes-standard.org/"
EXTENSIONS = (
    ("Concept", "concept"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
    ("Time", "time"),
)
# What each trace and each event has, with the value that stands for a missing one.
GLOBALS = {
    "trace": {"concept:name": "UNKNOWN"},
    "event": {
        "concept:name": "UNKNOWN",
        "lifecycle:transition": "complete",
        "time:timestamp": datetime(1970, 1, 1),
    },
}
# Names of classifiers have no blanks (xs:NCName).
CLASSIFIERS = {"Step": "concept:name", "StepAndLifecycle": "concept:name lifecycle:transition"}


def attribute(key, value):
    """Return the element of one attribute, typed by its value; dates without a zone are UTC."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        kind, text = "date", moment.isoformat(timespec="milliseconds")
    elif isinstance(value, bool):
        kind, text = "boolean", str(value).lower()
    elif isinstance(value, int | float):
        kind, text = type(value).__name__, str(value)
    else:
        kind, text = "string", writable(value)
    return f"<{kind} key={quoteattr(key)} value={_quoted(text)}/>"


def log_pieces(name, traces, **about):
    """Yield the text of a log, trace by trace.

    :param traces: iterable of (name, attributes, iterable of the attributes of its events)
    :param about: further attributes of the log
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<log xes.version="1849.2016" xes.features="" xmlns="{NAMESPACE}">\n'
    for title, prefix in EXTENSIONS:
        yield f'<extension name="{title}" prefix="{prefix}" uri="{NAMESPACE}{prefix}.xesext"/>\n'
    for scope, values in GLOBALS.items():
        yield f'<global scope="{scope}">{_attributes(values)}</global>\n'
    for title, keys in CLASSIFIERS.items():
        yield f'<classifier name="{title}" scope="event" keys="{keys}"/>\n'
    yield _attributes({"concept:name": name, **about}) + "\n"
    for trace, values, events in traces:
        inner = "".join(f"<event>{_attributes(event)}</event>" for event in events)
        yield f"<trace>{_attributes({'concept:name': trace, **values})}{inner}</trace>\n"
    yield "</log>\n"


def _attributes(values):
    return "".join(attribute(key, value) for key, value in values.items())


def _quoted(text):
    # line breaks in an attribute are lost unless they are written as references
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
