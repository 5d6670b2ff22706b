import csv
import datetime
import html
import io
import json
import random

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import NoRefreshers, Refresher
from assessments.refreshing import occasions
from assessments.services import answer_refresher, begin_refresher
from courses.models import CompiledPart
from courses.queries import parts_of
from dashboards.learner.queries import refreshing
from demo.answers import response_to
from tests.factories.accounts import UserFactory
from tests.factories.assessments import WAYS, check_document, document_of_way
from tests.factories.mandatory import person
from tests.factories.tracking import check, finish_module, release
from tracking.models import Event, ModuleVersion
from tracking.services import record_prior, register

pytestmark = pytest.mark.django_db
FINISHED = datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC)
THREE_MONTHS = datetime.datetime(2026, 4, 10, 12, tzinfo=datetime.UTC)
OFFER = "/training/refreshers/offered/victims-code/"
TITLE = "If you like: five questions"


@pytest.fixture(autouse=True)
def _fresh():
    parts_of.cache_clear()
    refreshing._mild.cache_clear()


def module(document=None):
    release()
    version = ModuleVersion.objects.order_by("-number").first()
    CompiledPart.objects.create(
        version=version, kind="check", key="check", iri=check()["iri"], position=9, title="Check",
        document=document or check_document(), content_hash="0" * 64,
    )  # fmt: skip


@pytest.fixture
def learner(client):
    """Somebody who finished the module three months ago."""
    with time_machine.travel(FINISHED, tick=False):
        module()
        user = person()
        finish_module(user)
    with time_machine.travel(THREE_MONTHS, tick=False):
        client.force_login(user)
        yield user


def training(client):
    return client.get("/training/").content.decode()


def begin(client):
    response = client.post(OFFER, {"do": "begin"})
    assert response.status_code == 302
    return Refresher.objects.get(), response["Location"]


def test_three_months_later_five_questions_are_offered(client, learner):
    page = training(client)
    assert TITLE in page
    assert "three months ago, on 5 January 2026" in page
    assert "On offer until 16 May 2026" in page


@pytest.mark.parametrize(
    ("day", "offered"),
    [((4, 4), False), ((4, 5), True), ((5, 16), True), ((5, 17), False), ((7, 5), True)],
)
def test_the_offer_stands_for_six_weeks(client, learner, day, offered):
    with time_machine.travel(datetime.datetime(2026, *day, 12, tzinfo=datetime.UTC), tick=False):
        client.force_login(learner)
        assert (TITLE in training(client)) == offered


def test_nothing_is_kept_of_an_offer(client, learner):
    training(client)
    assert not Refresher.objects.exists()


def test_prior_learning_and_a_module_taken_again_have_none(client, learner):
    register(by=learner, module_key="victims-code")
    assert TITLE not in training(client)
    other = person()
    record_prior(
        by=person(), user=other, module_key="victims-code",
        completed_on=FINISHED.date(), reason="Elsewhere", evidence="Seen",
    )  # fmt: skip
    client.force_login(other)
    assert TITLE not in training(client)


def test_a_module_without_questions_that_may_come_has_none(client):
    hard = check_document()
    for one in hard["questions"]:
        one["stem"] = "Bereaved by a homicide, who is told?"
    with time_machine.travel(FINISHED, tick=False):
        module(hard)
        user = person()
        finish_module(user)
    with time_machine.travel(THREE_MONTHS, tick=False):
        client.force_login(user)
        assert TITLE not in training(client)


def test_most_people_pay_no_query_for_it(client, learner):
    with time_machine.travel(FINISHED + datetime.timedelta(days=30), tick=False):
        client.force_login(learner)
        training(client)
        with CaptureQueriesContext(connection) as context:
            training(client)
    assert not [one for one in context if "refresher" in one["sql"]]


def test_with_an_offer_the_page_takes_two_queries_more(client, learner):
    training(client)
    with CaptureQueriesContext(connection) as offered:
        training(client)
    with time_machine.travel(THREE_MONTHS - datetime.timedelta(days=10), tick=False):
        client.force_login(learner)
        training(client)
        with CaptureQueriesContext(connection) as none:
            training(client)
    assert len(offered) - len(none) <= 2
    assert len(offered) <= 14


def test_five_questions_with_the_answer_at_once(client, learner):
    row, location = begin(client)
    before = Event.objects.count()
    for number in range(1, 6):
        address = f"/training/refreshers/{row.pk}/{number}/"
        assert client.get(location, follow=True).redirect_chain[-1][0] == address
        page = client.get(address).content.decode()
        assert f"Question {number} of 5" in page
        assert "An arrest is a key decision." not in page
        response = client.post(address, {"chosen": "b" if number > 2 else "c"})
        assert response["Location"] == address
        page = client.get(address).content.decode()
        assert "An arrest is a key decision." in page
        assert "wrong" not in page.lower()
    end = client.get(location, follow=True).content.decode()
    assert "You had 3 of 5 at once" in end
    assert "/modules/victims-code/keeping-people-informed/" in end
    assert Event.objects.count() == before
    assert TITLE not in training(client)


