import re
from datetime import date

import pytest

from assessments.answering import fields_of, has_options, values_of
from care.models import PrivateText
from courses import queries
from courses.models import LessonPage, Place
from courses.services import finish_lesson, keep_place, release
from tests.factories.accounts import UserFactory
from tests.factories.assessments import WAYS, QuestionFactory, document_of_way, fields_of_way
from tests.factories.courses import (
    make_module,
    make_module_with_facts,
    make_released,
    module_texts,
)
from tests.factories.victimscode import make_code
from tests.unit.assessments.marking.test_types import KEYS
from tracking.enums import Verb
from tracking.models import Certificate, Event, Registration
from tracking.services import withdraw_version

pytestmark = pytest.mark.django_db
LESSON = "/modules/first-steps/keeping-people/"


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def page(client, address: str = LESSON) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return words_of(response)


def words_of(response) -> str:
    """The page on one line, because the spaces between tags say nothing."""
    return re.sub(r"\s*(>)", r"\1", " ".join(response.content.decode().split()))


def test_home_shows_the_catalogue_in_outline_to_visitors(client) -> None:
    make_released()
    html = page(client, "/")
    assert "First steps" in html
    assert "2 lessons" in html


def test_home_leads_people_who_are_signed_in_to_their_training(client, learner) -> None:
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/training/")


def test_an_empty_catalogue_says_what_will_be_there(client) -> None:
    assert "will stand here" in page(client, "/modules/")


def test_a_module_shows_its_outline_to_visitors(client) -> None:
    make_released()
    html = page(client, "/modules/first-steps/")
    for words in ("Tell people in time", "Keeping people informed", "Sign in to begin", "threat"):
        assert words in html


def test_a_lesson_asks_visitors_to_sign_in(client) -> None:
    make_released()
    response = client.get(LESSON)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize(
    "address",
    ["/modules/none/", "/modules/none/one/", "/modules/first-steps/none/", LESSON + "nothing/"],
)
def test_what_is_not_released_is_not_found_and_says_what_to_do(client, learner, address) -> None:
    make_released()
    response = client.get(address)
    assert response.status_code == 404
    assert "/modules/" in response.content.decode()


def test_a_published_lesson_that_is_not_released_is_not_found(client, learner) -> None:
    make_module_with_facts()
    assert LessonPage.objects.live().exists()
    assert client.get(LESSON).status_code == 404


def test_reading_writes_nothing(client, learner) -> None:
    make_released()
    page(client)
    page(client, "/modules/first-steps/")
    assert not Registration.objects.exists()
    assert not Event.objects.exists()
    assert not Place.objects.exists()


def test_a_lesson_shows_its_way_and_its_choices(client, learner) -> None:
    make_released()
    html = page(client)
    assert "0 of 2 lessons done" in html
    assert 'aria-current="page"' in html
    assert 'href="#passage"' in html
    assert "Finish, and go on to 1.2" in html
    assert "\ue000" not in html


def test_the_name_of_the_file_leads_to_the_lesson(client, learner) -> None:
    make_released()
    response = client.get("/modules/first-steps/01-keeping-people/")
    assert (response.status_code, response["Location"]) == (301, LESSON)


def test_begin_opens_a_registration_and_leads_to_the_first_lesson(client, learner) -> None:
    make_released()
    for _again in range(2):
        response = client.post("/modules/first-steps/")
        assert response["Location"] == LESSON
    assert Registration.objects.filter(user=learner).count() == 1


def test_begin_asks_visitors_to_sign_in(client) -> None:
    make_released()
    assert client.post("/modules/first-steps/").status_code == 302
    assert not Registration.objects.exists()


def first_anchor(html: str) -> str:
    return re.search(r'<p id="(b-[^"]+)" data-block', html)[1]


def test_the_place_is_kept_and_shown(client, learner) -> None:
    make_released()
    anchor = first_anchor(page(client))
    response = client.post(LESSON + "place/", {"block": anchor})
    assert response.status_code == 204
    html = page(client)
    assert f'data-place-at="{anchor}"' in html
    assert html.index('id="place"') < html.index(f'id="{anchor}"')
    assert "Go on from your place" in html
    assert Registration.objects.filter(user=learner).count() == 1


