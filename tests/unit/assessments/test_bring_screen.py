import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from accounts.services import grant_role
from assessments import bring_screen
from assessments.formats.table import COLUMNS
from assessments.models import Question, QuestionImport
from assessments.services import bringing
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QuestionFactory

pytestmark = pytest.mark.django_db
FILE = b"One?{=A#Yes ~B#No####Because.}\n\n[html]<b>Two</b>?{T}\n\nThree {}\n\nFour {=a"


@pytest.fixture
def editor(client):
    user = UserFactory(is_superuser=True)
    grant_role(by=user, user=user, role=Role.EDITOR)
    client.force_login(user)
    QuestionFactory(ref="VC04")
    return user


def send(client, content=FILE, name="q.txt", **more):
    data = {
        "file": SimpleUploadedFile(name, content),
        "form": "",
        "bank": "victims-code|victims-code",
        **more,
    }
    return client.post(reverse("bring_questions"), data)


def test_a_file_is_shown_before_anything_is_in_the_bank(client, editor):
    response = send(client)
    assert response.status_code == 302
    html = client.get(response["Location"]).content.decode()
    assert "Take it in as VC05" in html
    assert "Take it in as VC06" in html
    assert "Line 5" in html  # an essay, left out
    assert "Line 7" in html  # a brace
    assert "made plain text" in html
    assert "Name at least one source." in html
    assert Question.objects.count() == 1


def test_what_is_ticked_is_taken_once(client, editor):
    url = send(client)["Location"]
    for _twice in range(2):
        response = client.post(url, {"shown": ["0", "1"], "take": ["0"]})
        assert response.status_code == 302
    assert sorted(Question.objects.values_list("ref", flat=True)) == ["VC04", "VC05"]
    html = client.get(url).content.decode()
    question = Question.objects.get(ref="VC05")
    assert f"/question/edit/{question.pk}/" in html
    assert "Name at least one source." in html


def test_nothing_ticked_is_said_with_the_page_as_it_was(client, editor):
    url = send(client)["Location"]
    response = client.post(url, {"shown": ["0", "1"]})
    assert response.status_code == 400
    assert "No question is ticked" in response.content.decode()
    assert QuestionImport.objects.get().content


def test_pages_keep_their_ticks(client, editor, monkeypatch):
    monkeypatch.setattr(bring_screen, "ON_A_PAGE", 1)
    url = send(client)["Location"]
    response = client.post(url, {"shown": "0", "page": "2"})
    assert response["Location"] == f"{url}?page=2"
    html = client.get(response["Location"]).content.decode()
    assert "This is page 2 of" in html
    client.post(url, {"shown": "1", "take": "1"})
    assert list(Question.objects.exclude(ref="VC04").values_list("stem", flat=True)) == ["Two?"]


@pytest.mark.parametrize("junk", ["x", "-1", "99999999", "٣", ""])
def test_places_that_are_none_lead_nowhere(client, editor, junk):
    url = send(client)["Location"]
    data = {"shown": [junk, "0"], "take": [junk, "0"], "replace": [junk, "0"], "page": junk}
    assert client.post(url, data).status_code == 302
    assert client.get(client.post(url, data)["Location"]).status_code == 200


def test_a_file_that_is_too_large_is_refused(client, editor, monkeypatch):
    monkeypatch.setattr(bringing, "MAX_UPLOAD", 10)
    response = send(client)
    assert response.status_code == 413
    assert "larger than 10 MB" in response.content.decode()


@pytest.mark.parametrize(
    "more", [{"file": ""}, {"bank": "other|other"}, {"form": "pdf"}, {"bank": "x' OR 1=1"}]
)
def test_a_form_that_lacks_something_is_shown_again(client, editor, more):
    assert send(client, **more).status_code == 422
    assert not QuestionImport.objects.exists()


@pytest.mark.parametrize("content", [b"\x00\x01", b"\xff" * 100, b"<quiz>", b"PK\x03\x04\x00\x00"])
def test_a_file_that_is_none_is_told(client, editor, content):
    html = client.get(send(client, content)["Location"]).content.decode()
    assert "To put right in the file" in html or "Left out" in html


def test_what_a_file_says_is_never_mark_up(client, editor):
    content = b"[plain]<script>alert(1)</script>?{=<b>A</b>#<i>x</i> ~B####<img src\\=x>}"
    html = client.get(send(client, content)["Location"]).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<img src=x>" not in html


def test_every_type_is_shown_with_its_key(client, editor):
    out = io.StringIO()
    rows = csv.reader(
        io.StringIO(b"".join(client.get(reverse("bring_questions_template"))).decode("utf-8-sig"))
    )
    csv.writer(out).writerows(rows)
    url = send(client, out.getvalue().encode(), name="q.csv")["Location"]
    html = client.get(url).content.decode()
    assert len(re.findall("Its key and feedback", html)) == 7
    assert "Before it can be published" not in html
    client.post(url, {"shown": list("0123456"), "take": list("0123456")})
    assert Question.objects.filter(ref__startswith="X").count() == 7
    assert client.get(url).status_code == 200


def test_the_template_names_the_columns(client, editor):
    response = client.get(reverse("bring_questions_template"))
    first = b"".join(response).decode("utf-8-sig").splitlines()[0]
    assert first.split(",") == list(COLUMNS)


def test_somebody_elses_file_is_not_there(client, editor):
    url = send(client)["Location"]
    other = UserFactory(is_superuser=True)
    grant_role(by=other, user=other, role=Role.EDITOR)
    client.force_login(other)
    assert client.get(url).status_code == 404
    assert client.post(url, {"shown": "0", "take": "0"}).status_code == 404


def test_without_a_bank_the_page_says_how_to_begin(client, editor):
    Question.objects.all().delete()
    assert "There is no bank yet" in client.get(reverse("bring_questions")).content.decode()


@pytest.mark.parametrize("taken", [False, True])
def test_queries_do_not_grow_with_questions(client, editor, taken, django_assert_num_queries):
    counts = []
    from django.db import connection

    for number in (1, 3):
        content = b"\n\n".join(b"Q%d%d?{=A ~B}" % (number, n) for n in range(number))
        url = send(client, content)["Location"]
        if taken:
            places = [str(n) for n in range(number)]
            client.post(url, {"shown": places, "take": places})
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
