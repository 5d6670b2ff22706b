import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.services import grant_role
from assessments.formats import Bank, Rated
from assessments.formats.exchange import OUT, parse
from assessments.models import Question
from assessments.services import load_questions
from tests.factories.accounts import UserFactory
from tests.factories.assessments import question_text

pytestmark = pytest.mark.django_db
CHOSEN = {"bank": "victims-code|victims-code", "form": "gift"}
JUDGEMENT = question_text(
    id="Q2",
    use="formative",
    type="judgement",
    options=(),
    mode="rate",
    responses=tuple(Rated(text, key, "So.") for text, key in [("Wait", 0), ("Ask", 3), ("Go", 1)]),
)


@pytest.fixture
def editor(client, db):
    user = UserFactory(is_superuser=True)
    grant_role(by=user, user=user, role=Role.EDITOR)
    client.force_login(user)
    load_questions(
        by=None, parsed=Bank("victims-code", "victims-code", (question_text(), JUDGEMENT))
    )
    return user


def test_what_stays_behind_stands_beside_the_download(client, editor):
    html = client.get(reverse("take_out_questions"), CHOSEN).content.decode()
    assert "1 question goes out" in html
    assert "Situational judgement is left out" in html
    assert f"{reverse('take_out_questions_file')}?bank=" in html


@pytest.mark.parametrize("form", OUT)
def test_the_file_comes_in_again_as_it_was(client, editor, form):
    response = client.get(reverse("take_out_questions_file"), {**CHOSEN, "form": form})
    assert "attachment" in response["Content-Disposition"]
    assert [one.question for one in parse(response.content, form=form).found] == [question_text()]


@pytest.mark.parametrize(
    ("more", "count"),
    [({"use": "formative"}, 0), ({"level": "apply"}, 1), ({"level": "recall"}, 0)],
)
def test_filters(client, editor, more, count):
    response = client.get(reverse("take_out_questions_file"), {**CHOSEN, **more})
    assert len(parse(response.content, form="gift").found) == count


def test_drafts_go_out_when_asked_for(client, editor):
    question = Question.objects.get(ref="Q1")
    question.stem = "A draft?"
    question.save_revision()
    published = client.get(reverse("take_out_questions_file"), CHOSEN).content.decode()
    drafts = client.get(reverse("take_out_questions_file"), {**CHOSEN, "drafts": "yes"})
    assert "A draft?" not in published
    assert "A draft?" in drafts.content.decode()


def test_a_choice_that_is_none_is_told(client, editor):
    assert client.get(reverse("take_out_questions"), {"bank": "x"}).status_code == 422
    assert client.get(reverse("take_out_questions_file"), {"bank": "x"}).status_code == 400
    assert client.get(reverse("take_out_questions_file")).status_code == 400


def test_the_menu_leads_there(client, editor):
    html = client.get("/cms/snippets/assessments/question/").content.decode()
    assert reverse("bring_questions") in html
    assert reverse("take_out_questions") in html


@pytest.mark.parametrize("drafts", ["", "yes"])
def test_queries_do_not_grow_with_questions(client, editor, drafts):
    counts = []
    for more in ((), tuple(question_text(id=f"R{n}", stem=f"{n}?") for n in range(3))):
        questions = (question_text(), JUDGEMENT, *more)
        load_questions(by=None, parsed=Bank("victims-code", "victims-code", questions))
        client.get(reverse("take_out_questions"), CHOSEN)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("take_out_questions"), {**CHOSEN, "drafts": drafts})
        counts.append(len(queries))
    assert counts[0] == counts[1]
