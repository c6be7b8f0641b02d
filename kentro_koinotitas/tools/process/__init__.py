"""A process drawn and exported: SVG, Mermaid, BPMN 2.0."""

from .bpmn import bpmn
from .mermaid import mermaid
from .outline import Process, Stage, Step
from .svg import svg
