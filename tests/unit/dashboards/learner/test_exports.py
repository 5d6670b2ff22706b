"""A person's own copy: all of it, and of nobody else."""

import json
from datetime import date

import pytest

from care.queries import Reading
from care.services import keep_note, keep_reflection, set_reading
from core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_released
from tests.factories.feedback import lesson_part, remark
from tests.factories.scenarios import choose, start_run
from tracking.services import ask_for_prior_learning

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(client):
    make_released()
    user = UserFactory()
    client.force_login(user)
    return user


def fill(user, word):
    iri = lesson_part().iri
    keep_reflection(by=user, place_iri=iri, key="no-news", text=f"{word} thought")
    keep_note(by=user, place_iri=iri, key="b-1", about="1.1 Keeping", text=f"{word} note")
    set_reading(by=user, reading=Reading(size="large"))
    remark(user, text=f"{word} remark")
    choose(start_run(user), "welcome", "listen")
    ask_for_prior_learning(
        by=user,
        user=user,
        module_key="first-steps",
        completed_on=date(2025, 7, 1),
        place=f"{word} place",
        evidence=f"{word} evidence",
    )


def copy(client) -> dict:
    response = client.get("/record/export.json")
    assert response["Content-Disposition"].startswith("attachment")
    return json.loads(response.content)


def test_the_copy_has_private_words_preferences_requests_feedback_and_choices(client, learner):
    fill(learner, "kestrel")
    mine = copy(client)
    assert [one["text"] for one in mine["reflections"]] == ["kestrel thought"]
    assert [(one["text"], one["about"]) for one in mine["notes"]] == [
        ("kestrel note", "1.1 Keeping")
    ]
    assert mine["reading_preferences"]["size"] == "large"
    assert mine["prior_learning_requests"][0]["evidence"] == "kestrel evidence"
    assert mine["feedback_given"][0]["text"] == "kestrel remark"
    assert [one["choice"] for one in mine["scenarios"][0]["choices"]] == ["welcome", "listen"]


def test_the_copy_has_nothing_of_anybody_else(client, learner):
    fill(UserFactory(), "marigold")
    assert "marigold" not in json.dumps(copy(client))


def test_taking_a_copy_is_written_down_without_what_is_in_it(client, learner):
    fill(learner, "kestrel")
    copy(client)
    list(client.get("/record/export.csv").streaming_content)
    entries = AuditEntry.objects.filter(action="record.exported", by=learner)
    assert sorted(one.after["form"] for one in entries) == ["csv", "json"]
    assert "kestrel" not in str(list(entries.values()))
