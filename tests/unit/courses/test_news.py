"""Readers are told at the passage when its rule has changed, without anything compiled anew."""

from datetime import date

import pytest

from assessments.models import Question
from courses.models import CompiledPart
from courses.services import release
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    make_module_with_facts,
    make_released,
    make_released_with_aid,
    module_texts,
)
from tests.factories.victimscode import make_code
from victimscode.models import Edition
from victimscode.services import adopt_edition, go_back

pytestmark = pytest.mark.django_db
LESSON = "/modules/first-steps/keeping-people/"
CHANGED = "The limit for everyone else is now 3 working days. It was 5 working days."


@pytest.fixture(autouse=True)
def _rehearsing(settings):
    settings.CODE_REHEARSAL = True


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def adopt() -> Edition:
    make_code(rehearsal=True)
    edition = Edition.objects.get(slug="rehearsal")
    adopt_edition(by=None, edition=edition, on=date(2026, 3, 5))
    return edition


def page(client, address: str = LESSON) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_lesson_says_at_the_passage_that_its_rule_has_changed(client, learner):
    make_released()
    assert "This rule has changed" not in page(client)
    before = list(CompiledPart.objects.values_list("document", flat=True))

    edition = adopt()

    html = page(client)
    # The fact, the table of limits and the question, each at its place, and once at the top.
    assert html.count("This rule has changed") == 3
    assert html.count(CHANGED) == 3
    assert "At 3 places the rule is no longer the same" in html
    assert 'href="/code/rehearsal/right-6/#r6-bail"' in html
    assert "Rehearsal edition (fictional)" in html
    note = html.index("This rule has changed")
    assert html.index("News with a limit") < note < html.index("The police tell the victim of bail")
    assert list(CompiledPart.objects.values_list("document", flat=True)) == before

    go_back(by=None, edition=edition, reason="It was a drill")
    assert "has changed" not in page(client)


def test_where_all_rules_stand_it_says_only_that(client, learner):
    texts = module_texts()
    lesson = texts["01-keeping-people.md"].replace("2020/r6-bail", "2020/r2-record")
    lesson = lesson.replace(" within 5 working days", "").replace(
        "    event: Bail", "    event: Bail\n    standard: Soon\n    enhanced: Soon"
    )
    page_of_module = make_module_with_facts({**texts, "01-keeping-people.md": lesson})
    options = [
        ("option", {"text": text, "correct": text == "Yes", "feedback": "Well."})
        for text in ("Yes", "No")
    ]
    question = Question.objects.get(ref="T1")
    question.cites, question.options = ["2020/r2-record"], options
    question.save()
    release(by=None, module=page_of_module)
    adopt()
    html = page(client)
    assert "The rules that it tells of stand as they stood" in html
    assert "This rule has changed" not in html


def test_a_job_aid_says_it_too(client, learner):
    make_released_with_aid()
    adopt()
    html = page(client, "/aids/no-news-call/")
    assert html.count(CHANGED) == 2


def test_it_takes_one_query_and_one_more_while_something_is_to_be_revised(client, learner):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_released()
    page(client)
    with CaptureQueriesContext(connection) as plain:
        page(client)
    adopt()
    page(client)
    with CaptureQueriesContext(connection) as told:
        page(client)
    assert len(told) == len(plain) + 1
