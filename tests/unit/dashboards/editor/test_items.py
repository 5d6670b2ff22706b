import csv
import io
import random

import pytest
from wagtail.models import Revision

from accounts.enums import Role
from assessments.models import Question, Response
from core.models import AuditEntry, OutboxMessage
from demo.answers import response_to
from evaluation.models import ItemReport
from evaluation.services import make_item_report
from tests.factories.accounts import UserFactory
from tests.factories.assessments import (
    WAYS,
    CheckFactory,
    QuestionFactory,
    document_of_way,
    question_document,
)
from tests.factories.items import make_answers

pytestmark = pytest.mark.django_db
REPORT = "/evaluation/questions/"
REFS = ("Q1", "Q2", "Q3", "Q4")


@pytest.fixture
def editor(client):
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    return user


def bank(refs=REFS):
    for ref in refs:
        question = QuestionFactory(ref=ref)
        question.save_revision().publish()
    CheckFactory(title="Knowledge check: the Code")


def revision(ref="Q1"):
    return Question.objects.get(ref=ref).live_revision_id


@pytest.fixture
def released(monkeypatch):
    """Questions as they were released, whatever their revision."""
    monkeypatch.setattr(
        "evaluation.queries.released_questions",
        lambda bank: {
            (ref, pk): {**question_document(ref), "revision": pk}
            for ref in REFS
            for pk in [None, 1, *Revision.objects.values_list("pk", flat=True)]
        },
    )


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_before_there_is_any_check_the_page_says_what_will_be_there(client, editor):
    assert "It begins with the first check that counts" in page_of(client, REPORT)


def test_before_the_first_night_the_page_says_when(client, editor):
    bank()
    assert "every night" in page_of(client, REPORT)


def test_the_report_has_a_row_for_each_question(client, editor, released):
    bank()
    make_answers(100)
    make_item_report(bank="victims-code")
    page = page_of(client, REPORT)
    for ref in REFS:
        assert f"/evaluation/questions/q/{ref}/" in page
    assert "Knowledge check: the Code" in page
    assert "4 questions have figures" in page


def test_questions_of_fewer_than_30_people_are_named_without_figures(client, editor, released):
    bank()
    make_answers(29)
    make_item_report(bank="victims-code")
    page = page_of(client, REPORT)
    assert "Questions without figures yet" in page
    assert "29" not in page
    assert "There are no figures yet" in page_of(client, f"{REPORT}q/Q1/")


def test_what_to_look_at_narrows_and_orders(client, editor, released):
    bank()
    make_answers(300, refs=("Q1", "Q2"), ease=0.97, seed=5)
    make_answers(300, refs=("Q3", "Q4"), ease=0.5, seed=6)
    make_item_report(bank="victims-code")
    easy = client.get(REPORT, {"flag": "too-easy"}).context["page"].object_list
    assert {item["ref"] for item in easy} <= {"Q1", "Q2"}
    hardest = client.get(REPORT, {"order": "hardest"}).context["page"].object_list
    assert {item["ref"] for item in hardest[:2]} == {"Q3", "Q4"}
    none = client.get(REPORT, {"level": "judge"})
    assert list(none.context["page"]) == []
    assert "No question of this check is like that" in none.content.decode()


def test_what_cannot_be_asked_for_is_left_out(client, editor, released):
    bank()
    make_answers(40)
    make_item_report(bank="victims-code")
    page = page_of(client, f"{REPORT}?bank=nowhere&flag=nothing&order=sideways&page=99")
    assert "/evaluation/questions/q/Q4/" in page


def test_the_number_of_queries_does_not_grow_with_questions(client, editor, released):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    bank(("Q1", "Q2"))
    make_answers(40, refs=("Q1", "Q2"))
    make_item_report(bank="victims-code")
    page_of(client, REPORT)
    with CaptureQueriesContext(connection) as few:
        page_of(client, REPORT)
    for ref in ("Q3", "Q4"):
        QuestionFactory(ref=ref)
    make_answers(40, seed=2)
    make_item_report(bank="victims-code")
    with CaptureQueriesContext(connection) as many:
        page_of(client, REPORT)
    assert len(many) == len(few)


def test_one_question_with_its_answers(client, editor, released):
    bank()
    make_answers(300)
    make_item_report(bank="victims-code")
    page = page_of(client, f"{REPORT}q/Q1/")
    assert "First attempts of 300 people" in page
    assert "The right answer" in page
    assert "What people chose" in page
    assert "Edit this question" in page


