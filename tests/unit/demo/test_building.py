"""The demo's people and their past, built through services on a module of three parts."""

from collections import Counter

import pytest
from django.utils import timezone

from accounts.models import Post, User
from core.errors import NotFound
from core.models import AuditEntry
from demo.building import simulate
from mandatory.models import Absence, Assignment, Exemption, Requirement
from mandatory.queries import standings
from mandatory.verifying import disagreements
from tests.factories.tracking import MODULE, release
from tracking.models import Event, Registration
from tracking.services import rebuild_progress

pytestmark = pytest.mark.django_db


def quiet(label, total):
    return lambda count: None


def build(people=220, months=12, seed=1):
    return simulate(people=people, months=months, seed=seed, tell=quiet)


def rows():
    return Counter(
        {model.__name__: model.objects.count() for model in
         (User, Post, Event, Registration, Assignment, Absence, Exemption, AuditEntry)}
    )  # fmt: skip


def test_without_a_released_module_nothing_is_done():
    with pytest.raises(NotFound, match="release"):
        build()
    assert not User.objects.exists()


def test_everybody_is_asked_and_stands_somewhere():
    release()
    added = build()
    requirement = Requirement.objects.get()
    assert (requirement.module_key, requirement.first_days, requirement.repeat_months) == (
        MODULE, 28, 12,
    )  # fmt: skip
    assert added.completions > 150
    found = Counter(standings(as_of=timezone.localdate()).values_list("status", flat=True))
    assert sum(found.values()) == 220 - len(added.rest.leavers)
    assert {"in-date", "overdue", "due-soon"} <= set(found)


def test_a_second_call_changes_nothing():
    release()
    build()
    before = rows()
    assert build().people == 0
    assert rows() == before


def test_a_larger_call_adds_the_difference():
    release()
    build(people=210)
    before = set(User.objects.values_list("staff_number", flat=True))
    assert build(people=230).people == 20
    after = set(User.objects.values_list("staff_number", flat=True))
    assert before < after
    assert len(after) == 230


def test_the_record_is_as_the_rules_want_it():
    release()
    build()
    assert not list(disagreements(as_of=timezone.localdate()))
    assert not rebuild_progress().differences


def test_what_goes_wrong_leaves_nothing(monkeypatch):
    release()

    def broken(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr("demo.building.record_absences", broken)
    with pytest.raises(RuntimeError):
        build()
    assert not User.objects.exists()
    assert not Event.objects.exists()


def test_checks_on_record_have_the_attempts_behind_them(monkeypatch):
    """As many right as the record says, each first attempt in the report on questions."""
    from assessments.models import Attempt
    from courses.models import CompiledPart
    from tests.factories.assessments import check_document
    from tests.factories.tracking import check
    from tracking.models import ModuleVersion

    release()
    version = ModuleVersion.objects.get()
    CompiledPart.objects.create(
        version=version, kind="check", key="check", iri=check()["iri"], position=9,
        title="Check", document=check_document(), content_hash="0" * 64,
    )  # fmt: skip
    added = build()
    passed = Event.objects.filter(verb="passed", object_iri=check()["iri"])
    need = check_document()["need"]
    assert added.attempts == Attempt.objects.count() > passed.count() > 30
    assert Attempt.objects.filter(score__gte=need).count() == passed.count()
    assert not Attempt.objects.filter(registration=None).exists()
