"""What cannot be taken is refused with a sentence, and the attempt stays as it was."""

import pytest
from django.urls import reverse

from assessments.models import Attempt, Marking, Response, Saved
from assessments.services import open_attempt, save_answer, submit
from tests.factories.accounts import UserFactory
from tests.factories.assessments import check_document
from tests.factories.tracking import check
from tracking.models import Event

pytestmark = pytest.mark.django_db
MODULE = "victims-code"


@pytest.fixture
def user(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def attempt(user) -> Attempt:
    """Three questions, of which the first is answered."""
    made = open_attempt(
        by=user,
        document=check_document(size=3, draw=3, need=2),
        iri=check()["iri"],
        registration=None,
        back_url="/modules/victims-code/",
    )
    save_answer(by=user, attempt=made, index=0, response=["b"])
    return made


def standing() -> list:
    """All that the site has of attempts."""
    names = {Attempt: ("pk", "form", "score", "submitted_at"), Event: ("pk",)}
    return [
        sorted(map(repr, model.objects.values_list(*names.get(model, ()))))
        for model in (Attempt, Response, Saved, Marking, Event)
    ]


def url(name: str, attempt: Attempt, *more) -> str:
    return reverse(name, args=[MODULE, attempt.pk, *more])


@pytest.mark.parametrize(
    ("number", "data", "says"),
    [
        (4, {"chosen": "a"}, "not part of this check"),
        (0, {"chosen": "a"}, "not part of this check"),
        (2, {"chosen": "z"}, "not one of those on offer"),
        (2, {"chosen": ["a", "b"]}, "not one of those on offer"),
        (2, {"chosen": "a" * 1_000_000}, "far more than an answer can be"),
        (2, {"chosen": ["a", "\x00", "<script>"]}, "not one of those on offer"),
    ],
    ids=["not asked", "none", "not on offer", "two of one", "1 MB", "signs"],
)
def test_an_answer_that_could_not_be_given(client, attempt, number, data, says):
    before = standing()
    response = client.post(url("check_question", attempt, number), data)
    assert 400 <= response.status_code < 500
    html = response.content.decode()
    assert says in html
    assert url("check_attempt", attempt) in html
    assert standing() == before


def test_two_submissions_are_one(client, attempt):
    first = client.post(url("check_submit", attempt))
    before = standing()
    again = client.post(url("check_submit", attempt))
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"] == url("check_result", attempt)
    assert standing() == before


def test_an_answer_after_the_end(client, user, attempt):
    submit(by=user, attempt=attempt)
    before = standing()
    response = client.post(url("check_question", attempt, 1), {"chosen": "a"})
    assert response.status_code == 409
    assert "already finished" in response.content.decode()
    assert standing() == before


def test_somebody_without_access(client, attempt):
    client.force_login(UserFactory())
    before = standing()
    sent = [
        client.post(url("check_question", attempt, 2), {"chosen": "a"}),
        client.post(url("check_submit", attempt)),
    ]
    assert [one.status_code for one in sent] == [404, 404]
    client.logout()
    for address in (url("check_question", attempt, 2), url("check_submit", attempt)):
        assert client.post(address, {"chosen": "a"})["Location"].startswith("/accounts/login/")
    assert standing() == before


@pytest.mark.parametrize("module", ["other", "victims-code-2"])
def test_an_address_that_does_not_fit(client, attempt, module):
    before = standing()
    address = reverse("check_question", args=[module, attempt.pk, 2])
    assert client.post(address, {"chosen": "a"}).status_code == 404
    assert standing() == before
