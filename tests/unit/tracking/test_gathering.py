"""Parts that are done under a module's registration count in a pathway's too."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, check, finish_module, finish_part, lesson, release
from tests.factories.tracking import manifest as make_manifest
from tracking import queries, services, signals
from tracking.models import Certificate, Event, Progress, Registration
from tracking.services import NewEvent, NewPart, NewRun

PATH = "pathway-short-start"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
RIGHTS, LIMITS, TEST = lesson("rights", hash="r1"), lesson("limits", hash="l1"), check()


def path(*parts: dict, fresh_days: int | None = None, **fields):
    chosen = parts or (RIGHTS, LIMITS)
    told = {"rule": "all", "gathers": {"fresh_days": fresh_days}, "parts": list(chosen)}
    return release(PATH, manifest=told, title="A short start", **fields)


def module(*parts: dict):
    return release(manifest=make_manifest(*(parts or (RIGHTS, LIMITS, TEST))))


def done(registration: Registration) -> list[str]:
    return Progress.objects.get(pk=registration.pk).parts_done


pytestmark = pytest.mark.django_db


def test_a_part_done_in_its_module_counts_in_the_path_in_the_same_breath():
    module(), path()
    user = UserFactory()
    along = services.register(by=user, module_key=PATH)
    inside = services.register(by=user, module_key=MODULE)
    first = finish_part(inside, RIGHTS)
    assert done(along) == [RIGHTS["iri"]]
    copy = Event.objects.get(registration=along, object_iri=RIGHTS["iri"])
    assert copy.result["carried_from"] == str(first.pk)
    assert copy.occurred_at == first.occurred_at

    heard = []

    def hear(sender, **news):
        heard.append(news["module_key"])

    signals.completed.connect(hear)
    try:
        finish_part(inside, LIMITS)
    finally:
        signals.completed.disconnect(hear)
    along.refresh_from_db()
    assert heard == [PATH]
    assert along.closed_at is not None
    assert Certificate.objects.get(event__registration=along).user == user
    inside.refresh_from_db()
    assert inside.closed_at is None  # the check is still open
    assert services.rebuild_progress().differences == 0


def test_what_was_done_before_counts_when_it_still_teaches_the_same():
    module(), path()
    user = UserFactory()
    inside = services.register(by=user, module_key=MODULE)
    finish_part(inside, RIGHTS)
    along = services.register(by=user, module_key=PATH)
    assert done(along) == [RIGHTS["iri"]]


def test_what_has_changed_since_has_to_be_done_again():
    module()
    user = UserFactory()
    inside = services.register(by=user, module_key=MODULE)
    finish_part(inside, RIGHTS)
    path(lesson("rights", hash="r2"), LIMITS)
    assert done(services.register(by=user, module_key=PATH)) == []


def test_a_path_may_be_complete_on_the_day_it_is_begun():
    module(), path()
    user = UserFactory()
    finish_module(user)
    along = services.register(by=user, module_key=PATH)
    assert along.closed_at is not None
    assert queries.completions(user, PATH).count() == 1


def test_a_yearly_path_counts_what_is_fresh_and_nothing_twice():
    module(), path(fresh_days=90)
    user = UserFactory()
    finish_module(user, at=START)
    late = services.register(by=user, module_key=PATH, at=START + timedelta(days=91))
    assert done(late) == []
    other = UserFactory()
    finish_module(other, at=START)
    soon = services.register(by=other, module_key=PATH, at=START + timedelta(days=90))
    assert soon.closed_at is not None
    again = services.register(by=other, module_key=PATH, at=START + timedelta(days=91))
    assert again.pk != soon.pk
    assert done(again) == []


def test_a_lesson_read_again_counts_though_its_module_has_it_already():
    module(), path(fresh_days=0)
    user = UserFactory()
    inside = services.register(by=user, module_key=MODULE, at=START)
    finish_part(inside, RIGHTS, at=START)
    along = services.register(by=user, module_key=PATH, at=START + timedelta(days=200))
    assert done(along) == []
    before = Event.objects.filter(registration=inside).count()
    finish_part(inside, RIGHTS, at=START + timedelta(days=201))
    finish_part(inside, RIGHTS, at=START + timedelta(days=202))
    assert done(along) == [RIGHTS["iri"]]
    assert Event.objects.filter(registration=inside).count() == before
    copy = Event.objects.get(registration=along, object_iri=RIGHTS["iri"])
    assert copy.occurred_at == START + timedelta(days=201)


def test_a_correction_reaches_what_counted_elsewhere():
    module(), path()
    user = UserFactory()
    along = services.register(by=user, module_key=PATH)
    inside = services.register(by=user, module_key=MODULE)
    event = finish_part(inside, RIGHTS)
    services.void(by=UserFactory(), event=event, reason="By mistake")
    assert done(along) == []
    finish_part(inside, RIGHTS)
    assert done(along) == [RIGHTS["iri"]]
    assert services.rebuild_progress().differences == 0


def test_other_people_and_other_parts_are_another_matter():
    module(), path()
    user = UserFactory()
    along = services.register(by=user, module_key=PATH)
    finish_module(UserFactory())
    finish_part(services.register(by=user, module_key=MODULE), TEST)
    assert done(along) == []


def test_a_path_that_is_withdrawn_goes_on_on_the_next_one():
    module()
    old = path()
    user = UserFactory()
    services.register(by=user, module_key=PATH)
    finish_part(services.register(by=user, module_key=MODULE), RIGHTS)
    path(RIGHTS, LIMITS, TEST)
    services.withdraw_version(by=UserFactory(), version=old, reason="It lacks the check")
    along = services.register(by=user, module_key=PATH)
    assert done(along) == [RIGHTS["iri"]]
    assert along.version.number == 2
    assert services.rebuild_progress().differences == 0


def test_renewing_brings_a_module_up_to_date_and_keeps_what_is_unchanged():
    module()
    user = UserFactory()
    inside = services.register(by=user, module_key=MODULE)
    finish_part(inside, RIGHTS), finish_part(inside, LIMITS)
    assert services.renew(by=user, module_key=MODULE) == inside
    assert services.renew(by=UserFactory(), module_key=MODULE) is None
    module(RIGHTS, lesson("limits", hash="l2"), TEST)
    renewed = services.renew(by=user, module_key=MODULE)
    assert renewed.version.number == 2
    assert done(renewed) == [RIGHTS["iri"]]


def test_the_same_registration_costs_the_same_however_many_parts(django_assert_max_num_queries):
    module(), path()
    user = UserFactory()
    services.register(by=user, module_key=PATH)
    inside = services.register(by=user, module_key=MODULE)
    with django_assert_max_num_queries(24):
        finish_part(inside, RIGHTS)


# Properties ----------------------------------------------------------------------------------


class Oracle:
    """What should count, told naively, one day after another."""

    def __init__(self, fresh_days: int | None) -> None:
        self.fresh = fresh_days
        self.events: list[tuple[int, int]] = []  # (part, day), each new line of the module
        self.inside: set[int] = set()
        self.along: set[int] | None = None
        self.completed: list[int] = []

    def finish(self, part: int, day: int) -> None:
        if part not in self.inside:
            self.inside.add(part)
            self.events.append((part, day))
            if self.inside == {0, 1, 2}:
                self.inside = set()
        if self.along is not None and part in (0, 1):
            self.along.add(part)
        self.settle(day)

    def begin(self, day: int) -> None:
        if self.along is not None:
            return
        last = self.completed[-1] if self.completed else -1
        since = -1 if self.fresh is None else day - self.fresh
        counting = [(part, at) for part, at in self.events if part in (0, 1)]
        self.along = {part for part, at in counting if at > last and at >= since}
        self.settle(day)

    def settle(self, day: int) -> None:
        if self.along == {0, 1}:
            self.along = None
            self.completed.append(day)


class ThePath(TestCase):
    @given(st.lists(st.integers(0, 3), max_size=14), st.one_of(st.none(), st.integers(0, 6)))
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def test_it_counts_what_a_naive_reading_counts(self, steps, fresh_days):
        module(), path(fresh_days=fresh_days)
        user, oracle = UserFactory(), Oracle(fresh_days)
        parts = [RIGHTS, LIMITS, TEST]
        for day, step in enumerate(steps):
            at = START + timedelta(days=day)
            if step == 3:
                services.register(by=user, module_key=PATH, at=at)
                oracle.begin(day)
            else:
                inside = services.register(by=user, module_key=MODULE, at=at)
                finish_part(inside, parts[step], at=at)
                oracle.finish(step, day)
        days = [(one.occurred_at - START).days for one in queries.completions(user, PATH)][::-1]
        assert days == oracle.completed
        along = queries.open_registration(user, PATH)
        wanted = {parts[part]["iri"] for part in oracle.along or ()}
        assert set(done(along) if along else ()) == wanted
        assert (along is None) == (oracle.along is None)
        assert services.rebuild_progress().differences == 0
        ours = Event.objects.filter(registration__module_key=PATH).exclude(verb="registered")
        keys = [(one.registration_id, one.object_iri) for one in ours]
        assert len(keys) == len(set(keys))  # each part once in each registration

    @given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=10))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def test_in_bulk_it_is_as_one_by_one(self, steps):
        module(), path()
        one, many = UserFactory(), UserFactory()
        parts = [RIGHTS, LIMITS, TEST]
        runs = []
        for day, (along, step) in enumerate(steps):
            at = START + timedelta(days=day)
            key = PATH if along else MODULE
            did = () if along else (NewPart(parts[step]["iri"], parts[step]["satisfied_by"], at),)
            runs.append(NewRun(many.pk, key, at, did))
            registration = services.register(by=one, module_key=key, at=at)
            if not along:
                finish_part(registration, parts[step], at=at)
        services.complete_many(by=None, runs=runs)

        def told(user):
            # A part that is carried stands beside itself: the order of the two says nothing.
            return Counter(
                (e.verb, e.object_iri, e.occurred_at, e.version_id, "carried_from" in e.result)
                for e in Event.objects.filter(actor=user)
            )

        assert told(many) == told(one)
        assert services.rebuild_progress().differences == 0


def test_events_in_bulk_count_along_the_path_too():
    module(), path()
    user = UserFactory()
    along = services.register(by=user, module_key=PATH, at=START)
    inside = services.register(by=user, module_key=MODULE, at=START)
    events = [
        NewEvent(
            actor_id=user.pk,
            verb=part["satisfied_by"],
            object_iri=part["iri"],
            key=f"import:{part['key']}",
            occurred_at=START + timedelta(days=1),
            registration_id=inside.pk,
        )
        for part in (RIGHTS, LIMITS)
    ]
    services.record_many(by=None, events=events)
    along.refresh_from_db()
    assert along.closed_at is not None
