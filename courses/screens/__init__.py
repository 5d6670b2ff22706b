"""What the pages of learners show, worked out once for their templates."""

from courses.screens.checks import CheckScreen, check
from courses.screens.lessons import LessonScreen, after, draft_lesson, lesson
from courses.screens.modules import ModuleScreen, Shown, catalogue, draft_module, module
from courses.screens.places import about_section, lesson_url, module_url, part_url
from courses.screens.progress import NOWHERE, Progress, progress

__all__ = [
    "NOWHERE",
    "CheckScreen",
    "LessonScreen",
    "ModuleScreen",
    "Progress",
    "Shown",
    "about_section",
    "after",
    "catalogue",
    "check",
    "draft_lesson",
    "draft_module",
    "lesson",
    "lesson_url",
    "module",
    "module_url",
    "part_url",
    "progress",
]
