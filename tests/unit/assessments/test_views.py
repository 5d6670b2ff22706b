import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import queries
from assessments.models import Attempt
from assessments.services import open_attempt, save_answer, submit
from tests.factories.accounts import UserFactory
from tests.factories.assessments import check_document, document_of_way
from tests.factories.tracking import check, manifest, release
from tracking.enums import Verb
from tracking.models import Certificate, Event
from tracking.services import register

pytestmark = pytest.mark.django_db
MODULE = "victims-code"


@pytest.fixture
def user(client):
    person = UserFactory()
    client.force_login(person)
    return person


def begin(user, *, document=None, **size) -> Attempt:
    return open_attempt(
        by=user,
        document=document or check_document(**size),
        iri=check()["iri"],
        registration=None,
        back_url="/modules/victims-code/",
    )


def url(name: str, attempt: Attempt, *more) -> str:
    return reverse(name, args=[MODULE, attempt.pk, *more])


def finish(attempt: Attempt, *, right: int) -> Attempt:
    for index in range(len(attempt.form["questions"])):
        response = ["b"] if index < right else ["a"]
        save_answer(by=attempt.user, attempt=attempt, index=index, response=response)
    return submit(by=attempt.user, attempt=attempt)


def test_a_visitor_is_sent_to_sign_in(client):
    attempt = begin(UserFactory())
    for name, more in [
        ("check_attempt", []),
        ("check_question", [1]),
        ("check_review", []),
        ("check_result", []),
    ]:
        response = client.get(url(name, attempt, *more))
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


def test_a_check_is_taken_without_script(client, user):
    attempt = begin(user, size=3, draw=3, need=2)
    page = client.get(url("check_attempt", attempt), follow=True)
    for number in (1, 2, 3):
        assert f"Question {number} of 3" in page.content.decode()
        page = client.post(url("check_question", attempt, number), {"chosen": "b"}, follow=True)
    assert "Every question has an answer" in page.content.decode()
    page = client.post(url("check_submit", attempt), follow=True)
    assert "3 of 3. That finishes this check." in page.content.decode()
    assert Event.objects.get(verb=Verb.PASSED).result == {"band": "strong"}


def test_coming_back_goes_on_at_the_first_question_without_an_answer(client, user):
    attempt = begin(user)
    for index in (0, 1, 3):
        save_answer(by=user, attempt=attempt, index=index, response=["a"])
    response = client.get(url("check_attempt", attempt))
    assert response["Location"] == url("check_question", attempt, 3)


def test_a_question_shows_the_answer_so_far_and_never_the_key(client, user):
    attempt = begin(user)
    save_answer(by=user, attempt=attempt, index=0, response=["c"])
    html = client.get(url("check_question", attempt, 1)).content.decode()
    assert html.count("checked") == 1
    assert "You had the right pair in mind" not in html
    assert "An arrest is a key decision" not in html


def test_script_keeps_an_answer_without_leaving_the_page(client, user):
    attempt = begin(user)
    response = client.post(url("check_question", attempt, 2), {"chosen": "c", "then": "stay"})
    assert response.status_code == 204
    assert queries.answers_of(attempt) == {1: ["c"]}


def test_script_may_send_what_is_only_half_written(client, user):
    """A day that has no year yet: nothing is kept, and nothing is said to be put right."""
    document = check_document(size=1, draw=1, need=1)
    document["questions"] = [document_of_way("workingday")]
    attempt = begin(user, document=document)
    half = {"chosen.day": "1", "chosen.month": "6", "then": "stay"}
    assert client.post(url("check_question", attempt, 1), half).status_code == 202
    assert queries.answers_of(attempt) == {}
    half.pop("then")
    assert client.post(url("check_question", attempt, 1), half).status_code == 422


@pytest.mark.parametrize(
    ("number", "chosen", "status"),
    [(1, "z", 400), (1, ["a", "b"], 400), (99, "a", 400), (1, "a" * 100_000, 400)],
)
def test_an_answer_that_could_not_be_given_is_refused_with_a_way_back(
    client, user, number, chosen, status
):
    attempt = begin(user)
    response = client.post(url("check_question", attempt, number), {"chosen": chosen})
    assert response.status_code == status
    assert url("check_attempt", attempt) in response.content.decode()
    assert queries.answers_of(attempt) == {}


def test_a_megabyte_is_refused_and_the_attempt_is_as_it_was(client, user):
    attempt = begin(user)
    response = client.post(url("check_question", attempt, 1), {"chosen": "a" * 1_000_000})
    assert response.status_code == 400
    assert "far more than an answer can be" in response.content.decode()
    assert queries.answers_of(attempt) == {}


