"""A process drawn and exported: SVG, Mermaid, BPMN 2.0."""

from .outline import Process, Stage, Step
from .svg import svg
