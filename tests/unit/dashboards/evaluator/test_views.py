import csv
import datetime
import io

import pytest
from django.utils import timezone

from accounts.enums import Job, Role
from core.models import AuditEntry
from mandatory.services import set_requirement
from tests.factories.accounts import PostFactory, UnitFactory, UserFactory
from tests.factories.tracking import MODULE, finish_module, release

pytestmark = pytest.mark.django_db
START = datetime.date(2026, 1, 5)


@pytest.fixture
def evaluator(client):
    user = UserFactory(roles=[Role.EVALUATOR])
    client.force_login(user)
    return user


def force(sizes=(40, 31, 4), finished=12):
    """A force with units A, B, C…; the first people of A have finished."""
    release()
    top = UnitFactory(code="F", name="Force")
    for code, size in zip("ABCDE", sizes, strict=False):
        unit = UnitFactory(code=code, name=f"Unit {code}", parent=top)
        for number in range(size):
            post = PostFactory(unit=unit, job=Job.OTHER, starts_on=START, leads=False)
            if code == "A" and number < finished:
                finish_module(post.user)
    return set_requirement(by=None, name="The Code", module_key=MODULE, effective_from=START)


def read(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_page_says_how_many_were_asked_and_have_finished(client, evaluator):
    force()
    page = client.get("/evaluation/").content.decode()
    assert "12 of the 75 people who were asked have finished" in page
    assert "Unit A" in page
    assert "[c] means withheld" in page


def test_an_empty_site_says_what_will_be_here(client, evaluator):
    response = client.get("/evaluation/")
    assert response.status_code == 200
    assert "sets the first requirement" in response.content.decode()


def test_a_unit_opens_to_those_below_it(client, evaluator):
    force()
    page = client.get("/evaluation/", {"unit": "A"}).content.decode()
    assert "Unit A, by unit" in page
    assert "Unit B" not in page


def test_an_unknown_unit_is_not_found(client, evaluator):
    force()
    assert client.get("/evaluation/", {"unit": "Q"}).status_code == 404


@pytest.mark.parametrize("day", ["2026-01-15", "yesterday", "1999-12-31"])
def test_a_day_that_is_not_on_offer_is_refused(client, evaluator, day):
    force()
    response = client.get("/evaluation/", {"as_at": day})
    assert response.status_code == 400
    assert "Choose a day from the list" in response.content.decode()


def test_the_end_of_a_month_can_be_chosen(client, evaluator):
    force()
    page = client.get("/evaluation/", {"as_at": "2026-01-31"}).content.decode()
    assert "As at 31 January 2026" in page


def test_the_file_has_the_figures_of_the_page_and_no_small_ones(client, evaluator):
    force()
    rows = read(client.get("/evaluation/reach.csv"))
    by_unit = {row["unit_code"]: row for row in rows if row["breakdown"] in ("unit", "total")}
    assert by_unit["F"]["offered"] == "75"
    assert by_unit["A"]["completed"] == "[c]"
    assert by_unit["C"]["offered"] == "[c]"
    assert not [row for row in rows if row["offered"] == "4"]


def test_the_codebook_comes_with_it(client, evaluator):
    force()
    rows = read(client.get("/evaluation/codebook.csv"))
    assert "completed" in {row["variable"] for row in rows}


@pytest.mark.parametrize("file", ["reach.csv", "codebook.csv"])
def test_a_download_is_audited(client, evaluator, file):
    force()
    client.get(f"/evaluation/{file}")
    entry = AuditEntry.objects.get(action="reach.exported")
    assert (entry.by_id, entry.after["file"]) == (evaluator.pk, file)
    assert entry.after["as_at"] == timezone.localdate().isoformat()


def test_looking_is_not_an_export(client, evaluator):
    force()
    client.get("/evaluation/")
    assert not AuditEntry.objects.filter(action="reach.exported").exists()


def test_there_is_no_file_before_anything_is_required(client, evaluator):
    assert client.get("/evaluation/reach.csv").status_code == 404


@pytest.mark.parametrize("path", ["", "reach.csv", "codebook.csv"])
@pytest.mark.parametrize(
    ("roles", "status"),
    [([], 403), ([Role.EDITOR], 403), ([Role.REVIEWER], 403), ([Role.ADMINISTRATOR], 200)],
)
def test_only_evaluators_and_administrators_may(client, path, roles, status):
    force(sizes=(12,), finished=0)
    client.force_login(UserFactory(roles=roles))
    assert client.get(f"/evaluation/{path}").status_code == status


def test_a_visitor_is_asked_to_sign_in(client):
    response = client.get("/evaluation/reach.csv")
    assert response.status_code == 302
    assert "next=/evaluation/reach.csv" in response["Location"]


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_grow(client, evaluator, size, django_assert_max_num_queries):
    force(sizes=(12,) * size, finished=size)
    with django_assert_max_num_queries(15):
        client.get("/evaluation/")
