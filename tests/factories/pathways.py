"""Pathways over the small module, as files and as rows."""

from courses.formats import PathwayFile, StepFile
from courses.models import Pathway
from courses.services import load_pathway, release_pathway
from tests.factories.courses import make_released
from tracking.models import ModuleVersion


def step(**fields) -> StepFile:
    """A step that takes one lesson of the small module."""
    values = {
        "module": "first-steps",
        "depth": "core",
        "why": "It comes first.",
        "lessons": ("keeping-people",),
    }
    return StepFile(**{**values, **fields})


def pathway_file(**fields) -> PathwayFile:
    """A pathway of one step."""
    values = {
        "slug": "short",
        "title": "A short start",
        "summary": "A few lessons.",
        "jobs": (),
        "fresh_days": None,
        "steps": (step(),),
    }
    return PathwayFile(**{**values, **fields})


def make_pathway(*, position: int = 0, **fields) -> Pathway:
    """The row of a pathway. The module has to be there."""
    file = pathway_file(**fields)
    load_pathway(by=None, pathway=file, position=position)
    return Pathway.objects.get(slug=file.slug)


def make_released_pathway(*, module: bool = True, **fields) -> ModuleVersion:
    """A pathway that learners can take, with its module unless that is there."""
    if module:
        make_released()
    return release_pathway(by=None, pathway=make_pathway(**fields))
