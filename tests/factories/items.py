"""Answers of first attempts for tests, as `assessments.queries.first_attempt_answers` gives them."""

import random
import uuid
from collections.abc import Iterator

from django.utils import timezone

from assessments.queries import FirstAnswer

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
