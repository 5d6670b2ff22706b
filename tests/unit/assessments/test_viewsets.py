import json
import re
from dataclasses import replace

import pytest
from django.urls import reverse

from assessments.answering import fields_of, has_options, values_of
from assessments.blocks import cell_value
from assessments.blueprint import Cell
from assessments.formats.question import PARTS
from assessments.marking import check_response
from assessments.models import Check, Question
from tests.factories.accounts import UserFactory
from tests.factories.assessments import (
    WAYS,
    CheckFactory,
    QuestionFactory,
    document_of_way,
    fields_of_way,
    text_of_way,
)
from tests.factories.victimscode import make_code
from tests.unit.assessments.marking.test_types import KEYS

PANEL_FIELDS = [f"panel_{name}" for name in ("who", "on", "people", "agreement", "measure")]

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    make_code()  # what a published question cites
    person = UserFactory(is_superuser=True)
    client.force_login(person)
    return person


def form(**fields):
    """What the editor's page sends for a complete question."""
    options = [("Within 1 working day", "", "It is 5."), ("Within 5 working days", "on", "Yes.")]
    data = {
        "ref": "NEW1",
        "use": "formative",
        "type": "single",
        "level": "apply",
        "bank": "victims-code",
        "module_key": "victims-code",
        "stem": "By when?",
        "rationale": "It is a key decision.",
        "lesson": "05-keeping-people-informed",
        "rights": "6",
        "cites": "2020/r6-bail",
        "sources": "W8, W13",
        "options-count": str(len(options)),
    }
    for index, (text, correct, feedback) in enumerate(options):
        block = f"options-{index}"
        data |= {
            f"{block}-deleted": "",
            f"{block}-order": str(index),
            f"{block}-type": "option",
            f"{block}-id": "",
            f"{block}-value-text": text,
            f"{block}-value-feedback": feedback,
        }
        if correct:
            data[f"{block}-value-correct"] = correct
    return data | fields


ADD = "wagtailsnippets_assessments_question:add"
EDIT = "wagtailsnippets_assessments_question:edit"


def test_a_question_is_written_and_published(client, editor):
    response = client.post(reverse(ADD), form(**{"action-publish": "1"}))
    question = Question.objects.get()
    assert response.status_code == 302
    assert question.live
    assert (question.rights, question.sources) == ([6], ["W8", "W13"])
    assert [option.correct for option in question.text.options] == [False, True]


def test_a_draft_may_lack_things_and_publishing_it_says_what(client, editor):
    lacking = form(rationale="", sources="")
    assert client.post(reverse(ADD), lacking).status_code == 302
    question = Question.objects.get()
    assert not question.live
    response = client.post(reverse(EDIT, args=[question.pk]), lacking | {"action-publish": "1"})
    assert response.status_code == 200
    assert "Name at least one source." in response.content.decode()
    assert "Give the rationale" in response.content.decode()
    assert not Question.objects.get().live


def test_a_right_that_does_not_exist_is_refused(client, editor):
    response = client.post(reverse(ADD), form(rights="6, 13"))
    assert "Write the numbers of rights, from 1 to 12" in response.content.decode()
    assert not Question.objects.exists()


def test_an_edit_shows_the_question_as_it_is(client, editor):
    question = QuestionFactory(rights=[4, 6], sources=["W8", "W9"])
    html = client.get(reverse(EDIT, args=[question.pk])).content.decode()
    assert 'value="4, 6"' in html
    assert 'value="W8, W9"' in html


def check_form(check: Check, **changes) -> dict:
    """A check as its form sends it, with one cell in its blueprint."""
    names = ("slug", "title", "module_key", "bank", "draw", "pass_mark", "pause_hours")
    cell = {
        "blueprint-count": "1",
        "blueprint-0-deleted": "",
        "blueprint-0-order": "0",
        "blueprint-0-type": "cell",
        "blueprint-0-id": "",
        "blueprint-0-value-draw": check.draw,
        "blueprint-0-value-rights": ["4", "6"],
        "blueprint-0-value-lessons": "",
    }
    return {name: getattr(check, name) for name in names} | cell | changes


def test_a_blueprint_is_ticked_together(client, editor):
    check = CheckFactory(draw=2)
    QuestionFactory.create_batch(2, rights=[6])
    url = reverse("wagtailsnippets_assessments_check:edit", args=[check.pk])
    response = client.post(url, check_form(check, **{"action-publish": "1", "pause_hours": "24"}))
    assert response.status_code == 302
    check.refresh_from_db()
    assert check.cells == (Cell(draw=2, rights=(4, 6)),)
    assert check.pause_hours == 24


def test_a_check_that_its_bank_cannot_carry_is_not_published_and_says_why(client, editor):
    check = CheckFactory(draw=3)
    QuestionFactory.create_batch(2, rights=[6])
    url = reverse("wagtailsnippets_assessments_check:edit", args=[check.pk])
    client.post(url, check_form(check, **{"action-publish": "1"}))
    assert not check.__class__.objects.get().cells
    html = client.get(url).content.decode()
    assert "“Rights 4 or 6”: 3 are asked for, and the bank has 2." in html