def test_it_goes_on_where_it_was_left(client, learner):
    row, _location = begin(client)
    client.post(f"/training/refreshers/{row.pk}/1/", {"chosen": "b"})
    page = training(client)
    assert "Go on with the questions" in page
    assert f"/training/refreshers/{row.pk}/" in page
    assert client.get(f"/training/refreshers/{row.pk}/end/").status_code == 302


def test_no_choice_is_asked_for_again(client, learner):
    row, _location = begin(client)
    response = client.post(f"/training/refreshers/{row.pk}/1/", {})
    assert response.status_code == 422
    assert "Answer it first" in response.content.decode()
    assert client.post(f"/training/refreshers/{row.pk}/9/", {"chosen": "a"}).status_code == 400
    assert client.get(f"/training/refreshers/{row.pk}/9/").status_code == 404
    long = client.post(f"/training/refreshers/{row.pk}/1/", {"chosen": "a" * 70_000})
    assert long.status_code == 400


@pytest.mark.parametrize("way", WAYS)
def test_every_type_of_question_is_asked_and_looked_back_on(client, way):
    asked = document_of_way(way)
    user = person()
    row = begin_refresher(
        by=user, document={**check_document(), "questions": [asked]}, title="The Code",
        iri=check()["iri"], occasion=occasions(FINISHED.date())[0], refs=[asked["ref"]],
    )  # fmt: skip
    client.force_login(user)
    address = f"/training/refreshers/{row.pk}/1/"
    assert asked["stem"] in html.unescape(client.get(address).content.decode())
    assert client.post(address, {}).status_code == 422
    given = response_to(asked, random.Random(1), right=True)
    answer_refresher(by=user, pk=row.pk, index=0, response=given)
    page = html.unescape(client.get(address).content.decode())
    assert "That is right." in page
    assert asked["rationale"] in page


def test_not_this_time_is_for_this_time(client, learner):
    assert client.post(OFFER, {"do": "later"})["Location"] == "/training/"
    assert TITLE not in training(client)
    assert client.post(OFFER, {"do": "begin"}).status_code == 404
    with time_machine.travel(datetime.datetime(2026, 7, 6, 12, tzinfo=datetime.UTC), tick=False):
        client.force_login(learner)
        assert "six months ago" in training(client)


def test_never_again_until_they_are_wanted(client, learner):
    client.post(OFFER, {"do": "never"})
    assert TITLE not in training(client)
    assert "You are offered none" in client.get("/training/refreshers/").content.decode()
    client.post("/training/refreshers/", {"do": "on"})
    assert not NoRefreshers.objects.exists()
    assert TITLE in training(client)


def test_something_else_is_refused(client, learner):
    assert client.post(OFFER, {"do": "dance"}).status_code == 400


def test_a_person_reads_takes_along_and_deletes_what_is_kept(client, learner):
    row, _location = begin(client)
    client.post(f"/training/refreshers/{row.pk}/1/", {"chosen": "b"})
    page = client.get("/training/refreshers/").content.decode()
    assert "1 of 5 answered, begun on 10 April 2026" in page
    data = json.loads(client.get("/record/export.json").content)
    (kept,) = data["refreshers"]
    assert kept["months_later"] == 3
    assert [one["answer"] for one in kept["answers"]] == [["b"]]
    copy = client.get("/training/refreshers/refreshers.csv")
    text = b"".join(copy.streaming_content).decode("utf-8-sig")
    assert [line["right"] for line in csv.DictReader(io.StringIO(text))] == ["True"]
    client.post(f"/training/refreshers/{row.pk}/delete/")
    assert not Refresher.objects.exists()


def test_nobody_else_opens_it(client, learner):
    row, _location = begin(client)
    client.force_login(UserFactory())
    for address in ("", "1/", "end/"):
        assert client.get(f"/training/refreshers/{row.pk}/{address}").status_code == 404
    assert client.post(f"/training/refreshers/{row.pk}/delete/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, learner, rows):
    for place in range(rows):
        begin_refresher(
            by=learner, document=check_document(), title="The Code", iri=check()["iri"],
            occasion=occasions(datetime.date(2025, 1, 1 + place))[0], refs=["Q1"],
        )  # fmt: skip
    client.get("/training/refreshers/")
    with CaptureQueriesContext(connection) as context:
        page = client.get("/training/refreshers/").content.decode()
    assert page.count("Delete this one") == rows
    own = [one for one in context if "assessments_refresher" in one["sql"]]
    assert len(own) == 1
