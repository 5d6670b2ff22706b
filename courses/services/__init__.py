"""The doors of courses."""

from courses.services.learning import answer, begin, finish_lesson, keep_place
from courses.services.loading import ensure_catalogue, load_module
from courses.services.releasing import Blocked, compile_released, release

__all__ = [
    "Blocked",
    "answer",
    "begin",
    "compile_released",
    "ensure_catalogue",
    "finish_lesson",
    "keep_place",
    "load_module",
    "release",
]
