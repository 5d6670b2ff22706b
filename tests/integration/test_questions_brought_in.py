"""A new editor brings in twenty questions from a GIFT file with two mistakes in it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.enums import Role
from accounts.services import sync_roles
from assessments.models import Question
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QuestionFactory

pytestmark = pytest.mark.django_db

OPTIONS = "{{\n=Within {n} working days#Yes, {n}.\n~Within a month#It is {n} working days.\n####So says the Code.}}\n"
GOOD = {
    "truefalse": "A victim may ask for a review.{T#It is a right.#Yes, it is a right.####A right.}\n",
    "multiple": "Which two are told?{~%50%The victim#Yes ~%50%The family#Yes ~Nobody#No}\n",
    "matching": "Match.{=Canada -> Ottawa =Italy -> Rome = -> Oslo}\n",
    "short": "What is it called?{=victim personal statement#Yes =VPS#Yes =%0%*#Look again}\n",
    "number": "How many rights?{#=12#Yes ~#There are twelve}\n",
}
UNCLOSED, NO_ARROW = 7, 14


def gift() -> bytes:
    """Twenty questions; the seventh has no } at its end, the fourteenth a pair without ->."""
    pieces = ["// Exported from another system\n"]
    for n in range(1, 21):
        text = f"// [id:NEW{n:02d}] [tag:right:6] [tag:source:W8]\n::Question {n}::"
        if n == UNCLOSED:
            text += "When is it?{=Soon ~Late\n"
        elif n == NO_ARROW:
            text += "Match.{=Canada -> Ottawa\n=Italy}\n"
        elif n % 4 == 0:
            text += list(GOOD.values())[n // 4 - 1]
        else:
            text += f"[html]<p>By when, in case {n}?</p>" + OPTIONS.format(n=n)
        pieces.append(text)
    return "\n".join(pieces).encode()


def line_of(content: bytes, n: int) -> int:
    return content[: content.index(b"::Question %d::" % n)].count(b"\n") + 1


def test_twenty_questions_with_two_mistakes(client):
    QuestionFactory(ref="VC01")
    sync_roles(by=None)
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    content = gift()
    sent = client.post(
        "/cms/questions/in/",
        {
            "file": SimpleUploadedFile("twenty.txt", content),
            "form": "",
            "bank": "victims-code|victims-code",
        },
    )
    page = sent["Location"]
    html = client.get(page).content.decode()
    # Eighteen can be taken; both mistakes are told by line, and nothing is in the bank yet.
    assert len(re.findall('name="take"', html)) == 18
    assert f"Line {line_of(content, UNCLOSED)}" in html
    assert f"Line {line_of(content, NO_ARROW)}" in html
    assert Question.objects.count() == 1

    places = [str(n) for n in range(18)]
    ticked = {"shown": places, "take": places}
    assert client.post(page, ticked).status_code == 302
    assert client.post(page, ticked).status_code == 302
    assert Question.objects.filter(ref__startswith="NEW", live=False).count() == 18
    assert {q.type for q in Question.objects.filter(ref__startswith="NEW")} == {"single", *GOOD}

    # What a draft lacks is listed; one that lacks nothing can be published.
    html = client.get(page).content.decode()
    assert "Give the rationale" in html
    question = Question.objects.get(ref="NEW01")
    assert client.get(f"/cms/snippets/assessments/question/edit/{question.pk}/").status_code == 200
    draft = question.get_latest_revision_as_object()
    draft.full_clean()
    question.latest_revision.publish()
    question.refresh_from_db()
    assert question.live
    assert (question.rights, question.sources, question.stem) == (
        [6],
        ["W8"],
        "By when, in case 1?",
    )
