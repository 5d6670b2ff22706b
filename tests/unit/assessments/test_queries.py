from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Attempt, Response
from assessments.queries import first_attempt_answers
from assessments.services import open_attempt, save_answer, submit
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QuestionFactory, check_document

pytestmark = pytest.mark.django_db


def take(user, *, right, size=3, iri="https://example.org/check") -> Attempt:
    document = check_document(size=size, draw=size, need=2)
    attempt = open_attempt(by=user, document=document, iri=iri, registration=None, back_url="/")
    for index in range(size):
        response = ["b"] if index < right else ["a"]
        save_answer(by=user, attempt=attempt, index=index, response=response)
    return submit(by=user, attempt=attempt)


def test_only_the_first_attempt_of_a_person_at_a_check_is_analysed():
    user, other = UserFactory(), UserFactory()
    first = take(user, right=1)
    take(user, right=3)
    elsewhere = take(user, right=2, iri="https://example.org/other")
    another = take(other, right=0)
    answers = list(first_attempt_answers(ref="Q1"))
    assert {one.attempt for one in answers} == {first.pk, elsewhere.pk, another.pk}
    totals = {one.attempt: (one.total, one.asked) for one in answers}
    assert totals == {first.pk: (1, 3), elsewhere.pk: (2, 3), another.pk: (0, 3)}


def test_an_answer_comes_with_its_mark_its_words_and_its_time():
    attempt = take(UserFactory(), right=1)
    ended = attempt.submitted_at
    row = Response.objects.get(attempt=attempt, index=0)
    row.shown_at, row.saved_at = ended - timedelta(seconds=90), ended - timedelta(seconds=30)
    row.save()
    ref = attempt.form["questions"][0]["ref"]
    [found] = first_attempt_answers(ref=ref)
    assert (found.ref, found.index, found.revision) == (ref, 0, 1)
    assert (found.right, found.score, found.most) == (True, 1, 1)
    assert (found.response, found.seconds) == (["b"], 60.0)
    assert found.submitted_at == ended


def test_no_answer_is_none_and_a_time_that_is_not_known_too():
    user = UserFactory()
    document = check_document(size=1, draw=1, need=1)
    attempt = open_attempt(by=user, document=document, iri="i", registration=None, back_url="/")
    submit(by=user, attempt=attempt)
    [found] = first_attempt_answers(ref="Q1")
    assert (found.response, found.seconds, found.right) == (None, None, False)


def test_an_attempt_under_way_is_not_analysed():
    user = UserFactory()
    document = check_document(size=1, draw=1, need=1)
    open_attempt(by=user, document=document, iri="i", registration=None, back_url="/")
    assert list(first_attempt_answers(ref="Q1")) == []


def test_a_bank_comes_attempt_by_attempt():
    QuestionFactory(ref="Q1", bank="one")
    QuestionFactory(ref="Q2", bank="one")
    QuestionFactory(ref="Q3", bank="two")
    for _ in range(2):
        take(UserFactory(), right=1)
    found = [(one.attempt, one.index) for one in first_attempt_answers(bank="one")]
    assert len(found) == 4
    assert found == sorted(found)


def test_which_answers_must_be_said():
    for asked in ({}, {"ref": "Q1", "bank": "one"}):
        with pytest.raises(ValueError, match="a question or"):
            list(first_attempt_answers(**asked))


@pytest.mark.parametrize("people", [1, 3])
def test_the_same_queries_for_any_number_of_people(people, django_assert_num_queries):
    for _ in range(people):
        take(UserFactory(), right=1)
    with django_assert_num_queries(3):
        assert len(list(first_attempt_answers(ref="Q1"))) == people


def test_marks_of_a_moment_have_the_time_of_the_submission():
    attempt = take(UserFactory(), right=1)
    assert set(attempt.markings.values_list("marked_at", flat=True)) == {attempt.submitted_at}
    assert attempt.submitted_at <= timezone.now()