@pytest.mark.parametrize("way", WAYS)
def test_every_type_of_question_has_a_page(client, editor, monkeypatch, way):
    asked = {**document_of_way(way), "ref": "Q1"}
    monkeypatch.setattr("evaluation.queries.released_questions", lambda bank: {("Q1", 1): asked})
    bank()
    make_answers(60)
    draw = random.Random(1)
    for number, row in enumerate(Response.objects.filter(index=0)):
        row.response = response_to(asked, draw, right=number % 2 == 0)
        row.save()
    make_item_report(bank="victims-code")
    page = page_of(client, f"{REPORT}q/Q1/")
    assert "First attempts of 60 people" in page
    if asked["type"] in ("short", "number", "workingday"):
        assert "there is no table of them" in page
    else:
        assert "Chosen by" in page
    assert rows_of(client.get(f"{REPORT}options.csv")) is not None


def test_wordings_stand_apart_and_a_change_is_said(client, editor, released):
    bank()
    make_answers(60, revision=revision())
    question = Question.objects.get(ref="Q1")
    question.stem = "Another way to ask?"
    question.save_revision().publish()
    make_item_report(bank="victims-code")
    page = page_of(client, f"{REPORT}q/Q1/")
    assert "The question was changed on" in page
    assert "As it was written on" in page
    make_answers(40, revision=revision(), seed=3)
    make_item_report(bank="victims-code")
    page = page_of(client, f"{REPORT}q/Q1/")
    assert "The question was changed on" not in page
    assert page.index("First attempts of 40 people") < page.index("First attempts of 60 people")


def test_a_question_that_is_not_there(client, editor):
    assert client.get(f"{REPORT}q/Q9/").status_code == 404


def test_only_editors_are_led_to_editing(client, released):
    bank()
    client.force_login(UserFactory(roles=[Role.EVALUATOR]))
    assert "Edit this question" not in page_of(client, f"{REPORT}q/Q1/")


def test_downloads_hold_what_the_page_shows_and_are_noted(client, editor, released):
    bank()
    make_answers(300)
    make_item_report(bank="victims-code")
    questions = rows_of(client.get(f"{REPORT}questions.csv?bank=victims-code"))
    assert [row["question"] for row in questions] == list(REFS)
    assert questions[0]["n"] == "300"
    assert float(questions[0]["r_rest"]) <= 1
    options = rows_of(client.get(f"{REPORT}options.csv"))
    assert {row["is_key"] for row in options if row["option"] == "b"} == {"yes"}
    assert AuditEntry.objects.filter(action="items.exported").count() == 2


def test_a_download_of_nothing_is_refused_in_words(client, editor):
    assert client.get(f"{REPORT}questions.csv").status_code == 404
    bank()
    assert client.get(f"{REPORT}questions.csv").status_code == 404
    assert client.get(f"{REPORT}questions.csv?bank=nowhere").status_code == 400


def test_small_groups_are_in_no_page_and_no_file(client, editor, released):
    bank()
    make_answers(200, ease=1.5)
    make_item_report(bank="victims-code")
    item = ItemReport.objects.get().document["items"][0]
    assert item["facility"]["kind"] == "above"
    assert "above 95%" in page_of(client, f"{REPORT}q/Q1/")
    options = rows_of(client.get(f"{REPORT}options.csv"))
    assert {row["percent_is"] for row in options if row["option"] != "b"} == {"below"}


def test_an_editor_has_the_figures_worked_out(client, editor):
    bank()
    response = client.post(f"{REPORT}work-out/", {"bank": "victims-code"})
    assert response.status_code == 302
    assert OutboxMessage.objects.filter(kind="evaluation.item_report").count() == 1
    assert client.post(f"{REPORT}work-out/", {"bank": "nowhere"}).status_code == 400


def test_beside_its_form_a_question_has_its_figures(client, editor, released):
    from accounts.services import sync_roles

    sync_roles(by=None)
    bank()
    make_answers(300, revision=revision())
    make_item_report(bank="victims-code")
    pk = Question.objects.get(ref="Q1").pk
    page = page_of(client, f"/cms/snippets/assessments/question/edit/{pk}/")
    assert "First attempts of 300 people" in page
    assert f"{REPORT}q/Q1/" in page
    listing = page_of(client, "/cms/snippets/assessments/question/")
    assert f"{REPORT}q/Q1/" in listing
    assert "Question figures" in listing
