"""What the pages of learners show, worked out once for their templates."""

from courses.screens.checks import CheckScreen, check
from courses.screens.lessons import LessonScreen, after, draft_lesson, finish_words, lesson
from courses.screens.modules import ModuleScreen, Shown, catalogue, draft_module, module
from courses.screens.pathways import (
    PathwayScreen,
    leads_on,
    next_on,
    pathway,
    pathway_steps,
    pathway_url,
    pathways,
)
from courses.screens.places import about_section, lesson_url, module_url, part_url
from courses.screens.progress import NOWHERE, Progress, progress

__all__ = [
    "NOWHERE",
    "CheckScreen",
    "LessonScreen",
    "ModuleScreen",
    "PathwayScreen",
    "Progress",
    "Shown",
    "about_section",
    "after",
    "catalogue",
    "check",
    "draft_lesson",
    "draft_module",
    "finish_words",
    "leads_on",
    "lesson",
    "lesson_url",
    "module",
    "module_url",
    "next_on",
    "part_url",
    "pathway",
    "pathway_steps",
    "pathway_url",
    "pathways",
    "progress",
]
