"""A process as plain data: what a diagram or an export of it needs to know, and nothing of Odoo.

``key`` is whatever tells one stage (one step) from another; it may be a record id or the name of an
unsaved line of the form.
"""

from typing import NamedTuple


class Stage(NamedTuple):
    key: object
    name: str
    code: str = ""
    kind: str = "ongoing"
    kind_name: str = ""  # in the language of the reader
    initial: bool = False
    faults: tuple = ()  # sentences
    note: str = ""  # e.g. its deadline
    color: int = 0  # of Odoo's palette; 0: that of its kind


class Step(NamedTuple):
    key: object
    name: str
    code: str = ""
    sources: tuple = ()  # keys of stages
    target: object = None
    faults: tuple = ()
    automatic: bool = False


class Process(NamedTuple):
    name: str
    stages: tuple
    steps: tuple
    code: str = ""

    def bundles(self):
        """Return ``[(sources, target, steps)]``: the steps that lead from and to the same stages.

        >>> steps = [Step(1, "go", sources=("a",), target="b"), Step(2, "run", sources=("a",), target="b")]
        >>> [[s.name for s in g] for _, _, g in Process("", [Stage("a", ""), Stage("b", "")], steps).bundles()]
        [['go', 'run']]
        """
        known, found = {stage.key for stage in self.stages}, {}
        for step in self.steps:
            sources = tuple(key for key in dict.fromkeys(step.sources) if key in known)
            if sources and step.target in known:
                found.setdefault((frozenset(sources), step.target), (sources, step.target, []))[2].append(step)
        return list(found.values())


ENDS = ("done", "cancelled")  # kinds of stage in which a record has come to an end
