"""A process as a Mermaid state diagram (https://mermaid.js.org/syntax/stateDiagram.html)."""

import re

from .outline import ENDS

# Words that begin a statement of the language, and so cannot be the id of a state.
_WORDS = {"state", "note", "end", "class", "classdef", "direction", "default", "style", "click", "as", "hide", "scale"}


def mermaid(process):
    """Return ``process`` (:class:`outline.Process`) as the text of a diagram.

    >>> from .outline import Process, Stage, Step
    >>> stages = (Stage(1, 'Say "new"', "new", "new", initial=True), Stage(2, "End", "end", "done"))
    >>> print(mermaid(Process("", stages, (Step(3, "Go: on", sources=(1,), target=2),))))
    stateDiagram-v2
        state "Say #quot;new#quot;" as new
        state "End" as s2
        [*] --> new
        new --> s2: Go#58; on
        s2 --> [*]
    """
    ids, taken = {}, set()
    for number, stage in enumerate(process.stages, 1):
        plain = re.fullmatch(r"[A-Za-z]\w*", stage.code, re.ASCII) and stage.code.lower() not in _WORDS
        ids[stage.key] = stage.code if plain and stage.code not in taken else f"s{number}"
        taken.add(ids[stage.key])
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_text(stage.name)}" as {ids[stage.key]}' for stage in process.stages]
    lines += [f"    [*] --> {ids[stage.key]}" for stage in process.stages if stage.initial]
    lines += [
        f"    {ids[source]} --> {ids[step.target]}: {_text(step.name)}"
        for step in process.steps
        for source in step.sources
        if source in ids and step.target in ids
    ]
    lines += [f"    {ids[stage.key]} --> [*]" for stage in process.stages if stage.kind in ENDS]
    return "\n".join(lines)


def _text(name):
    """Return ``name`` so that no letter of it is read as a sign of the language."""
    plain = " ".join(name.split()) or "…"
    return re.sub(r'["#;:<>`{}\[\]\\%]', lambda sign: "#quot;" if sign[0] == '"' else f"#{ord(sign[0])};", plain)
