from importlib import import_module

import pytest
from django.apps import apps

from assessments.models import Marking
from assessments.services import open_attempt, save_answer, submit
from tests.factories.accounts import UserFactory
from tests.factories.assessments import check_document

pytestmark = pytest.mark.django_db
marks = import_module("assessments.migrations.0003_marks_of_earlier_attempts")


def attempt():
    return open_attempt(
        by=UserFactory(),
        document=check_document(size=3, draw=3, need=2),
        iri="https://example.org/check",
        registration=None,
        back_url="/",
    )


def test_attempts_from_before_are_given_the_marks_that_they_had():
    taken = attempt()
    save_answer(by=taken.user, attempt=taken, index=0, response=["b"])
    save_answer(by=taken.user, attempt=taken, index=1, response=["a"])
    submit(by=taken.user, attempt=taken)
    names = ("index", "ref", "revision", "score", "most", "right", "marked_at")
    was = list(Marking.objects.order_by("index").values(*names))
    Marking.objects.all().delete()
    for _ in range(2):  # twice changes nothing
        marks.mark_earlier(apps, None)
    assert list(Marking.objects.order_by("index").values(*names)) == was
