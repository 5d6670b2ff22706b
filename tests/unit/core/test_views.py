import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from core import guards, health

pytestmark = pytest.mark.django_db


def test_live_needs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "live"})


def test_ready_says_what_was_checked(client, monkeypatch):
    # The suite may run without migrations.
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: [])

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "checks": {"database": "ok", "cache": "ok", "guards": "ok", "migrations": "ok"},
    }


def test_a_missing_guard_makes_it_not_ready(client):
    guards.remove_append_only(connection, "core_auditentry")

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"]["guards"] == "missing"


def test_a_pending_migration_makes_it_not_ready(client, monkeypatch):
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["core.0099"])

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "pending"


def test_what_breaks_is_named_and_its_text_kept_to_the_log(client, monkeypatch, caplog):
    def away() -> str:
        raise OperationalError("password=secret")

    monkeypatch.setitem(health.CHECKS, "database", away)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "does not answer"
    assert "secret" not in response.content.decode()
    assert "health_check_broke" in caplog.text


def test_a_cache_that_keeps_nothing_makes_it_not_ready(client, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *args: None, raising=False)

    assert client.get("/health/ready").json()["checks"]["cache"] == "keeps nothing"


def test_health_is_not_cached(client):
    assert "no-store" in client.get("/health/live")["Cache-Control"]


def test_a_form_without_its_token_is_told_to_reload():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})

    assert response.status_code == 403
    assert "reload it, then send it once more" in response.content.decode()
