import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from care.models import PrivateText
from scenarios import services
from scenarios.models import Run
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import alternative, choose, compiled, start_run
from tracking.enums import Verb
from tracking.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def released():
    return services.publish_document(by=None, document=compiled())


def url(name: str, run: Run, *more) -> str:
    return reverse(f"scenario_{name}", args=[run.pk, *more])


def fields(html: str, action: str) -> dict[str, str]:
    """The hidden fields of the form with this action."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', html, re.S)[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def press(client, html: str, run: Run, name: str, **more):
    """Send a form of a page as a browser does."""
    action = url(name, run)
    return client.post(action, {**fields(html, action), **more}, follow=True)


def test_a_story_is_played_without_script(client, user, released):
    intro = client.get("/scenarios/t01/").content.decode()
    assert "A woman reports messages." in intro
    assert "Come back later" in intro
    page = client.post("/scenarios/t01/", {"note": "go-on"}, follow=True)
    run = Run.objects.get()
    page = press(client, page.content.decode(), run, "choose", choice="refuse")
    html = page.content.decode()
    assert "You did refuse." in html
    assert "fell a little" in html
    assert "Try that moment again" in html
    assert "She is back." in html
    page = press(client, html, run, "choose", choice="hurry")
    assert "That was the last moment" in page.content.decode()
    page = press(client, page.content.decode(), run, "finish")
    html = page.content.decode()
    assert "It came out late" in html
    assert "Revisit" in html
    assert Event.objects.get(verb=Verb.COMPLETED).result == {"band": "revisit"}


def test_after_a_choice_the_focus_goes_to_what_happened(client, user):
    run = start_run(user)
    html = client.get(url("scene", run)).content.decode()
    action = url("choose", run)
    response = client.post(action, {**fields(html, action), "choice": "welcome"})
    assert response["Location"] == url("scene", run) + "#happened"
    assert 'id="happened" tabindex="-1"' in client.get(url("scene", run)).content.decode()


def test_a_choice_that_the_script_sends_is_answered_with_the_moment_after_it(client, user):
    run = start_run(user)
    action = url("choose", run)
    form = {**fields(client.get(url("scene", run)).content.decode(), action), "choice": "welcome"}
    with CaptureQueriesContext(connection) as asked:
        page = client.post(action, form, headers={"X-In-Place": "yes"})
    assert page.status_code == 200
    assert page["Content-Location"] == url("scene", run) + "#happened"
    loaded = client.get(url("scene", run)).context["page"]
    assert page.context["page"] == loaded
    marks = ("SAVEPOINT", "RELEASE")
    assert len([one for one in asked if not one["sql"].startswith(marks)]) <= 10


def test_a_form_that_is_sent_twice_makes_one_choice(client, user):
    run = start_run(user)
    html = client.get(url("scene", run)).content.decode()
    for _ in range(2):
        page = press(client, html, run, "choose", choice="welcome")
        assert page.status_code == 200
    assert run.choices.count() == 1


def test_the_second_tab_is_told_kindly(client, user):
    run = start_run(user)
    tabs = [client.get(url("scene", run)).content.decode() for _ in range(2)]
    press(client, tabs[0], run, "choose", choice="welcome")
    page = press(client, tabs[1], run, "choose", choice="refuse")
    assert page.status_code == 409
    assert "moved on since this page was opened" in page.content.decode()
    assert url("run", run) in page.content.decode()
    assert [made.choice for made in run.choices.all()] == ["welcome"]


@pytest.mark.parametrize(
    "form",
    [
        {"choice": "say-sorry", "scene": "door"},
        {"choice": "listen", "scene": "room"},
        {"choice": "", "scene": "door"},
        {"version": "many"},
        {"version": ""},
        {"key": ""},
        {"key": "k" * 5000},
    ],
)
def test_a_form_that_was_made_up_is_refused_with_a_way_back(client, user, form):
    run = start_run(user)
    html = client.get(url("scene", run)).content.decode()
    page = press(client, html, run, "choose", **({"choice": "welcome"} | form))
    assert page.status_code == 400
    assert url("run", run) in page.content.decode()
    assert run.choices.count() == 0


def test_the_run_of_another_person_is_not_found(client, user):
    run = start_run(UserFactory())
    assert client.get(url("run", run)).status_code == 404
    assert client.get(url("scene", run)).status_code == 404
    assert client.get(url("debrief", run)).status_code == 404
    form = {"scene": "door", "choice": "welcome", "key": "k", "version": "0"}
    for name in ("run", "choose", "again", "finish", "debrief", "reflection"):
        assert client.post(url(name, run), form).status_code == 404
    assert client.post(url("from", run, 1)).status_code == 404
    assert run.choices.count() == 0


def test_what_does_not_exist_is_not_found(client, user):
    assert client.get("/scenarios/nowhere/").status_code == 404
    assert client.get(f"/scenarios/runs/{uuid.uuid4()}/").status_code == 404


def test_a_visitor_is_sent_to_sign_in(client, released):
    run = start_run(UserFactory())
    for address in ("/scenarios/t01/", url("run", run), url("scene", run), url("debrief", run)):
        response = client.get(address)
        assert response["Location"].startswith("/accounts/login/")


def test_a_story_goes_on_where_it_stopped(client, user, released):
    client.post("/scenarios/t01/", {"note": "go-on"})
    run = choose(Run.objects.get(), "welcome")
    assert "goes on where you stopped" in client.get("/scenarios/t01/").content.decode()
    page = client.post("/scenarios/t01/", {"note": "go-on"}, follow=True)
    assert "Now: The room" in page.content.decode()
    assert Run.objects.get() == run


def test_trying_a_moment_again_goes_back_to_it(client, user):
    run = choose(start_run(user), "refuse")
    html = client.get(url("scene", run)).content.decode()
    page = press(client, html, run, "again")
    assert "Now: The door" in page.content.decode()
    assert "trying this moment again" in page.content.decode()


def test_the_debrief_of_a_story_in_the_middle_leads_back_to_it(client, user):
    run = choose(start_run(user), "welcome")
    assert client.get(url("debrief", run))["Location"] == url("run", run)
    page = client.post(url("finish", run))
    assert page.status_code == 409


def test_a_finished_story_leads_to_its_debrief(client, user):
    run = services.finish(by=user, run=choose(start_run(user), "welcome", "hurry"))
    for name in ("run", "scene"):
        assert client.get(url(name, run))["Location"] == url("debrief", run)


def test_the_debrief_never_shames_and_shows_the_stronger_path(client, user):
    run = services.finish(by=user, run=choose(start_run(user), "refuse", "hurry"))
    html = client.get(url("debrief", run)).content.decode()
    main = html[html.index("<main") : html.index("</main>")].lower()
    for word in ("fail", "wrong", "incorrect", "%", "score", "poor"):
        assert word not in main
    assert "do welcome." in main
    assert "show as table" in main


def test_a_moment_is_played_again_from_the_debrief(client, user):
    run = services.finish(by=user, run=choose(start_run(user), "welcome", "hurry"))
    page = client.post(url("from", run, 2), follow=True)
    assert "Now: The room" in page.content.decode()
    assert Run.objects.count() == 2


def test_a_thought_is_kept_locked_and_deleted_at_once(client, user):
    run = services.finish(by=user, run=choose(start_run(user), "welcome", "hurry"))
    page = client.post(url("reflection", run), {"text": "Find a room first"}, follow=True)
    assert "Find a room first" in page.content.decode()
    assert "Find a room first" not in str(list(PrivateText.objects.values()))
    page = client.post(url("reflection", run), {"delete": "1", "text": "x"}, follow=True)
    assert "Find a room first" not in page.content.decode()
    assert not PrivateText.objects.exists()


def test_changes_are_posts(client, user):
    run = start_run(user)
    for name in ("choose", "again", "finish", "reflection"):
        assert client.get(url(name, run)).status_code == 405


# The alternative ---------------------------------------------------------------------

STRONG = compiled(
    content_note={**compiled()["content_note"], "strength": "CW3"}, alternative=alternative()
)


def play_through(client, user, telling: str) -> tuple[Run, str]:
    """Play to the end in one telling; the run and its last page."""
    run = start_run(user, document=STRONG, iri=f"https://steady.example.org/{telling}")
    page = client.post(url("run", run), {"note": telling})
    for name in ("welcome", "hurry"):
        html = page.content.decode()
        action = url("choose", run)
        page = client.post(action, {**fields(html, action), "choice": name})
    action = url("finish", run)
    page = client.post(action, fields(page.content.decode(), action))
    return run, page.content.decode()


def test_the_alternative_is_told_to_the_end_and_asked_again_on_return(client, user):
    run = start_run(user, document=STRONG)
    assert "Take the alternative" in client.get(url("run", run)).content.decode()
    html = client.post(url("run", run), {"note": "alternative"}).content.decode()
    assert "A quieter telling of the door." in html
    assert "You are at the door." not in html
    assert client.get(url("scene", run))["Location"] == url("run", run)
    _run, last = play_through(client, user, "alternative")
    assert "Quietly it was so-so." in last


def test_nothing_that_is_kept_tells_which_telling_was_taken(client, user):
    def kept(run):
        events = Event.objects.filter(object_iri__startswith=run.iri).order_by("recorded_at")
        return [
            (event.verb, event.object_iri.removeprefix(run.iri), event.result, event.visibility)
            for event in events
        ], list(run.choices.values_list("step", "scene", "choice", "superseded"))

    plain, _ = play_through(client, user, "go-on")
    other, _last = play_through(client, user, "alternative")
    assert kept(plain) == kept(other)
    assert "alternative" not in str(dict(client.session))
    # On return both are asked, and neither page knows what was read before.
    notes = [client.get(url("debrief", run)).content.decode() for run in (plain, other)]
    assert all("Take the alternative" in note for note in notes)


def test_a_page_takes_the_same_queries_however_long_the_story(client, user):
    counts = []
    for choices in ([], ["welcome"], ["welcome", "listen"]):
        run = choose(start_run(user, iri=f"https://example.org/{len(choices)}"), *choices)
        client.get(url("scene", run))
        with CaptureQueriesContext(connection) as asked:
            client.get(url("scene", run))
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_a_scene_shows_its_picture_with_what_it_says(client, user):
    document = compiled()
    document["scenes"][0]["picture"] = "bell"
    document["links"]["pictures"] = {
        "bell": {"svg": "<svg><path/></svg>", "text": "<p>A bell.</p>", "caption": "<The bell>"}
    }
    run = start_run(user, document=document)
    html = client.get(url("scene", run)).content.decode()
    assert "<svg><path/></svg>" in html
    assert "What the picture says" in html
    assert "&lt;The bell&gt;" in html
    choose(run, "welcome")
    assert "What the picture says" not in client.get(url("scene", run)).content.decode()
