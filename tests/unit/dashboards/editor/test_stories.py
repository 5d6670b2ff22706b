"""The figures of scenarios as pages and as a file."""

import csv
import io

import pytest
from django.contrib.auth.models import Group

from accounts.enums import Role
from core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.scenarios import ScenarioFactory
from tests.factories.stories import played, story_version

pytestmark = pytest.mark.django_db
WELCOME, REFUSE = ("door", "welcome"), ("door", "refuse")
LISTEN = ("room", "listen")
PAGE = "/evaluation/stories/t01/"


@pytest.fixture
def evaluator(client):
    user = UserFactory()
    user.groups.add(Group.objects.get_or_create(name=Role.EVALUATOR)[0])
    client.force_login(user)
    return user


def text_of(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_the_list_leads_to_each_scenario(client, evaluator):
    played(story_version(), 9, WELCOME, LISTEN)
    html = text_of(client, "/evaluation/stories/")
    assert f'href="{PAGE}"' in html
    assert "fewer than 10" in html


def test_a_scenario_that_nobody_has_played_says_so(client, evaluator):
    ScenarioFactory(slug="t01")
    assert "Fewer than 10 people have finished it" in text_of(client, PAGE)
    assert "Nobody has played this scenario" in text_of(client, f"{PAGE}figures.csv", 404)


@pytest.mark.parametrize("address", ["/evaluation/stories/none/", f"{PAGE}?text=99"])
def test_what_there_is_not_is_said(client, evaluator, address):
    played(story_version(), 10, WELCOME, LISTEN)
    assert "There are no figures of such a scenario" in text_of(client, address, 404)


def test_the_page_tells_what_was_chosen_and_withholds_the_few(client, evaluator):
    version = story_version()
    played(version, 36, WELCOME, LISTEN)
    played(version, 4, REFUSE, LISTEN)
    html = text_of(client, PAGE)
    assert "Of 40 people who have finished it" in html
    assert "40 people came here." in html
    assert "[c]" in html
    assert "90%" not in html


def test_the_file_says_what_the_page_says_and_is_noted(client, evaluator):
    version = story_version()
    played(version, 36, WELCOME, LISTEN)
    played(version, 4, REFUSE, LISTEN)
    response = client.get(f"{PAGE}figures.csv")
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    found = {
        (row["scene"], row["choice"]): row["count"] for row in rows if row["table"] == "choice"
    }
    assert found[WELCOME] == found[REFUSE] == "[c]"
    assert found[LISTEN] == "40"
    assert {row["people"] for row in rows} == {"40"}
    assert AuditEntry.objects.get(action="stories.exported").by_id == evaluator.pk


def test_texts_that_differ_in_their_ways_are_told_apart(client, evaluator):
    played(story_version(), 10, WELCOME, LISTEN)
    document = story_version(start="room")
    played(document, 10, LISTEN)
    html = text_of(client, PAGE)
    assert html.count("?text=") == 3
    assert "Of 10 people" in html


def test_queries_do_not_grow_with_scenarios(client, evaluator, django_assert_max_num_queries):
    for number in (1, 2, 3):
        played(story_version(id=f"T0{number}"), 10, WELCOME, LISTEN)
        with django_assert_max_num_queries(8):
            client.get("/evaluation/stories/")
