import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from accounts.services import sync_roles
from core.models import AuditEntry
from scenarios.formats import dump_scenario
from scenarios.models import Run, Scenario
from tests.factories.accounts import UserFactory
from tests.factories.scenario_forms import form_of
from tests.factories.scenarios import ScenarioFactory, alternative, scenario_document
from tests.factories.victimscode import make_code
from tracking.models import Event

pytestmark = pytest.mark.django_db
GOOD = dump_scenario(scenario_document(title="Another title"))


@pytest.fixture
def scenario():
    make_code()
    return ScenarioFactory(slug="t01")


@pytest.fixture
def editor(client):
    sync_roles(by=None)
    client.force_login(UserFactory(roles=[Role.EDITOR]))
    return client


@pytest.fixture
def reviewer(client):
    sync_roles(by=None)
    client.force_login(UserFactory(roles=[Role.REVIEWER]))
    return client


def url(name, scenario):
    return reverse(f"scenario_{name}", args=[scenario.pk])


def newest(scenario):
    return Scenario.objects.get(pk=scenario.pk).get_latest_revision_as_object()


def test_the_draft_is_read_and_taken_away_as_text(editor, scenario):
    html = editor.get(url("text", scenario)).content.decode()
    assert "effects: {trust: 2}" in html
    file = editor.get(url("text_file", scenario))
    assert file.content.decode() == dump_scenario(scenario.document)
    assert file["Content-Disposition"] == 'attachment; filename="T01.yaml"'


@pytest.mark.parametrize("as_file", [True, False])
def test_a_text_takes_the_place_of_the_draft_and_what_is_live_stays(editor, scenario, as_file):
    sent = {"file": SimpleUploadedFile("t.yaml", GOOD.encode())} if as_file else {"text": GOOD}
    assert editor.post(url("text", scenario), sent).status_code == 302
    assert newest(scenario).document["title"] == newest(scenario).title == "Another title"
    assert Scenario.objects.get().document["title"] == "At the door"
    assert AuditEntry.objects.filter(action="scenario.replaced_by_text").count() == 1


def test_a_text_with_mistakes_is_refused_whole_with_every_line_and_stays_on_the_page(
    editor, scenario
):
    text = GOOD.replace("next: room", "next: attic").replace("grade: poor", "grade: bad")
    response = editor.post(url("text", scenario), {"text": text + "wherefore: no key\n"})
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count("“bad” should be one of") == 2
    assert "“wherefore” is not a key that belongs here." in html
    assert re.search(r"Line [0-9]+: “wherefore”", html)
    assert "next: attic" in html
    assert newest(scenario).document == scenario.document
    assert not AuditEntry.objects.filter(action__startswith="scenario.").exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Here should stand keys"),
        ({"text": "id: ["}, "This is not YAML"),
        ({"text": GOOD.replace("id: T01", "id: T02")}, "The id stays as it is"),
        ({"file": SimpleUploadedFile("t.yaml", b"\xff\xfe\x00")}, "cannot be read as text"),
        ({"file": SimpleUploadedFile("t.yaml", b"a" * 600_000)}, "too large"),
    ],
)
def test_a_text_that_cannot_be_taken_changes_nothing(editor, scenario, sent, words):
    response = editor.post(url("text", scenario), sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert newest(scenario).document == scenario.document


def test_a_locked_scenario_is_left_alone(editor, scenario):
    Scenario.objects.update(locked=True, locked_by=UserFactory())
    assert editor.post(url("text", scenario), {"text": GOOD}).status_code == 409
    assert newest(scenario).document == scenario.document


def test_a_copy_is_made_in_one_click_and_opened(editor, scenario):
    response = editor.post(url("copy", scenario))
    copy = Scenario.objects.exclude(pk=scenario.pk).get()
    assert response["Location"].endswith(f"/edit/{copy.pk}/")
    assert (copy.slug, copy.title, copy.live) == ("sc01", "At the door (copy)", False)
    assert copy.document == {
        **scenario.document,
        "id": "SC01",
        "title": "At the door (copy)",
    }
    assert AuditEntry.objects.get(action="scenario.copied").after == {"from": "t01"}
    editor.post(url("copy", copy))
    assert Scenario.objects.filter(slug="sc02").exists()


def test_copying_twice_opens_the_copy_that_nobody_has_touched(editor, scenario):
    first = editor.post(url("copy", scenario))["Location"]
    assert editor.post(url("copy", scenario))["Location"] == first
    copy = Scenario.objects.get(slug="sc01")
    copy.document["summary"] = "Mine now."
    copy.save_revision()
    assert editor.post(url("copy", scenario))["Location"] != first
    assert Scenario.objects.filter(slug="sc02").exists()


def test_a_copy_is_of_the_newest_draft(editor, scenario):
    editor.post(url("text", scenario), {"text": GOOD})
    editor.post(url("copy", scenario))
    assert Scenario.objects.get(slug="sc01").title == "Another title (copy)"


def test_where_there_is_no_script_copying_asks_first(editor, scenario):
    html = editor.get(url("copy", scenario)).content.decode()
    assert "Copy it" in html
    assert Scenario.objects.count() == 1


def test_playing_begins_at_the_beginning_and_records_nothing(editor, scenario):
    html = editor.get(url("play", scenario)).content.decode()
    assert "You are at the door." in html
    assert 'value="refuse"' in html
    html = editor.get(
        url("play", scenario), {"scene": "door", "amount-trust": "0", "choice": "refuse"}
    ).content.decode()
    assert "You did refuse." in html
    assert "She is back." in html
    assert "(new)" in html
    assert not Run.objects.exists()
    assert not Event.objects.exists()


def test_playing_from_any_scene_with_any_state_to_the_end(editor, scenario):
    state = {"scene": "room", "amount-trust": "2", "flag": "sent_away"}
    html = editor.get(url("play", scenario), state).content.decode()
    assert "She is back." in html
    html = editor.get(url("play", scenario), {**state, "choice": "hurry"}).content.decode()
    assert "It came out so-so" in html


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"scene": "attic"}, "There is no scene “attic”"),
        ({"amount-trust": "9"}, "Trust: 9"),
        ({"amount-trust": "much"}, "Trust: much"),
        ({"flag": "unheard"}, "does not remember “unheard”"),
        ({"scene": "room", "choice": "say-sorry"}, "“say-sorry” is not on offer"),
        ({"scene": "end", "choice": "listen"}, "“listen” is not on offer"),
    ],
)
def test_a_state_that_cannot_be_is_said_and_nothing_breaks(editor, scenario, state, words):
    response = editor.get(url("play", scenario), state)
    assert response.status_code == 400
    assert words in response.content.decode()


