import pytest

from tests.factories.victimscode import make_code
from victimscode.models import Duty, Edition

pytestmark = pytest.mark.django_db


def test_the_shelf_tells_today_from_history(client) -> None:
    make_code()
    page = client.get("/code/").content.decode()
    assert page.index("In force today") < page.index("The Code of 2020") < page.index("History")
    assert page.index("History") < page.index("The Code of 2006")
    assert "In force from 3 April 2006, superseded on 10 December 2013" in page
    assert "Proposed on 5 February 2026, not in force" in page


def test_an_empty_shelf_says_what_will_be_there(client) -> None:
    assert "will stand here" in client.get("/code/").content.decode()


def test_an_edition_lists_its_rights_and_what_stands_outside_them(client) -> None:
    make_code()
    page = client.get("/code/2020/").content.decode()
    assert "/code/2020/right-6/" in page
    assert 'id="d-under-18"' in page
    assert "Second-hand: check the current text" in page


def test_a_right_shows_duties_limits_sources_and_dates(client) -> None:
    make_code()
    page = " ".join(client.get("/code/2020/right-6/").content.decode().split())
    assert 'id="r6-bail"' in page
    assert "1 working day with Enhanced Rights, 5 working days for everyone else" in page
    assert "example.org/right-6, read 1 June 2026" in page
    assert "In force from 1 April 2021" in page
    assert "Not confirmed: not to be taught" in page
    assert "No, it has not begun" in page


def test_history_says_that_it_is_history(client) -> None:
    make_code()
    assert "Do not quote it as the rule" in client.get("/code/2006/").content.decode()
    assert "A proposal is not a rule" in client.get("/code/next/").content.decode()


def test_guidance_stands_beside_the_law_and_says_so(client) -> None:
    Edition.objects.create(slug="guidance", title="Practice guidance", kind="guidance")
    page = client.get("/code/").content.decode()
    assert page.index("Beside the law") < page.index("Practice guidance")
    assert "Not part of the Code" in page
    assert "No limit or duty rests on it" in client.get("/code/guidance/").content.decode()


@pytest.mark.parametrize("address", ["/code/1999/", "/code/1999/right-1/", "/code/2020/right-13/"])
def test_what_does_not_exist_is_said_so(client, address: str) -> None:
    make_code()
    response = client.get(address)
    assert response.status_code == 404
    assert "/code/" in response.content.decode()


def test_more_duties_take_no_more_queries(client, django_assert_num_queries) -> None:
    make_code()
    client.get("/code/2020/")
    with django_assert_num_queries(7):
        client.get("/code/2020/right-6/")
    edition = Edition.objects.get(slug="2020")
    for number in range(3):
        Duty.objects.create(
            edition=edition,
            right=edition.rights.get(),
            slug=f"more-{number}",
            says="More",
            confidence="verified",
        )
    with django_assert_num_queries(7):
        client.get("/code/2020/right-6/")


def test_every_source_stands_with_the_day_on_which_it_was_read(client) -> None:
    make_code()
    page = client.get("/about/sources/").content.decode()
    assert "example.org/right-6" in page
    assert "read 1 June 2026" in " ".join(page.split())
    assert "Open Government Licence v3.0" in page


@pytest.mark.parametrize("address", ["/code/rehearsal/", "/code/rehearsal/right-6/"])
def test_an_invented_edition_is_shown_only_where_it_is_rehearsed(client, settings, address) -> None:
    make_code(rehearsal=True)
    settings.CODE_REHEARSAL = False
    assert client.get(address).status_code == 404
    assert "Rehearsal" not in client.get("/code/").content.decode()

    settings.CODE_REHEARSAL = True
    page = client.get(address).content.decode()
    assert "This edition is fictional" in page
    assert "Rehearsal edition (fictional)" in client.get("/code/").content.decode()
