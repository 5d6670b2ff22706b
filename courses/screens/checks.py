"""The page before a knowledge check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from assessments.queries import next_from, open_attempt_of
from courses import queries
from courses.enums import PartKind
from courses.models import CompiledPart
from courses.screens.places import module_url
from courses.screens.progress import (
    lessons_done,
    progress,
)
from tracking.models import ModuleVersion, Registration
from victimscode.queries import News, news_in, that_matter


@dataclass(frozen=True)
class CheckScreen:
    """The page before a knowledge check."""

    title: str
    module_title: str
    module_url: str
    draw: int
    need: int
    passed: bool
    lessons_left: int
    under_way: bool
    # From when the next try may begin, where the check asks for a pause; None for now.
    next_from: datetime | None
    # What its questions ask about that has changed since it was released.
    news: list[News]


def check(
    user: User, version: ModuleVersion, registration: Registration | None, part: CompiledPart
) -> CheckScreen:
    """The page before a knowledge check, for this person."""
    gone = progress(user, version.module_key, registration)
    lessons = [one for one in queries.parts_of(version.pk) if one.kind == PartKind.LESSON]
    under_way = open_attempt_of(user, part.iri, registration) is not None
    return CheckScreen(
        title=part.title,
        module_title=version.title,
        module_url=module_url(version.module_key),
        draw=part.document["draw"],
        need=part.document["need"],
        passed=gone.state(part) == "done",
        lessons_left=len(lessons) - lessons_done(lessons, gone),
        under_way=under_way,
        next_from=None if under_way else next_from(user, part.iri, part.document),
        news=that_matter(news for _ref, news in news_in(version.pk, part.iri)),
    )
