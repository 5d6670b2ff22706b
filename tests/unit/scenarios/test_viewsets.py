import json
import re
from html import unescape

import pytest
from django.urls import reverse

from scenarios.formats import problems_of
from scenarios.models import Scenario
from tests.factories.accounts import UserFactory
from tests.factories.scenario_forms import form_of, form_of_cards
from tests.factories.scenarios import ScenarioFactory, alternative, scenario_document, scene
from tests.factories.victimscode import make_code

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_scenarios_scenario:add"
EDIT = "wagtailsnippets_scenarios_scenario:edit"
LIST = "wagtailsnippets_scenarios_scenario:list"
PUBLISH = {"action-publish": "1"}


@pytest.fixture(autouse=True)
def _editor(client):
    make_code()  # what a published scenario cites
    client.force_login(UserFactory(is_superuser=True))


def edit_url(scenario):
    return reverse(EDIT, args=[scenario.pk])


def said_at_cards(response):
    """The errors that the form puts at its fields."""
    found = re.search(r'data-w-block-arguments-value="([^"]*)"', response.content.decode())
    return json.dumps(json.loads(unescape(found[1]))[1], ensure_ascii=False)


def newest():
    return Scenario.objects.get().get_latest_revision_as_object()


def test_a_scenario_is_written_as_cards_and_published(client):
    response = client.post(reverse(ADD), form_of(scenario_document(), **PUBLISH))
    assert response.status_code == 302
    scenario = Scenario.objects.get()
    assert scenario.live
    assert scenario.document == {**scenario_document(), "id": "SC01"}
    assert (scenario.slug, scenario.title) == ("sc01", "At the door")


@pytest.mark.parametrize("more", [{}, {"alternative": alternative()}])
def test_saving_a_scenario_untouched_changes_nothing(client, more):
    scenario = ScenarioFactory(slug="t01", document=scenario_document(**more))
    assert client.post(edit_url(scenario), form_of(scenario.document)).status_code == 302
    assert newest().document == scenario.document


def test_a_new_one_begins_with_a_skeleton(client):
    html = client.get(reverse(ADD)).content.decode()
    assert "The first scene" in html
    assert "Information" in html
    assert "SC01" not in html  # nobody has to think of an id


def test_a_draft_may_have_faults_and_publishing_it_names_the_scene_and_the_choice(client):
    broken = scenario_document()
    broken["scenes"][0]["choices"][0]["next"] = "attic"
    assert client.post(reverse(ADD), form_of(broken)).status_code == 302
    scenario = newest()
    assert scenario.document["scenes"][0]["choices"][0]["next"] == "attic"
    response = client.post(edit_url(scenario), form_of(scenario.document, **PUBLISH))
    assert response.status_code == 200
    said = said_at_cards(response)
    assert "Scene “The door”, choice “Do welcome.”" in said
    assert "“attic”, which is no scene any more" in said
    assert not Scenario.objects.get().live


def test_gaps_and_odd_values_are_kept_in_a_draft_and_said_when_it_is_published(client):
    sent = form_of(scenario_document())
    sent |= {"document-minutes": "ten", "document-endings-0-value-when": "trust >"}
    sent |= {"document-scenes-0-value-choices-1-value-why": ""}
    assert client.post(reverse(ADD), sent).status_code == 302
    document = newest().document
    assert document["minutes"] == "ten"
    assert document["endings"][0]["when"] == "trust >"
    said = said_at_cards(client.post(reverse(ADD), {**sent, **PUBLISH}))
    assert "Ending “It came out well”" in said
    assert "Fill in “Why”." in said
    assert "should be a whole number" in said


def test_a_new_scene_that_a_choice_asks_for_is_made_on_saving(client):
    sent = form_of(scenario_document())
    first = "document-scenes-0-value-choices-0-value"
    sent |= {f"{first}-next": "new", f"{first}-new_scene": "The way home"}
    client.post(reverse(ADD), sent)
    document = newest().document
    assert document["scenes"][1]["title"] == "The way home"
    assert document["scenes"][0]["choices"][0]["next"] == "the-way-home"


def test_cards_are_moved_and_taken_away(client):
    sent = form_of(scenario_document())
    sent |= {"document-endings-0-order": "2", "document-endings-2-order": "0"}
    sent |= {"document-endings-1-deleted": "1"}
    client.post(reverse(ADD), sent)
    assert [one["id"] for one in newest().document["endings"]] == ["so-so", "well"]


