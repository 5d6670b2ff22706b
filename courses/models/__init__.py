"""The authoring copy as pages and snippets, what was released from it, and where people are."""

from courses.models.pages import CataloguePage, HomePage, LessonPage, ModulePage
from courses.models.pathways import Pathway
from courses.models.released import CompiledPart, Place
from courses.models.snippets import Diagram, JobAid

__all__ = [
    "CataloguePage",
    "CompiledPart",
    "Diagram",
    "HomePage",
    "JobAid",
    "LessonPage",
    "ModulePage",
    "Pathway",
    "Place",
]