def test_a_line_of_the_table_leads_to_its_questions(client, editor):
    check = CheckFactory(draw=1)
    QuestionFactory(ref="HERE", rights=[6], level="judge")
    QuestionFactory(ref="OTHER", rights=[7], level="judge")
    QuestionFactory(ref="EASY", rights=[6], level="recall")
    check.blueprint = [("cell", cell_value(Cell(1, (4, 6), ("judge", "apply"))))]
    check.save_revision().publish()
    url = reverse("wagtailsnippets_assessments_check:edit", args=[check.pk])
    html = client.get(url).content.decode()
    address = re.search(r'href="([^"]*rights=4[^"]*)"', html)[1].replace("&amp;", "&")
    listed = client.get(address).content.decode()
    assert [ref in listed for ref in ("HERE", "OTHER", "EASY")] == [True, False, False]


def test_the_preview_shows_every_answer_with_its_feedback(client, editor):
    for thing in (QuestionFactory(), CheckFactory()):
        url = reverse(
            f"wagtailsnippets_assessments_{thing._meta.model_name}:preview_on_edit",
            args=[thing.pk],
        )
        data = form() if isinstance(thing, Question) else check_form(thing)
        assert json.loads(client.post(url, data).content)["is_valid"]
        assert client.get(url, {"mode": ""}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(
    client, editor, count, django_assert_max_num_queries
):
    for _ in range(count):
        QuestionFactory()
    url = reverse("wagtailsnippets_assessments_question:list")
    client.get(url)
    with django_assert_max_num_queries(18):
        html = client.get(url, {"use": "counting"}).content.decode()
    assert html.count("Question T") >= count


def type_form(way, **changes):
    """What the editor's page sends for a complete question of another type."""
    data = form(type=text_of_way(way).type, use="formative")
    data = {key: value for key, value in data.items() if not key.startswith("options-")}
    fields = fields_of_way(way)
    data |= {
        name: value if value is not None else ""
        for name, value in fields.items()
        if name not in ("options", "type", "stem")
    }
    for index, (kind, value) in enumerate(fields["options"]):
        block = f"options-{index}"
        data |= {f"{block}-deleted": "", f"{block}-order": str(index), f"{block}-id": ""}
        data[f"{block}-type"] = kind
        if isinstance(value, str):
            data[f"{block}-value"] = value
            continue
        for name, inner in value.items():
            if inner is not False:
                data[f"{block}-value-{name}"] = "" if inner is None else str(inner)
    return data | {"options-count": str(len(fields["options"]))} | changes


@pytest.mark.parametrize("way", WAYS)
def test_a_question_of_every_type_is_written_and_published(client, editor, way):
    response = client.post(reverse(ADD), type_form(way) | {"action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    question = Question.objects.get()
    assert question.live
    assert question.text == replace(
        question.text, **{name: getattr(text_of_way(way), name) for name in PARTS[question.type]}
    )


@pytest.mark.parametrize(
    ("way", "changes", "words"),
    [
        ("matching", {"options-1-value-feedback": ""}, "Write the feedback"),
        ("short", {"otherwise": ""}, "Write what is said to any other answer."),
        ("number", {"options-0-value-value": "five"}, "Write the value as a number"),
        ("workingday", {"options-0-value-days": ""}, "Give the number of working days"),
        ("workingday", {"options-0-value-right": ""}, "Say something to the right answer"),
        ("ordering", {"type": "short"}, "This does not belong to the type"),
        ("judgement", {"use": "counting", **dict.fromkeys(PANEL_FIELDS, "")}, "Make it formative"),
        ("matching", {"options-3-value": "The police"}, "A decoy matches none."),
    ],
)
def test_publishing_says_at_the_place_what_is_lacking_and_a_draft_may_lack_it(
    client, editor, way, changes, words
):
    data = type_form(way, **changes)
    response = client.post(reverse(ADD), data | {"action-publish": "1"})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Question.objects.exists()
    assert client.post(reverse(ADD), data).status_code == 302
    assert not Question.objects.get().live


@pytest.mark.parametrize("way", WAYS)
def test_a_question_is_previewed_as_learners_meet_it_and_tried(client, editor, way):
    url = reverse("wagtailsnippets_assessments_question:preview_on_add")
    assert json.loads(client.post(url, type_form(way)).content)["is_valid"]
    html = client.get(url, {"mode": ""}).content.decode()
    assert "Try this answer" in html
    signed = re.search(r'name="question" value="([^"]+)"', html)[1]
    question = document_of_way(way)
    post = {"question": signed}
    if has_options(question):
        post["preview"] = KEYS[way]
    else:
        values = values_of(question, check_response(question, KEYS[way]))
        post |= {field: values[part] for part, field in fields_of(question, "preview").items()}
    tried = client.post(reverse("try_question"), post)
    assert tried.status_code == 200
    assert "What a learner is told" in tried.content.decode()
    assert "s-answer--right" in tried.content.decode()


def test_a_draft_that_cannot_be_shown_says_what_it_lacks(client, editor):
    url = reverse("wagtailsnippets_assessments_question:preview_on_add")
    client.post(url, type_form("workingday", **{"options-0-value-event": ""}))
    html = client.get(url, {"mode": ""}).content.decode()
    assert "Say on which day it begins" in html
    assert "Try this answer" not in html


def test_nothing_but_our_own_preview_is_tried(client, editor):
    assert client.post(reverse("try_question"), {"question": "eyJ9"}).status_code == 400
