"""The ledger and the certificates are append-only, and hold their own invariants."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core import guards
from tests.factories.accounts import UserFactory
from tests.factories.tracking import finish_module, release
from tracking.enums import Verb, Visibility
from tracking.models import Certificate, Event, Registration

TABLES = ["tracking_certificate", "tracking_event"]


@pytest.fixture
def completed(db):
    release()
    return finish_module(UserFactory())


def test_both_tables_are_named():
    assert set(TABLES) <= set(guards.guarded_tables())


@pytest.mark.parametrize("model", [Event, Certificate])
def test_rows_cannot_be_updated(completed, model):
    row = model.objects.first()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(id=row.pk)


@pytest.mark.parametrize("model", [Event, Certificate])
def test_rows_cannot_be_deleted(completed, model):
    count = model.objects.count()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"DELETE FROM {model._meta.db_table}")
    assert model.objects.count() == count


@pytest.mark.parametrize("table", TABLES)
def test_the_table_cannot_be_truncated(completed, table):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    connection.check_constraints()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", TABLES)
def test_the_site_does_not_start_without_them(db, table):
    guards.remove_append_only(connection, table)
    with pytest.raises(ImproperlyConfigured, match=table):
        guards.refuse_without_guards()


@pytest.mark.parametrize("table", TABLES)
def test_migrate_puts_them_back(db, table):
    guards.remove_append_only(connection, table)
    guards.install_after_migrate(using="default")
    assert guards.guards_present(connection, [table])


def event(**fields):
    now = timezone.now()
    values = {
        "actor": UserFactory(),
        "verb": Verb.COMPLETED,
        "object_iri": "x",
        "visibility": Visibility.RECORD,
        "occurred_at": now,
        "recorded_at": now,
        "idempotency_key": "k",
    }
    return Event(**{**values, **fields})


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [Verb.ANSWERED, Verb.CHOSE, Verb.FAILED])
def test_an_answer_cannot_be_put_on_record(verb):
    with pytest.raises(IntegrityError), transaction.atomic():
        event(verb=verb).save()


@pytest.mark.django_db
@pytest.mark.parametrize("score", ["-0.1", "1.1"])
def test_a_score_lies_between_0_and_1(score):
    with pytest.raises(IntegrityError), transaction.atomic():
        event(score=score).save()


@pytest.mark.django_db
def test_a_correction_says_of_what_and_why():
    first = event()
    first.save()
    for fields in ({"corrects": first}, {"reason": "why"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            event(verb=Verb.VOIDED, idempotency_key="v", **fields).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        event(idempotency_key="c", corrects=first, reason="why").save()


def test_a_registration_does_not_close_before_it_opened(completed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.update(closed_at=completed.opened_at.replace(year=2001))
