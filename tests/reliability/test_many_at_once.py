"""Five hundred people hand in their check at once, half of them twice: nothing is lost."""

import itertools

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from assessments.models import Attempt, Marking, Response, Saved
from assessments.services import open_attempt, save_answer, submit
from tests.factories.accounts import UserFactory
from tests.factories.assessments import check_document
from tests.factories.tracking import MODULE, check, manifest, release
from tests.unit.tracking.test_concurrency import at_once
from tracking.enums import Verb
from tracking.models import Certificate, Event, Registration
from tracking.services import NewRun, complete_many

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]

PEOPLE, AT_ONCE, QUESTIONS = 500, 16, 10


@pytest.fixture
def attempts() -> list[Attempt]:
    """Everybody has answered all questions but the last."""
    release(manifest=manifest(check()))
    people = User.objects.bulk_create(UserFactory.build() for _ in range(PEOPLE))
    now = timezone.now()
    complete_many(by=None, runs=[NewRun(one.pk, MODULE, opened_at=now) for one in people])
    document = check_document(size=20, draw=QUESTIONS, need=8)
    registrations = {one.user_id: one for one in Registration.objects.select_related("user")}
    first = open_attempt(
        by=people[0],
        document=document,
        iri=check()["iri"],
        registration=registrations[people[0].pk],
        back_url="/",
    )
    others = Attempt.objects.bulk_create(
        Attempt(
            user=one,
            registration=registrations[one.pk],
            iri=first.iri,
            document_hash=first.document_hash,
            form=first.form,
            seed=first.seed,
            back_url="/",
            opened_at=now,
        )
        for one in people[1:]
    )
    Response.objects.bulk_create(
        Response(attempt=one, index=index, response=["b"], saved_at=now)
        for one in (first, *others)
        for index in range(QUESTIONS - 1)
    )
    return [first, *others]


def test_five_hundred_submissions_at_once_lose_nothing(attempts):
    waiting = iter(attempts)
    turn = itertools.count()

    def hand_in(_number) -> int:
        done = 0
        # The iterator of a list hands out each of its members once, in whatever thread.
        for attempt in waiting:
            one = {"by": attempt.user, "attempt": attempt}
            save_answer(**one, index=QUESTIONS - 1, response=["b"])
            for _ in range(1 + next(turn) % 2):
                submit(**one)
            done += 1
        return done

    counts = at_once(AT_ONCE, hand_in)
    assert sum(counts) == PEOPLE, counts
    assert Attempt.objects.filter(submitted_at__isnull=False, score=QUESTIONS).count() == PEOPLE
    assert Response.objects.count() == Marking.objects.filter(right=True).count()
    assert Response.objects.count() == PEOPLE * QUESTIONS
    assert Saved.objects.count() == PEOPLE
    assert Event.objects.filter(verb=Verb.ANSWERED).count() == PEOPLE * QUESTIONS
    assert Event.objects.filter(verb=Verb.PASSED).count() == PEOPLE
    assert Event.objects.filter(verb=Verb.COMPLETED).count() == PEOPLE
    assert Certificate.objects.values("user").distinct().count() == PEOPLE
    assert not Registration.objects.filter(closed_at__isnull=True).exists()