def test_the_quieter_telling_can_be_played(editor, scenario):
    Scenario.objects.update(document=scenario_document(alternative=alternative()))
    html = editor.get(url("play", scenario), {"quiet": "1"}).content.decode()
    assert "A quieter telling of the door." in html


def test_a_reviewer_reads_and_plays_and_changes_nothing(reviewer, scenario):
    assert reviewer.get(url("text", scenario)).status_code == 200
    assert reviewer.get(url("play", scenario)).status_code == 200
    assert reviewer.post(url("text", scenario), {"text": GOOD}).status_code == 403
    assert reviewer.post(url("copy", scenario)).status_code == 403
    assert Scenario.objects.count() == 1


def test_the_list_leads_to_playing_text_and_copy_for_who_may(editor, scenario):
    html = editor.get(reverse("wagtailsnippets_scenarios_scenario:list")).content.decode()
    assert all(url(name, scenario) in html for name in ("play", "text", "copy"))


def test_the_list_leads_a_reviewer_to_what_they_may_read(reviewer, scenario):
    html = reviewer.get(reverse("wagtailsnippets_scenarios_scenario:list")).content.decode()
    assert url("play", scenario) in html
    assert url("copy", scenario) not in html


def test_a_scenario_that_is_not_there_is_not_found(editor):
    for name in ("text", "text_file", "copy", "play"):
        assert editor.get(reverse(f"scenario_{name}", args=[999])).status_code == 404


def test_the_picture_is_of_what_stands_in_the_form_and_keeps_nothing(editor, scenario):
    changed = scenario_document()
    changed["scenes"][0]["title"] = "Before the door"
    changed["scenes"][0]["choices"][0]["next"] = "attic"
    sent = form_of(changed, current="scene-room")
    html = editor.post(url("picture", scenario), sent).content.decode()
    assert "Before the door" in html
    assert "1 choice leads nowhere" in html
    assert 'href="#block-scene-door-section"' in html
    assert 'data-card="block-choice-welcome-section"' in html
    assert "attic" in html
    assert 'aria-current="true"' in html
    assert newest(scenario).document == scenario.document


def test_a_new_scenario_has_a_picture_before_it_is_saved(editor):
    make_code()
    sent = form_of(scenario_document())
    html = editor.post(reverse("scenario_picture"), sent).content.decode()
    assert "Nothing in the scenes keeps it from being published." in html


def test_people_are_counted_in_the_picture(editor, scenario, monkeypatch):
    counts = {("door", "welcome"): 14, ("door", "refuse"): 11}
    monkeypatch.setattr("scenarios.queries.branch_counts", lambda slug: counts)
    sent = form_of(scenario.document)
    html = editor.post(url("picture", scenario), sent).content.decode()
    assert ">14</text>" in html
    assert "taken by 25 people" in html


def test_a_form_that_did_not_come_whole_has_no_picture(editor, scenario):
    assert editor.post(url("picture", scenario), {}).status_code == 400


def test_the_desk_shows_the_saved_draft(editor, scenario):
    edit = reverse("wagtailsnippets_scenarios_scenario:edit", args=[scenario.pk])
    html = editor.get(edit).content.decode()
    assert url("picture", scenario) in html
    assert "<svg viewBox" in html
    assert url("copy", scenario) in html
