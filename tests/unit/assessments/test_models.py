import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assessments.models import Question
from tests.factories.assessments import CheckFactory, QuestionFactory

pytestmark = pytest.mark.django_db


def test_a_question_that_lacks_something_does_not_validate():
    question = QuestionFactory(rationale="", sources=[])
    with pytest.raises(ValidationError) as caught:
        question.full_clean()
    assert set(caught.value.message_dict) == {"rationale", "sources"}


def test_a_draft_may_lack_things():
    question = QuestionFactory(rationale="", sources=[])
    question.defer_completeness = True
    question.full_clean()


def test_ids_are_unique_whatever_their_case():
    QuestionFactory(ref="VC03")
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionFactory(ref="vc03")


def test_a_check_draws_something_and_can_be_passed():
    for fields in ({"draw": 0}, {"pass_mark": 0}, {"pass_mark": 101}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CheckFactory(**fields)


def test_only_published_counting_questions_of_the_bank_are_drawn():
    wanted = QuestionFactory()
    QuestionFactory(live=False)
    QuestionFactory(use="formative")
    QuestionFactory(bank="another")
    assert list(Question.objects.counting_in("victims-code")) == [wanted]