def test_one_row_holds_the_place(client, learner) -> None:
    make_released()
    html = page(client)
    for anchor in re.findall(r'id="(b-[^"]+)" data-block', html):
        assert client.post(LESSON + "place/", {"block": anchor}).status_code == 204
    assert Place.objects.count() == 1


@pytest.mark.parametrize("block", ["", "nowhere", "passage", "alternative"])
def test_a_place_that_is_none_is_refused(client, learner, block: str) -> None:
    make_released()
    response = client.post(LESSON + "place/", {"block": block})
    assert response.status_code == 400
    assert not Place.objects.exists()


def key_in(html: str) -> str:
    return re.search(r'name="key" value="([0-9a-f]{32})"', html)[1]


def test_a_practice_question_tells_what_each_answer_means(client, learner) -> None:
    make_released()
    html = page(client)
    assert "Yes. It is a key decision." not in html

    response = client.post(
        LESSON + "questions/T1/", {"answer": "a", "key": key_in(html)}, follow=True
    )

    html = words_of(response)
    assert "You had the right pair in mind." in html
    assert "Yes. It is a key decision." in html
    assert "An arrest is a key decision." in html
    event = Event.objects.get(verb=Verb.ANSWERED)
    assert event.visibility == "personal"
    assert event.result == {"response": ["a"]}


def test_the_same_form_sent_twice_is_one_answer_and_another_form_another(client, learner) -> None:
    make_released()
    key = key_in(page(client))
    for _again in range(2):
        client.post(LESSON + "questions/T1/", {"answer": "a", "key": key})
    html = page(client, LESSON + "?again=T1")
    client.post(LESSON + "questions/T1/", {"answer": "b", "key": key_in(html)})
    assert Event.objects.filter(verb=Verb.ANSWERED).count() == 2
    found = queries.lesson_for(learner, "first-steps", "keeping-people")
    assert queries.answers_in(learner, found)["T1"].response == ["b"]


@pytest.mark.parametrize(
    ("ref", "data", "status"),
    [
        ("T9", {"answer": "a", "key": "k"}, 404),
        ("T1", {"answer": "z", "key": "k"}, 400),
        ("T1", {"answer": "a"}, 400),
        ("T1", {"answer": "a", "key": "k" * 65}, 400),
        ("T1", {"key": "k"}, 422),
    ],
)
def test_answers_to_what_was_not_asked_are_refused_in_words(
    client, learner, ref, data, status
) -> None:
    make_released()
    response = client.post(f"{LESSON}questions/{ref}/", data)
    assert response.status_code == status
    assert "Open the lesson" in response.content.decode() or status == 422
    assert not Event.objects.filter(verb=Verb.ANSWERED).exists()


def test_a_missing_answer_is_asked_for_beside_the_question(client, learner) -> None:
    make_released()
    html = words_of(client.post(f"{LESSON}questions/T1/", {"key": "k"}))
    assert "<title>To put right: " in html.replace("<title> ", "<title>")
    summary = html[html.index("data-error-summary") : html.index("<article")]
    first = re.search(r'href="#([^"]+)">Choose an answer first\.', summary)[1]
    question = html[html.index("<form", html.index("<article")) :]
    assert re.search(rf'<input[^>]* id="{first}"', question)
    assert f'aria-describedby="{first}-error"' in question
    assert f'id="{first}-error"' in question


def test_a_thought_is_kept_shown_and_deleted(client, learner) -> None:
    make_released()
    address = LESSON + "reflections/no-news/"
    response = client.post(address, {"text": "What I would say <now>"})
    assert response.status_code == 302
    assert "What I would say &lt;now&gt;" in page(client)
    gone = client.post(address, {"text": "", "delete": "1"})
    assert not PrivateText.objects.exists()
    anchor = gone["Location"].partition("#")[2]
    html = page(client, gone["Location"])
    assert html.index(f'id="{anchor}"') < html.index("Your thought is deleted.")
    told = html.index("Your thought is deleted.")
    assert told < html.index("<textarea", html.index(f'id="{anchor}"'))
    assert "What I would say" not in page(client)


