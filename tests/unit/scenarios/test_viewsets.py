import json

import pytest
from django.urls import reverse

from scenarios.formats import dump_scenario
from scenarios.models import Scenario
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import ScenarioFactory, scenario_document
from tests.factories.victimscode import make_code

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_scenarios_scenario:add"
EDIT = "wagtailsnippets_scenarios_scenario:edit"
LIST = "wagtailsnippets_scenarios_scenario:list"
GOOD = dump_scenario(scenario_document())


@pytest.fixture(autouse=True)
def _editor(client):
    make_code()  # what a published scenario cites
    client.force_login(UserFactory(is_superuser=True))


def form(text: str = GOOD, **more):
    return {"document": text, **more}


def test_a_scenario_is_written_as_text_and_published(client):
    response = client.post(reverse(ADD), form(**{"action-publish": "1"}))
    assert response.status_code == 302
    scenario = Scenario.objects.get()
    assert scenario.live
    assert scenario.document == scenario_document()
    assert (scenario.slug, scenario.title) == ("t01", "At the door")


def test_a_draft_may_have_faults_and_publishing_it_names_the_scene(client):
    broken = GOOD.replace("next: room", "next: attic")
    assert client.post(reverse(ADD), form(broken)).status_code == 302
    scenario = Scenario.objects.get()
    edit = reverse(EDIT, args=[scenario.pk])
    response = client.post(edit, form(broken, **{"action-publish": "1"}))
    assert "“The door”: this choice leads to “attic”" in response.content.decode()
    assert not Scenario.objects.get().live


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id: [", "This is not YAML"),
        ("- a list", "Here should stand keys"),
        ("start: 2026-01-01", "Here should stand keys"),
        ("title: No id", "Begin with an id and a title"),
        ("id: T 01\ntitle: A space", "Begin with an id and a title"),
        ("a: &x 1\nb: *x", "aliases are not used here"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_even_as_a_draft(client, text, words):
    response = client.post(reverse(ADD), form(text))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Scenario.objects.exists()


def test_an_id_is_free_and_stays(client):
    client.post(reverse(ADD), form())
    taken = client.post(reverse(ADD), form())
    assert "Another scenario has this id." in taken.content.decode()
    edit = reverse(EDIT, args=[Scenario.objects.get().pk])
    moved = client.post(edit, form(GOOD.replace("id: T01", "id: T02")))
    assert "The id stays as it is." in moved.content.decode()


def test_the_editor_sees_the_text_of_the_file(client):
    scenario = ScenarioFactory()
    html = client.get(reverse(EDIT, args=[scenario.pk])).content.decode()
    assert "effects: {trust: 2}" in html


def test_the_preview_shows_every_scene(client):
    scenario = ScenarioFactory(slug="t01")
    url = reverse("wagtailsnippets_scenarios_scenario:preview_on_edit", args=[scenario.pk])
    assert json.loads(client.post(url, form()).content)["is_valid"]
    html = client.get(url, {"mode": ""}).content.decode()
    assert "You are at the door." in html
    assert "It came out late" in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(
    client, count, django_assert_max_num_queries
):
    for _ in range(count):
        ScenarioFactory()
    client.get(reverse(LIST))
    with django_assert_max_num_queries(15):
        client.get(reverse(LIST))