def test_an_answer_after_the_end_is_told_kindly(client, user):
    attempt = finish(begin(user), right=12)
    response = client.post(url("check_question", attempt, 1), {"chosen": "a"})
    assert response.status_code == 409
    assert "already finished" in response.content.decode()


def test_the_attempt_of_another_person_is_not_found(client, user):
    attempt = begin(UserFactory())
    pages = ["check_attempt", "check_review", "check_result"]
    assert [client.get(url(name, attempt)).status_code for name in pages] == [404] * 3
    assert client.get(url("check_question", attempt, 1)).status_code == 404
    assert client.post(url("check_question", attempt, 1), {"chosen": "a"}).status_code == 404
    assert client.post(url("check_submit", attempt)).status_code == 404
    assert queries.answers_of(attempt) == {}


def test_an_address_that_does_not_fit_is_not_found(client, user):
    attempt = begin(user)
    assert client.get(reverse("check_attempt", args=["other", attempt.pk])).status_code == 404
    assert client.get(reverse("check_attempt", args=[MODULE, uuid.uuid4()])).status_code == 404
    assert client.get(url("check_question", attempt, 13)).status_code == 404


def test_the_result_says_what_is_missing_and_where_to_look(client, user):
    attempt = finish(begin(user), right=8)
    html = client.get(url("check_result", attempt)).content.decode()
    assert "8 of 12. You need 10, so two more." in html
    assert "Look again at Rights" in html
    assert "Four to look at again" in html
    assert "Eight you know" in html
    assert "You had the right pair in mind." in html
    assert "An arrest is a key decision." in html
    assert 'href="/modules/victims-code/keeping-people-informed/"' in html
    assert 'href="/code/2020/right-' in html
    assert 'href="/modules/victims-code/check/"' in html


@pytest.mark.parametrize("right", [0, 8, 10, 12])
def test_the_result_never_shames(client, user, right):
    attempt = finish(begin(user), right=right)
    html = client.get(url("check_result", attempt)).content.decode().lower()
    main = html[html.index("<main") : html.index("</main>")]
    for word in ("fail", "wrong", "incorrect", "%", "percent"):
        assert word not in main


def test_one_more_is_said_in_the_singular(client, user):
    html = client.get(url("check_result", finish(begin(user), right=9))).content.decode()
    assert "9 of 12. You need 10, so one more." in html


def test_there_is_no_result_before_the_end(client, user):
    attempt = begin(user)
    response = client.get(url("check_result", attempt))
    assert response["Location"] == url("check_attempt", attempt)


def test_finishing_with_gaps_is_allowed_and_said(client, user):
    attempt = begin(user)
    save_answer(by=user, attempt=attempt, index=0, response=["b"])
    html = client.get(url("check_review", attempt)).content.decode()
    assert "11 questions have no answer yet" in html
    page = client.post(url("check_submit", attempt), follow=True)
    assert "1 of 12." in page.content.decode()
    assert "without an answer" in page.content.decode()


def test_submitting_is_a_post(client, user):
    assert client.get(url("check_submit", begin(user))).status_code == 405


def _asked(client, address: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as asking:
        client.get(address)
    return len(asking)


def test_pages_take_the_same_queries_for_any_number_of_questions(client, user):
    counts = []
    for size in (1, 3):
        attempt = begin(user, size=size, draw=size, need=size)
        # What a process keeps for a while is fetched before the counting.
        client.get(url("check_review", attempt))
        client.get(url("check_question", attempt, 1))
        asking = min(_asked(client, url("check_question", attempt, 1)) for _ in range(2))
        finish(attempt, right=0)
        with CaptureQueriesContext(connection) as looking:
            client.get(url("check_result", attempt))
        counts.append((asking, len(looking)))
    assert counts[0] == counts[1]


def test_the_check_that_finishes_the_module_says_so(client, user):
    release(manifest=manifest(check()))
    registration = register(by=user, module_key=MODULE)
    attempt = open_attempt(
        by=user,
        document=check_document(),
        iri=check()["iri"],
        registration=registration,
        back_url="/modules/victims-code/",
    )
    html = client.get(url("check_result", finish(attempt, right=12))).content.decode()
    assert "You have finished The Victims’ Code in practice" in html
    assert f'href="/record/certificates/{Certificate.objects.get().pk}/"' in html
    assert 'href="/record/"' in html
    assert "Never an answer, a choice or a number of tries." in html


def test_a_pause_is_told_kindly_and_offers_no_button_that_would_not_work(client, user):
    attempt = open_attempt(
        by=user,
        document=check_document() | {"pause_hours": 24},
        iri=check()["iri"],
        registration=None,
        back_url="/modules/victims-code/",
    )
    html = client.get(url("check_result", finish(attempt, right=8))).content.decode()
    assert "You can begin the next one from" in html
    assert "There is no wait" not in html
    assert "Take a fresh check" not in html