def test_nobody_else_reads_a_thought(client, learner) -> None:
    make_released()
    client.post(LESSON + "reflections/no-news/", {"text": "A quiet thought"})
    client.force_login(UserFactory())
    assert "A quiet thought" not in page(client)


def test_a_thought_that_was_not_asked_for_is_refused(client, learner) -> None:
    make_released()
    assert client.post(LESSON + "reflections/other/", {"text": "x"}).status_code == 404


def test_finishing_lessons_completes_the_module(client, learner) -> None:
    version = make_released()
    response = client.post(LESSON + "done/")
    assert response["Location"] == "/modules/first-steps/who-has-rights/"
    assert "1 of 2 lessons done" in page(client)
    response = client.post("/modules/first-steps/who-has-rights/done/")
    assert response["Location"] == "/modules/first-steps/"
    assert Event.objects.filter(verb=Verb.COMPLETED, object_iri=version.iri).count() == 1
    html = page(client, "/modules/first-steps/")
    assert "You have finished this module." in html


def test_reading_on_after_finishing_begins_nothing(client, learner) -> None:
    make_released()
    for key in ("keeping-people", "who-has-rights"):
        finish_lesson(by=learner, lesson=queries.lesson_for(learner, "first-steps", key))
    html = page(client)
    client.post(LESSON + "place/", {"block": first_anchor(html)})
    client.post(LESSON + "questions/T1/", {"answer": "a", "key": key_in(html)})
    assert Registration.objects.filter(closed_at__isnull=True).count() == 0
    assert "2 of 2 lessons done" in page(client)


@pytest.mark.parametrize("action", ["place/", "done/", "questions/T1/", "reflections/no-news/"])
def test_what_writes_takes_only_posts_of_people_signed_in(client, action: str) -> None:
    make_released()
    assert client.post(LESSON + action).status_code == 302
    client.force_login(UserFactory())
    assert client.get(LESSON + action).status_code == 405


def test_a_lesson_takes_few_queries_whatever_was_kept(
    client, learner, django_assert_max_num_queries
) -> None:
    make_released()
    html = page(client)
    with django_assert_max_num_queries(12):
        client.get(LESSON)
    client.post(LESSON + "place/", {"block": first_anchor(html)})
    client.post(LESSON + "questions/T1/", {"answer": "a", "key": key_in(html)})
    client.post(LESSON + "reflections/no-news/", {"text": "A thought"})
    page(client)
    with django_assert_max_num_queries(12):
        client.get(LESSON)


def test_the_search_finds_what_is_released(client, learner) -> None:
    make_released()
    html = page(client, "/search/?q=call minutes")
    assert "1 place found" in html
    assert LESSON in html
    assert "0 places found" in page(client, "/search/?q=distressing")
    assert "1 place found" in page(client, "/search/?q=call%00minutes")
    assert client.get("/search/", {"q": "x" * 201}).status_code == 400


def test_an_answer_whose_key_cannot_be_kept_is_refused(client, learner) -> None:
    make_released()
    for key in ("", "k" * 65, "k\0"):
        sent = client.post(f"{LESSON}questions/T1/", {"answer": "a", "key": key})
        assert sent.status_code == 400
    assert not Event.objects.filter(verb=Verb.ANSWERED).exists()


def test_visitors_search_modules_only(client) -> None:
    make_released()
    assert "0 places found" in page(client, "/search/?q=minutes")
    assert "1 place found" in page(client, "/search/?q=small")


def test_the_search_does_not_find_drafts(client, learner) -> None:
    make_module_with_facts()
    assert "0 places found" in page(client, "/search/?q=minutes")


def test_who_was_on_a_withdrawn_version_goes_on_under_the_current_one(client, learner) -> None:
    old = make_released()
    client.post("/modules/first-steps/who-has-rights/done/")
    texts = module_texts()
    texts["01-keeping-people.md"] = texts["01-keeping-people.md"].replace("**two**", "**three**")
    current = release(by=None, module=make_module(texts))
    withdraw_version(by=UserFactory(), version=old, reason="A limit was wrong")

    client.post(f"{LESSON}done/")

    registration = Registration.objects.get(user=learner, version=current)
    assert registration.closed_at is not None
    done = Event.objects.filter(registration=registration, verb=Verb.COMPLETED)
    assert done.filter(object_iri=current.iri).count() == 1
    assert not Event.objects.filter(version=old, object_iri__endswith="keeping-people").exists()


