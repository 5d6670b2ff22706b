import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import NoRefreshers, Refresher
from assessments.refreshers import refresher_of, tried_by, wants_no_refreshers
from assessments.refreshing import Tried, occasions
from assessments.services import (
    answer_refresher,
    begin_refresher,
    decline_refresher,
    delete_refresher,
    open_attempt,
    save_answer,
    submit,
    want_refreshers,
)
from core.errors import Conflict, InvalidInput, NotFound
from core.models import AuditEntry, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.assessments import check_document
from tracking.models import Event

pytestmark = pytest.mark.django_db
IRI = "https://example.org/modules/victims-code/check"
DOCUMENT = check_document()
FIRST, SECOND = occasions(datetime.date(2026, 1, 5))
REFS = [one["ref"] for one in DOCUMENT["questions"]]


@pytest.fixture
def user():
    return UserFactory()


def begin(user, *, refs=REFS, occasion=FIRST):
    return begin_refresher(
        by=user, document=DOCUMENT, title="The Code", iri=IRI, occasion=occasion, refs=refs
    )


def take_check(user, right):
    attempt = open_attempt(
        by=user, document=DOCUMENT, iri=IRI, registration=None, back_url="/modules/victims-code/"
    )
    for index in range(12):
        save_answer(by=user, attempt=attempt, index=index, response=["b" if index < right else "a"])
    submit(by=user, attempt=attempt)
    return [one["ref"] for one in attempt.form["questions"]]


def test_what_the_person_had_not_right_is_asked_first(user):
    asked = take_check(user, right=9)
    take_check(UserFactory(), right=0)
    chosen = {one["ref"] for one in begin(user).form["questions"]}
    assert len(chosen) == 5
    assert set(asked[9:]) <= chosen


def test_only_what_may_be_asked_is_asked(user):
    assert {one["ref"] for one in begin(user, refs=["Q1", "Q2"]).form["questions"]} == {"Q1", "Q2"}


def test_nothing_to_ask_is_said(user):
    with pytest.raises(InvalidInput):
        begin(user, refs=[])
    assert not Refresher.objects.exists()


def test_beginning_twice_goes_on(user):
    assert begin(user) == begin(user)
    assert begin(user, occasion=SECOND) != begin(user)


def test_the_first_answer_stands_and_the_last_one_ends_it(user):
    row = begin(user)
    for index in range(5):
        found = answer_refresher(by=user, pk=row.pk, index=index, response=["b"])
        assert (found.finished_at is not None) == (index == 4)
    again = answer_refresher(by=user, pk=row.pk, index=0, response=["a"])
    assert again.answers["0"]["response"] == ["b"]
    assert again.answers["0"]["right"] is True


@pytest.mark.parametrize(
    ("index", "response"),
    [(5, ["a"]), (-1, ["a"]), (0, []), (0, ["z"]), (0, ["a", "b"]), (0, "a" * 1000), (0, None)],
)
def test_what_cannot_be_an_answer_changes_nothing(user, index, response):
    row = begin(user)
    with pytest.raises(InvalidInput):
        answer_refresher(by=user, pk=row.pk, index=index, response=response)
    row.refresh_from_db()
    assert row.answers == {}


def test_nobody_else_answers_reads_or_deletes_it(user):
    row, other = begin(user), UserFactory()
    with pytest.raises(NotFound):
        answer_refresher(by=other, pk=row.pk, index=0, response=["a"])
    with pytest.raises(NotFound):
        refresher_of(other, row.pk)
    with pytest.raises(NotFound):
        delete_refresher(by=other, pk=row.pk)
    assert Refresher.objects.filter(pk=row.pk).exists()


def test_declined_is_declined(user):
    decline_refresher(by=user, module_key="victims-code", occasion=FIRST)
    decline_refresher(by=user, module_key="victims-code", occasion=FIRST)
    assert Refresher.objects.count() == 1
    with pytest.raises(Conflict):
        begin(user)
    assert begin(user, occasion=SECOND)


def test_declining_what_was_begun_leaves_it(user):
    row = begin(user)
    decline_refresher(by=user, module_key="victims-code", occasion=FIRST)
    row.refresh_from_db()
    assert row.declined_at is None


def test_no_more_of_them_until_they_are_wanted_again(user):
    assert not wants_no_refreshers(user)
    want_refreshers(by=user, wanted=False)
    want_refreshers(by=user, wanted=False)
    assert wants_no_refreshers(user)
    want_refreshers(by=user, wanted=True)
    assert not NoRefreshers.objects.exists()


def test_deleted_is_gone(user):
    row = begin(user)
    answer_refresher(by=user, pk=row.pk, index=0, response=["a"])
    delete_refresher(by=user, pk=row.pk)
    assert not Refresher.objects.exists()
    assert tried_by(user, "victims-code", IRI) == []


def test_what_was_answered_in_a_refresher_counts_for_the_next(user):
    row = begin(user)
    answer_refresher(by=user, pk=row.pk, index=0, response=["a"])
    ref = row.form["questions"][0]["ref"]
    assert tried_by(user, "victims-code", IRI) == [Tried(ref, False)]
    assert ref in {one["ref"] for one in begin(user, occasion=SECOND).form["questions"]}


def test_nothing_of_it_is_in_the_ledger_the_audit_log_or_the_outbox(user):
    row = begin(user)
    answer_refresher(by=user, pk=row.pk, index=0, response=["b"])
    decline_refresher(by=user, module_key="victims-code", occasion=SECOND)
    want_refreshers(by=user, wanted=False)
    delete_refresher(by=user, pk=row.pk)
    assert not Event.objects.exists()
    assert not AuditEntry.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_the_database_holds_that_it_is_begun_or_declined(user):
    values = {"user": user, "module_key": "m", "completed_on": FIRST.completed_on, "months": 3}
    for more in ({}, {"begun_at": timezone.now(), "declined_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Refresher.objects.create(**values, **more)
