"""Answers of first attempts for tests, as `assessments.queries.first_attempt_answers` gives them."""

import random
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from assessments.models import Attempt, Marking, Response
from assessments.queries import FirstAnswer
from tests.factories.accounts import UserFactory

OPTIONS = "abcd"


def answers(
    people: int,
    *,
    refs: tuple[str, ...] = ("Q1", "Q2", "Q3", "Q4"),
    ease: float = 0.6,
    revision: int | None = 1,
    seed: int = 1,
    key: str = "b",
) -> Iterator[FirstAnswer]:
    """So many people who answer all of `refs`; those who know more get more of them right."""
    chance = random.Random(seed)
    for _person in range(people):
        attempt, skill = uuid.UUID(int=chance.getrandbits(128)), chance.gauss(0, 0.25)
        right = [chance.random() < ease + skill for _ref in refs]
        for index, ref in enumerate(refs):
            others = [one for one in OPTIONS if one != key]
            yield FirstAnswer(
                attempt=attempt,
                index=index,
                ref=ref,
                revision=revision,
                right=right[index],
                score=int(right[index]),
                most=1,
                response=[key if right[index] else chance.choice(others)],
                seconds=float(chance.randint(10, 60)),
                total=sum(right),
                asked=len(refs),
                submitted_at=timezone.now(),
            )


def make_answers(
    people: int, *, refs: tuple[str, ...] = ("Q1", "Q2", "Q3", "Q4"), **fields
) -> None:
    """The same in the database: a finished attempt of each of so many new people."""
    moment = timezone.now()
    given = list(answers(people, refs=refs, **fields))
    users = UserFactory.create_batch(people)
    attempts = Attempt.objects.bulk_create(
        Attempt(
            user=user,
            iri="https://example.org/modules/victims-code/check",
            document_hash="0" * 64,
            form={"questions": []},
            seed=1,
            back_url="/",
            opened_at=moment,
            submitted_at=moment,
            score=0,
        )
        for user in users
    )
    answered = list(zip((one for one in attempts for _ref in refs), given, strict=True))
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            index=one.index,
            response=one.response,
            shown_at=moment,
            saved_at=moment + timedelta(seconds=one.seconds or 0),
        )
        for attempt, one in answered
    )
    Marking.objects.bulk_create(
        Marking(
            attempt=attempt,
            index=one.index,
            ref=one.ref,
            revision=one.revision,
            score=one.score,
            most=one.most,
            right=one.right,
            marked_at=moment,
        )
        for attempt, one in answered
    )
