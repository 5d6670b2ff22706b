"""Remarks for tests."""

import uuid

from accounts.models import User
from courses.models import CompiledPart
from feedback.models import Remark
from feedback.queries import Place, place_of
from feedback.services import send_remark

LESSON = "keeping-people"


def lesson_part() -> CompiledPart:
    """The newest release of the lesson of the small module."""
    return CompiledPart.objects.filter(kind="lesson", key=LESSON).order_by("-pk")[0]


def a_place(user: User, number: int = 1) -> Place:
    """A section of that lesson."""
    part = lesson_part()
    return place_of(user, part.iri, part.document["sections"][number]["id"], "")


def remark(by: User, place: Place | None = None, **values: str) -> Remark:
    """A remark on "News with a limit"."""
    usual = {
        "kind": "fact",
        "text": "The limit was another one.",
        "naming": "unnamed",
        "key": uuid.uuid4().hex,
    }
    return send_remark(by=by, place=place or a_place(by), **{**usual, **values})
