"""The doors of courses."""

from courses.services.delta import Delta, compile_delta, delta_of, release_delta, withdraw_delta
from courses.services.folder import load_folder, release_new, stored_content
from courses.services.learning import answer, begin, begun, finish_lesson, keep_place
from courses.services.loading import ensure_catalogue, load_module
from courses.services.pathways import (
    PathwayBlocked,
    begin_pathway,
    compile_pathway,
    load_pathway,
    release_pathway,
    release_pathways,
)
from courses.services.previewing import (
    CardPreview,
    Preview,
    preview_aid,
    preview_diagram,
    preview_lesson,
    preview_module,
)
from courses.services.releasing import Blocked, compile_released, outlook, release
from courses.services.written import load_aid, load_diagram

__all__ = [
    "Blocked",
    "CardPreview",
    "Delta",
    "PathwayBlocked",
    "Preview",
    "answer",
    "begin",
    "begin_pathway",
    "begun",
    "compile_delta",
    "compile_pathway",
    "compile_released",
    "delta_of",
    "ensure_catalogue",
    "finish_lesson",
    "keep_place",
    "load_aid",
    "load_diagram",
    "load_folder",
    "load_module",
    "load_pathway",
    "outlook",
    "preview_aid",
    "preview_diagram",
    "preview_lesson",
    "preview_module",
    "release",
    "release_delta",
    "release_new",
    "release_pathway",
    "release_pathways",
    "stored_content",
    "withdraw_delta",
]
