"""Strict template components: what a template may say, checked when the template is compiled.

`base` is the machinery, the other modules declare the components. How to use each: templates/components/README.md.
"""

from core.components import content, controls, data, feedback, page, paths
from core.components.base import Component, definition, definitions, register
from core.components.content import Answer, Option
from core.components.data import Cell, Column, Entry, Figure, Step

__all__ = [
    "Answer",
    "Cell",
    "Column",
    "Component",
    "Entry",
    "Figure",
    "Option",
    "Step",
    "content",
    "controls",
    "data",
    "definition",
    "definitions",
    "feedback",
    "page",
    "paths",
    "register",
]
