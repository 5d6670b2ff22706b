"""The files of `content/modules/`: text in, dataclasses out, and back to the same text. Pure.

A lesson file is YAML front matter and a body of markdown, headings and directives; see
README.md. Rich text is kept in its canonical markdown, so what was loaded once is exported
byte for byte.
"""

from courses.formats.aid import AID_KINDS, AidFile, format_aid, parse_aid
from courses.formats.diagram import DiagramFile, format_diagram, parse_diagram, tidy
from courses.formats.lesson import parse_lesson
from courses.formats.model import (
    KINDS,
    ROW_KEYS,
    Block,
    CheckRef,
    Completion,
    Kind,
    LessonFile,
    ModuleFile,
    derived_ids,
)
from courses.formats.module import parse_module
from courses.formats.pack import Pack, SceneForGroups, Slide, SlideFact, format_pack, parse_pack
from courses.formats.pack import Step as PackStep
from courses.formats.pathway import (
    DEPTHS,
    PATHWAYS,
    PathwayFile,
    StepFile,
    format_pathways,
    parse_pathways,
    pathway_data,
)
from courses.formats.writing import format_lesson, format_module

__all__ = [
    "AID_KINDS",
    "DEPTHS",
    "KINDS",
    "PATHWAYS",
    "ROW_KEYS",
    "AidFile",
    "Block",
    "CheckRef",
    "Completion",
    "DiagramFile",
    "Kind",
    "LessonFile",
    "ModuleFile",
    "Pack",
    "PackStep",
    "PathwayFile",
    "SceneForGroups",
    "Slide",
    "SlideFact",
    "StepFile",
    "derived_ids",
    "format_aid",
    "format_diagram",
    "format_lesson",
    "format_module",
    "format_pack",
    "format_pathways",
    "parse_aid",
    "parse_diagram",
    "parse_lesson",
    "parse_module",
    "parse_pack",
    "parse_pathways",
    "pathway_data",
    "tidy",
]