def test_without_a_title_nothing_is_saved_and_nothing_is_lost(client):
    response = client.post(reverse(ADD), form_of(scenario_document(title="")))
    assert "Give it a title first." in said_at_cards(response)
    assert "You are at the room." in response.content.decode()
    assert not Scenario.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"document": "id: T01"},
        {"document-scenes-count": "1"},
        {"document-scenes-count": "many"},
    ],
)
def test_a_form_that_did_not_come_whole_changes_nothing(client, sent):
    scenario = ScenarioFactory(slug="t01")
    before = Scenario.objects.get(pk=scenario.pk).document
    whole = form_of(scenario.document)
    part = {key: whole[key] for key in whole if "scenes" not in key} if sent else {}
    response = client.post(edit_url(scenario), {**part, **sent})
    assert response.status_code == 200
    assert "The form did not come whole" in response.content.decode()
    assert newest().document == before


def test_ids_stay_with_their_scenario(client):
    scenario = ScenarioFactory(slug="t01")
    document = scenario_document(title="Another title")
    client.post(edit_url(scenario), form_of(document))
    assert newest().document["id"] == "T01"
    assert newest().title == "Another title"


def test_a_draft_that_cards_cannot_show_is_left_to_its_text(client):
    odd = scenario_document(scenes=[scene("door"), scene("door")])
    scenario = ScenarioFactory(slug="t01", document=odd)
    html = client.get(edit_url(scenario)).content.decode()
    assert reverse("scenario_text", args=[scenario.pk]) in html
    client.post(edit_url(scenario), {})
    assert newest().document == odd


def test_the_preview_shows_every_scene(client):
    scenario = ScenarioFactory(slug="t01")
    url = reverse("wagtailsnippets_scenarios_scenario:preview_on_edit", args=[scenario.pk])
    assert json.loads(client.post(url, form_of(scenario.document)).content)["is_valid"]
    html = client.get(url, {"mode": ""}).content.decode()
    assert "You are at the door." in html
    assert "It came out late" in html


def test_the_preview_plays_what_stands_in_the_form(client):
    scenario = ScenarioFactory(slug="t01")
    url = reverse("wagtailsnippets_scenarios_scenario:preview_on_edit", args=[scenario.pk])
    changed = scenario_document()
    changed["scenes"][0]["text"] = "Words that were never saved."
    client.post(url, form_of(changed))
    html = client.get(url, {"mode": "play", "in_preview_panel": "true"}).content.decode()
    assert "Words that were never saved." in html
    assert 'name="mode" value="play"' in html
    went = {"mode": "play", "scene": "door", "choice": "refuse"}
    html = client.get(url, went).content.decode()
    assert "You did refuse." in html
    assert "She is back." in html


def test_a_scenario_is_previewed_before_it_was_saved(client):
    url = reverse("wagtailsnippets_scenarios_scenario:preview_on_add")
    client.post(url, form_of(scenario_document()))
    assert "You are at the door." in client.get(url, {"mode": "play"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(
    client, count, django_assert_max_num_queries
):
    for _ in range(count):
        ScenarioFactory()
    client.get(reverse(LIST))
    with django_assert_max_num_queries(15):
        client.get(reverse(LIST))


def test_what_was_published_has_no_faults(client):
    client.post(reverse(ADD), form_of(scenario_document(), **PUBLISH))
    assert problems_of(Scenario.objects.get().document) == []


def test_cards_of_nothing_are_a_form_too(client):
    cards = {
        **dict.fromkeys(("summary", "audience", "setting", "minutes", "aims", "rights"), ""),
        **dict.fromkeys(("reflection", "flags", "start", "rest"), ""),
        "title": "Begun",
        "principles": [],
        "person": {"name": "", "about": "", "rest": ""},
        "content_note": dict.fromkeys(("strength", "topics", "note", "minutes", "rest"), ""),
        "alternative": {"setting": "", "summary": "", "rest": ""},
        **{key: [] for key in ("variables", "scenes", "endings")},
    }
    assert client.post(reverse(ADD), form_of_cards(cards)).status_code == 302
    assert newest().document["scenes"] == []
    assert client.get(edit_url(newest())).status_code == 200
