"""Exercises as learners meet them: by themselves, and in a module."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses import queries
from courses.models import CompiledPart, ModulePage
from courses.services import finish_lesson, release
from exercises.formats import dump_exercise
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_module_with_facts, module_texts_with_exercise
from tests.factories.exercises import ExerciseFactory, exercise_document
from tests.factories.victimscode import make_code
from tests.reliability.traces import cached, changed, logged, tables
from tracking.enums import Verb
from tracking.models import Event, ModuleVersion, Registration
from tracking.services import withdraw_version
from victimscode.models import Citation, Edition
from victimscode.services import adopt_edition

pytestmark = pytest.mark.django_db
ALONE = "/exercises/t-days/"
INSIDE = "/modules/first-steps/exercises/t-days/"
EVERYWHERE = pytest.mark.parametrize("address", [ALONE, INSIDE])


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def released(**fields) -> ModuleVersion:
    """The small module with its exercise, released."""
    ExerciseFactory(document=exercise_document(**fields))
    return release(by=None, module=make_module_with_facts(module_texts_with_exercise()))


def words_of(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return unescape(" ".join(text.split()))


def fields(response) -> dict[str, str]:
    """What the form of a page sends along unseen."""
    return dict(
        re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode()
        )
    )


def test_a_release_holds_the_exercise_as_a_part_that_does_not_count():
    version = released()
    part = CompiledPart.objects.get(kind="exercise")
    assert (part.key, part.minutes, part.title) == ("t-days", 5, "A small calendar")
    assert part.iri == "https://steady.example.org/modules/first-steps/exercise/t-days"
    assert "A small exercise." in part.text
    listed = {one["key"]: one["counts"] for one in version.manifest["parts"]}
    assert listed["t-days"] is False
    assert part.document["links"]["2020/r6-bail"]["limits"]["standard"]["amount"] == 5
    cited = Citation.objects.filter(part_iri=part.iri)
    assert set(cited.values_list("block_id", "kind", "duty__slug")) == {
        (passage, "exercise", "r6-bail")
        for passage in ("august/police", "august/again", "enhanced/police")
    }


def test_a_lesson_leads_to_it_and_it_leads_back(client, learner):
    released()
    lesson = client.get("/modules/first-steps/who-has-rights/").content.decode()
    assert f'href="{INSIDE}"' in lesson
    page = client.get(INSIDE)
    back = re.search(
        r'href="(/modules/first-steps/who-has-rights/#(b-\w+))"', page.content.decode()
    )
    assert f'id="{back[2]}"' in lesson
    assert f'href="{INSIDE}"' in client.get("/modules/first-steps/").content.decode()


def test_the_list_shows_each_exercise_once_whatever_there_is(client, learner):
    assert "will stand here once" in words_of(client.get("/exercises/"))
    version = released()
    with CaptureQueriesContext(connection) as before:
        page = client.get("/exercises/")
    assert page.content.decode().count(f'href="{ALONE}"') == 1
    for number in range(2):
        CompiledPart.objects.create(
            version=version,
            kind="exercise",
            key=f"more-{number}",
            iri=f"https://steady.example.org/more-{number}",
            position=90 + number,
            title=f"More {number}",
            document=exercise_document(),
        )
    with CaptureQueriesContext(connection) as after:
        page = client.get("/exercises/")
    assert page.content.decode().count('href="/exercises/') == 3
    assert len(after) == len(before)


def test_an_exercise_goes_with_its_module(client, learner):
    version = released()
    withdraw_version(by=UserFactory(), version=version, reason="It has a mistake.")
    for address in (ALONE, INSIDE, "/exercises/none/", "/modules/first-steps/exercises/none/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"do": "done"}).status_code == 404
    assert Event.objects.filter(verb=Verb.COMPLETED).count() == 0


@EVERYWHERE
def test_visitors_are_asked_to_sign_in(client, address):
    released()
    for response in (client.get(address), client.post(address, {"do": "done"})):
        assert response["Location"].startswith("/accounts/login/")
    assert Event.objects.count() == 0


@EVERYWHERE
def test_it_is_done_without_script_from_beginning_to_end(client, learner, address):
    released()
    page = client.get(address)
    assert "part 1 of 2" in words_of(page)
    assert "Do this." in words_of(page)
    first = {"a.august.police": "2026-08-31", "a.august.again.written": "Tue 8 September 2026"}
    page = client.post(address, {**fields(page), **first, "do": "check"})
    assert page.status_code == 200
    said = words_of(page)
    assert "You come to Monday 31 August 2026 when a bank holiday counts." in said
    assert "Monday 31 August (a bank holiday: Summer bank holiday) do not count." in said
    assert "Yes: the last day is Tuesday 8 September 2026." in said
    assert 'id="said" tabindex="-1"' in page.content.decode()
    page = client.post(address, {**fields(page), **first, "do": "next"})
    assert "part 2 of 2" in words_of(page)
    # what was answered travels along, and is there again when one goes back
    assert fields(page)["a.august.again"] == "2026-09-08"
    page = client.post(address, {**fields(page), "do": "back"})
    assert 'value="2026-08-31" checked' in " ".join(page.content.decode().split())
    page = client.post(address, {**fields(page), **first, "do": "next"})
    page = client.post(address, {**fields(page), "a.enhanced.police": "2026-09-01", "do": "check"})
    assert "Keep that." in words_of(page)
    response = client.post(address, {**fields(page), "do": "done"}, follow=True)
    assert "You have done “A small calendar”" in words_of(response)
    assert Event.objects.filter(verb=Verb.COMPLETED).count() == 1


def test_done_is_recorded_once_under_the_registration(client, learner):
    released()
    client.post(INSIDE, {"do": "check", "part": "1", "a.august.police": "2026-09-01"})
    assert not Registration.objects.exists()
    for _ in range(2):
        response = client.post(INSIDE, {"do": "done"})
        assert response["Location"].startswith("/modules/first-steps/who-has-rights/#b-")
    registration = Registration.objects.get()
    event = Event.objects.get(verb=Verb.COMPLETED)
    assert (event.registration, event.result) == (registration, {})
    assert registration.progress.parts_done == []
    # by itself it is another thing, which counts under nothing
    client.post(ALONE, {"do": "done"})
    alone = Event.objects.get(object_iri="https://steady.example.org/exercises/t-days")
    assert alone.registration is None


def test_who_has_finished_the_module_does_not_begin_it_again_with_an_exercise(client, learner):
    released()
    for key in ("keeping-people", "who-has-rights"):
        finish_lesson(by=learner, lesson=queries.lesson_for(learner, "first-steps", key))
    assert Registration.objects.get().closed_at is not None
    client.post(INSIDE, {"do": "done"})
    assert Registration.objects.count() == 1
    assert Event.objects.get(object_iri__endswith="/exercise/t-days").registration is None


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Answer at least one of these"),
        ({"a.august.police": "soon"}, "Choose from what is on offer here."),
        ({"a.august.police.written": "30 February 2026"}, "Write the day as day, month and year"),
        (
            {"a.august.police": "2026-09-01", "a.august.police.written": "2 September 2026"},
            "You chose one day and wrote another.",
        ),
    ],
)
def test_what_cannot_be_used_is_told_kindly_and_nothing_is_lost(client, learner, sent, words):
    released()
    other = {"part": "1", "do": "check", "a.enhanced.police": "2026-08-31"}
    page = client.post(ALONE, {**other, **sent})
    assert page.status_code == 422
    html = " ".join(page.content.decode().split())
    assert words in words_of(page)
    assert "data-error-summary" in html
    assert fields(page)["a.enhanced.police"] == "2026-08-31"
    if written := sent.get("a.august.police.written"):
        assert f'value="{written}"' in html
    if sent.get("a.august.police") == "2026-09-01":
        assert 'value="2026-09-01" checked' in html
    for word in ("wrong", "failed", "incorrect", "invalid"):
        assert word not in words_of(page).lower()


@pytest.mark.parametrize(
    "sent",
    [
        {"part": "99", "do": "check"},
        {"part": "²", "do": "next"},
        {"part": "-1", "do": "back"},
        {"part": "1" * 4000, "do": "check"},
        {"do": "dance"},
        {"do": ["check", "next"], "part": ["1", "2"]},
        {"a.august.police": ["2026-09-01"] * 50, "a.nobody": "x", "do": "check"},
        {"a.august.police.written": "9" * 5000, "do": "check"},
        {"note": "alternative", "do": "check", "a.august.police": "\0"},
    ],
)
def test_whatever_is_sent_gets_the_exercise_back(client, learner, sent):
    released()
    page = client.post(ALONE, sent)
    assert page.status_code in (200, 422)
    assert "A small calendar" in words_of(page)
    assert Event.objects.count() == 0


def test_nothing_of_what_is_answered_is_kept_anywhere(client, learner):
    released()
    page = client.get(INSIDE)
    before, cache_before = tables(), cached()
    with logged() as log:
        sent = {**fields(page), "a.august.police": "2026-12-24", "do": "check"}
        assert client.post(INSIDE, sent).status_code == 200
        sent = {**fields(page), "a.august.police.written": "the kestrel", "do": "check"}
        assert "the kestrel" in client.post(INSIDE, sent).content.decode()
        client.post(INSIDE, {**fields(page), "a.august.police": "2026-12-24", "do": "next"})
    assert changed(before, tables()) <= {"django_session"}
    assert cached() == cache_before
    assert "2026-12-24" not in log()
    assert "kestrel" not in log()
    with logged() as log:
        client.post(INSIDE, {**fields(page), "a.august.police": "2026-12-24", "do": "done"})
    after = tables()
    told = [row for table, rows in after.items() for row in rows if row not in before[table]]
    assert not any("2026-12-24" in row for row in told)
    assert "2026-12-24" not in log()


def test_its_pages_are_not_to_be_kept_by_the_browser_either(client, learner):
    released()
    page = client.post(ALONE, {"do": "check", "a.august.police": "2026-09-01"})
    assert "no-store" in page["Cache-Control"]


NOTE = {"strength": "CW2", "topics": ["threat"], "note": "It mentions a threat."}
OTHER = {"work": exercise_document()["work"], "intro": "The calm way."}


def test_what_touches_difficult_matter_asks_first(client, learner):
    released(content_note=NOTE)
    page = client.get(ALONE)
    assert "It mentions a threat." in words_of(page)
    assert "Come back later" in words_of(page)
    assert "Before a bank holiday" not in words_of(page)
    assert "Take the alternative" not in words_of(page)
    page = client.post(ALONE, {"note": "go-on"})
    assert "Before a bank holiday" in words_of(page)
    assert fields(page)["note"] == "go-on"
    # a form from nowhere is asked first, too
    assert "It mentions a threat." in words_of(client.post(ALONE, {"do": "check", "part": "1"}))


def test_the_alternative_is_another_exercise_of_equal_worth(client, learner):
    OTHER["work"]["parts"][0]["title"] = "A calm case"
    released(content_note={**NOTE, "strength": "CW3"}, alternative=OTHER)
    assert "Take the alternative" in words_of(client.get(INSIDE))
    page = client.post(INSIDE, {"note": "alternative"})
    assert "The calm way." in words_of(page)
    assert "A calm case" in words_of(page)
    page = client.post(INSIDE, {**fields(page), "do": "check", "a.august.police": "2026-09-01"})
    assert "A calm case" in words_of(page)
    events = []
    for note in ("go-on", "alternative"):
        client.post(INSIDE, {"note": note, "do": "done"})
        events.append(list(Event.objects.values_list("idempotency_key", "result", "object_iri")))
    assert events[0] == events[1]


def test_an_exercise_that_is_not_published_blocks_the_release():
    page = make_module_with_facts({**module_texts_with_exercise()})
    with pytest.raises(Exception, match="There is no exercise “t-days”"):
        release(by=None, module=page)
    ExerciseFactory(live=False)
    with pytest.raises(Exception, match="There is no exercise “t-days”"):
        release(by=None, module=ModulePage.objects.get())


def test_what_an_exercise_cites_blocks_the_release_as_a_lesson_does():
    work = exercise_document()["work"]
    work["parts"][0]["cites"] = ["2006/monthly", "2020/r6-recalled", "2020/none"]
    ExerciseFactory(document=exercise_document(work=work, intro=" ".join(["word"] * 31) + "."))
    page = make_module_with_facts(module_texts_with_exercise())
    with pytest.raises(Exception, match="cannot be released") as caught:
        release(by=None, module=page)
    found = "\n".join(str(one) for one in caught.value.findings)
    for words in (
        "“2006/monthly” is of an edition that has been superseded: mark it as history.",
        "“2020/r6-recalled” is not confirmed",
        "“2020/none” is cited, but there is no such duty",
        "A sentence has 31 words",
    ):
        assert words in found


def test_an_editor_sees_every_step_in_the_preview(client):
    client.force_login(UserFactory(is_superuser=True))
    make_module_with_facts(module_texts_with_exercise())
    exercise = ExerciseFactory()
    address = reverse("wagtailsnippets_exercises_exercise:preview_on_edit", args=[exercise.pk])
    broken = exercise_document(minutes=0)
    for document, words in (
        (exercise.document, "The last day is Tuesday 1 September"),
        (broken, "should be between 1 and 60"),
    ):
        client.post(address, {"document": dump_exercise(document)})
        page = client.get(address)
        assert page.status_code == 200
        assert words in words_of(page)


def test_it_says_when_a_rule_that_it_teaches_has_changed(client, learner, settings):
    settings.CODE_REHEARSAL = True
    released(content_note=NOTE)
    told = "A rule in this exercise has changed"
    assert told not in words_of(client.get(INSIDE))
    make_code(rehearsal=True)
    edition = Edition.objects.get(slug="rehearsal")
    adopt_edition(by=None, edition=edition, on=date(2026, 3, 5))
    for page in (client.get(INSIDE), client.post(ALONE, {"note": "go-on"})):
        assert told in words_of(page)
        assert "The limit for everyone else is now 3 working days." in words_of(page)


def test_what_is_cited_as_history_is_no_news(client, learner, settings):
    settings.CODE_REHEARSAL = True
    work = exercise_document("matching")["work"]
    del work["parts"][0]["statements"][1]["cites"]
    ExerciseFactory(document=exercise_document("matching", slug="t-days", work=work))
    release(by=None, module=make_module_with_facts(module_texts_with_exercise()))
    make_code(rehearsal=True)
    edition = Edition.objects.get(slug="rehearsal")
    adopt_edition(by=None, edition=edition, on=date(2026, 3, 5))
    assert "has changed" not in words_of(client.get(INSIDE))
