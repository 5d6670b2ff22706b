from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.marking import WrongShape
from assessments.models import Attempt, Marking, Response, Saved
from assessments.queries import last_drawn
from assessments.services import (
    Given,
    NewAttempt,
    drawn,
    keep_attempts,
    open_attempt,
    save_answer,
    submit,
)
from tests.factories.accounts import UserFactory
from tests.factories.assessments import check_document
from tracking.models import Event

pytestmark = pytest.mark.django_db
IRI = "https://example.org/modules/victims-code/check"
DOCUMENT = check_document()


def rows_of(user):
    """What is kept of a person's attempts, without what names or dates it."""
    attempts = list(Attempt.objects.filter(user=user))
    fields = {
        Response: ("index", "response"),
        Saved: ("index", "response"),
        Marking: ("index", "ref", "revision", "score", "most", "right", "marked_by", "reason"),
    }
    return (
        [(one.iri, one.document_hash, one.back_url, one.score, one.seed) for one in attempts],
        [one.form for one in attempts],
        [
            list(model.objects.filter(attempt__user=user).order_by("index").values_list(*names))
            for model, names in fields.items()
        ],
    )


def test_a_bulk_call_leaves_what_single_calls_leave():
    one, other = UserFactory.create_batch(2)
    attempt = open_attempt(
        by=one, document=DOCUMENT, iri=IRI, registration=None, back_url="/modules/victims-code/"
    )
    for index in range(11):  # the last one is left without an answer
        save_answer(by=one, attempt=attempt, index=index, response=["b" if index < 9 else "a"])
    submit(by=one, attempt=attempt)
    now = timezone.now()
    kept = keep_attempts(
        document=DOCUMENT,
        iri=IRI,
        back_url="/modules/victims-code/",
        attempts=[
            NewAttempt(
                user_id=other.pk,
                registration_id=None,
                drawn=drawn(DOCUMENT, attempt.seed, last=frozenset()),
                answers=[
                    *(Given(["b" if n < 9 else "a"], now, now) for n in range(11)),
                    None,
                ],
                opened_at=now - timedelta(minutes=5),
                submitted_at=now,
            )
        ],
    )
    assert kept == 1
    assert rows_of(other) == rows_of(one)
    assert last_drawn(other, IRI) == last_drawn(one, IRI)
    assert not Event.objects.filter(actor=other).exists()


def test_an_answer_that_could_not_be_is_refused_and_nothing_is_kept():
    now = timezone.now()
    attempt = NewAttempt(
        user_id=UserFactory().pk,
        registration_id=None,
        drawn=drawn(DOCUMENT, 1, last=frozenset()),
        answers=[Given(["z"], now, now), *[None] * 11],
        opened_at=now,
        submitted_at=now,
    )
    with pytest.raises(WrongShape):
        keep_attempts(document=DOCUMENT, iri=IRI, back_url="/", attempts=[attempt])
    assert not Attempt.objects.exists()
