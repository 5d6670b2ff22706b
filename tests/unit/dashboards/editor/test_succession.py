"""Adopting, revising and going back, on the editor's screens."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from dashboards.editor import drafts
from mandatory.queries import today
from tests.factories.accounts import UserFactory
from tests.factories.assessments import QuestionFactory
from victimscode.models import Adoption, Edition

pytestmark = pytest.mark.django_db
ADOPT = "/cms/code/rehearsal/adopt/"
TODO = "/cms/code/rehearsal/worklist/"
BACK = "/cms/code/rehearsal/go-back/"


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return " ".join(response.content.decode().split())


def adopt(client, **form: str):
    seen = client.get(ADOPT).context["preview"].seen
    return client.post(ADOPT, {"on": today().isoformat(), "seen": seen, **form})


def test_all_consequences_are_told_before_it_is_done(module, rehearsal, screen):
    html = page(screen, ADOPT)
    assert "fictional" in html
    assert "8 passages rest on a rule that changes" in html
    assert "The limit for everyone else is now 3 working days. It was 5 working days." in html
    assert "Have learnt a rule that changes: nobody yet" in html
    assert not Adoption.objects.exists()


def test_it_is_adopted_and_leads_to_the_worklist(module, rehearsal, screen):
    response = adopt(screen)
    assert (response.status_code, response["Location"]) == (302, TODO)
    html = page(screen, TODO)
    assert "0 of 8 revised" in html
    assert "To be revised" in html
    assert "#block-" in html
    # On the editor's home page, and beside today's Code.
    assert "The Code has changed: Rehearsal edition (fictional)" in page(screen, "/cms/")
    assert TODO in page(screen, "/cms/code/")
    # It is adopted already: there is nothing more to preview.
    assert screen.get(ADOPT)["Location"] == TODO


def test_what_the_editor_was_not_shown_is_not_adopted(module, rehearsal, screen):
    response = adopt(screen, seen="something else")
    assert response.status_code == 409
    assert "Read it through again" in response.content.decode()
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("on", ["", "soon", (today() + timedelta(3)).isoformat(), "2020-01-01"])
def test_a_day_that_makes_no_sense_is_said_so(module, rehearsal, screen, on):
    assert adopt(screen, on=on).status_code == 422
    assert not Adoption.objects.exists()


def test_where_rehearsals_are_not_allowed_nothing_invented_is_adopted(
    module, rehearsal, screen, settings
):
    settings.CODE_REHEARSAL = False
    response = adopt(screen)
    assert response.status_code == 422
    assert "only on a site for rehearsals" in response.content.decode()


def test_one_click_carries_over_what_stands_as_it_stood(adopted, screen):
    assert "Carry them over" in page(screen, TODO)
    assert screen.post("/cms/code/rehearsal/carry/")["Location"] == TODO
    html = page(screen, TODO)
    assert "Carry them over" not in html
    assert "0 of 8 revised" in html


def test_going_back_says_what_is_left_and_turns_it_back(adopted, screen, editor):
    screen.post("/cms/code/rehearsal/carry/")
    html = page(screen, BACK)
    assert "would apply again" in html
    assert "Once you have gone back, one click turns them back" in html
    assert screen.post(BACK, {"reason": ""}).status_code == 422

    assert screen.post(BACK, {"reason": "It was a drill"})["Location"] == BACK
    assert "Turn them back" in page(screen, BACK)
    assert screen.post("/cms/code/rehearsal/carry/")["Location"] == BACK

    assert not any(ref.startswith("rehearsal/") for d in drafts.passages() for ref in d.refs)
    assert "Nothing." in page(screen, BACK)
    html = page(screen, "/cms/code/")
    assert "It was a drill" in html
    assert ADOPT in html
    assert "The Code has changed" not in page(screen, "/cms/")
    assert page(screen, TODO, 404)


def test_going_back_twice_is_said_so_in_words(module, rehearsal, screen):
    response = screen.post(BACK, {"reason": "No"})
    assert response.status_code == 422
    assert "was never adopted here" in response.content.decode()


@pytest.mark.parametrize("address", ["adopt/", "worklist/", "go-back/"])
def test_an_edition_that_follows_none_has_no_such_screens(module, screen, address):
    assert screen.get(f"/cms/code/2020/{address}").status_code == 404
    assert screen.get(f"/cms/code/1999/{address}").status_code == 404


def test_others_are_not_led_to_what_only_editors_do(adopted, client):
    client.force_login(UserFactory(roles=[Role.REVIEWER]))
    html = page(client, "/cms/code/")
    assert "has taken the place of" in html
    assert TODO not in html
    assert BACK not in html


def test_more_passages_take_no_more_queries(adopted, screen):
    page(screen, TODO)
    with CaptureQueriesContext(connection) as few:
        page(screen, TODO)
    for number in range(3):
        QuestionFactory(ref=f"M{number}", bank="first-steps", cites=["2020/r6-bail"])
    Edition.objects.create(slug="other", title="Other", kind="draft")
    with CaptureQueriesContext(connection) as many:
        page(screen, TODO)
    assert len(many) == len(few)
