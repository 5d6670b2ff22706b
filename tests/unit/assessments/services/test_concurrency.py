"""Many requests at once: one attempt, one submission, and no answer lost."""

import pytest
from django.db import connection

from assessments.models import Attempt, Response
from assessments.services import open_attempt, save_answer, submit
from tests.factories.accounts import UserFactory
from tests.factories.assessments import check_document
from tests.factories.tracking import check
from tests.unit.tracking.test_concurrency import at_once
from tracking.enums import Verb
from tracking.models import Event

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


def begin(user) -> Attempt:
    return open_attempt(
        by=user, document=check_document(), iri=check()["iri"], registration=None, back_url="/"
    )


def test_many_clicks_open_one_attempt():
    user = UserFactory()
    assert set(at_once(20, lambda _: begin(user))) == {Attempt.objects.get()}


def test_answers_and_submissions_at_once_lose_and_double_nothing():
    user = UserFactory()
    attempt = begin(user)

    def answer(number):
        return save_answer(by=user, attempt=attempt, index=number % 12, response=["b"])

    assert all(isinstance(one, Response) for one in at_once(24, answer))
    assert Response.objects.count() == 12
    assert {one.score for one in at_once(20, lambda _: submit(by=user, attempt=attempt))} == {12}
    assert Event.objects.filter(verb=Verb.PASSED).count() == 1
    assert Event.objects.filter(verb=Verb.ANSWERED).count() == 12
