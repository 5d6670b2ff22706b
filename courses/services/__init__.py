"""The doors of courses."""

from courses.services.folder import load_folder, release_new, stored_content
from courses.services.learning import answer, begin, begun, finish_lesson, keep_place
from courses.services.loading import ensure_catalogue, load_module
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
    "Preview",
    "answer",
    "begin",
    "begun",
    "compile_released",
    "ensure_catalogue",
    "finish_lesson",
    "keep_place",
    "load_aid",
    "load_diagram",
    "load_folder",
    "load_module",
    "outlook",
    "preview_aid",
    "preview_diagram",
    "preview_lesson",
    "preview_module",
    "release",
    "release_new",
    "stored_content",
]