def finish_all(user) -> None:
    for key in ("keeping-people", "who-has-rights"):
        finish_lesson(by=user, lesson=queries.lesson_for(user, "first-steps", key))


def test_the_last_thing_done_says_so_and_leads_to_the_certificate(client, learner) -> None:
    make_released()
    first = queries.lesson_for(learner, "first-steps", "keeping-people")
    finish_lesson(by=learner, lesson=first)
    response = client.post("/modules/first-steps/who-has-rights/done/", follow=True)
    html = words_of(response)
    assert response.redirect_chain == [("/modules/first-steps/", 302)]
    assert "You have finished First steps." in html
    assert "See your certificate" in html
    assert f'href="/record/certificates/{Certificate.objects.get().pk}/"' in html
    assert "Take it again" in html


def test_beginning_again_begins_at_the_top(client, learner) -> None:
    make_released()
    lesson = queries.lesson_for(learner, "first-steps", "keeping-people")
    keep_place(by=learner, lesson=lesson, block_id=lesson.segments[0]["id"])
    client.post("/modules/first-steps/")
    assert Place.objects.count() == 1
    finish_all(learner)
    client.post("/modules/first-steps/")
    assert not Place.objects.exists()
    assert "Go on from your place" not in page(client)


def test_a_module_that_changed_says_so_to_whoever_finished_it(client, learner) -> None:
    make_released()
    finish_all(learner)
    one = LessonPage.objects.get(slug="keeping-people")
    one.lead = "News is a right, and a relief."
    one.save_revision().publish()
    release(
        by=None,
        module=one.get_parent().specific,
        kind="material",
        note="Bail is new.",
        retake_by=date(2100, 3, 20),
    )
    html = page(client, "/modules/first-steps/")
    assert "This module has changed since you finished it" in html
    assert "Bail is new." in html
    assert "Changed: the lesson “Keeping people informed”." in html
    assert "Please take it again by 20 March 2100." in html
    assert "Your certificate" in html


def make_released_asking(way: str) -> None:
    """The small module, whose lesson asks a question that is answered in this way."""
    make_code()
    QuestionFactory(
        ref="T1",
        bank="first-steps",
        module_key="first-steps",
        **{"use": "formative", **fields_of_way(way)},
    )
    release(by=None, module=make_module())


@pytest.mark.parametrize("way", WAYS)
def test_a_question_of_every_type_is_answered_and_looked_back_on(client, learner, way) -> None:
    make_released_asking(way)
    question = document_of_way(way)
    post = {"key": "k1", "answer": KEYS[way] if has_options(question) else ""}
    if not has_options(question):
        values = values_of(question, KEYS[way])
        post |= {name: values[part] for part, name in fields_of(question, "answer").items()}
    response = client.post(f"{LESSON}questions/T1/", post)
    assert response.status_code == 302
    html = page(client)
    assert "You answered" in html
    assert "s-answer--right" in html
    assert "Answer it again" in html


def test_what_is_to_be_put_right_stands_beside_what_was_written(client, learner) -> None:
    make_released_asking("workingday")
    post = {"key": "k1", "answer.day": "31", "answer.month": "2", "answer.year": "2026"}
    response = client.post(f"{LESSON}questions/T1/", post)
    assert response.status_code == 422
    html = words_of(response)
    assert "Write a day that there is" in html
    assert 'value="31"' in html
    assert not Event.objects.filter(verb=Verb.ANSWERED).exists()


def test_a_megabyte_in_a_short_answer_is_refused_and_nothing_is_kept(client, learner) -> None:
    make_released_asking("short")
    response = client.post(f"{LESSON}questions/T1/", {"key": "k1", "answer": "x" * 2**20})
    assert response.status_code == 422
    assert len(response.content) < 200_000
    assert not Event.objects.filter(verb=Verb.ANSWERED).exists()
