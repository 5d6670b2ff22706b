"""A bulk call does what the single calls do in the same order."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, check, finish_part, lesson, release
from tests.factories.tracking import manifest as make_manifest
from tracking import queries, services, signals
from tracking.enums import Verb
from tracking.models import Certificate, Event, Progress, Registration
from tracking.services import NewEvent, NewPart, NewRun

OTHER = "courtroom"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Did:
    """One thing somebody does: which part of the manifest, with which verb, at what hour."""

    part: int
    verb: Verb
    hour: int
    nth: str


@dataclass(frozen=True)
class Went:
    """One run, as drawn."""

    person: int
    module: str
    hour: int
    did: tuple[Did, ...]


did = st.builds(
    Did,
    part=st.integers(0, 3),
    verb=st.sampled_from([Verb.COMPLETED, Verb.PASSED, Verb.ANSWERED, Verb.FAILED, Verb.LAUNCHED]),
    hour=st.integers(0, 400),
    nth=st.sampled_from(["", "1", "2"]),
)
# Going through everything, so that completions are not rare.
everything = st.integers(0, 300).map(
    lambda hour: (
        Did(0, Verb.COMPLETED, hour, ""),
        Did(1, Verb.COMPLETED, hour + 1, ""),
        Did(2, Verb.PASSED, hour + 2, ""),
    )
)
went = st.builds(
    Went,
    person=st.integers(0, 2),
    module=st.sampled_from([MODULE, OTHER]),
    hour=st.integers(0, 400),
    did=st.one_of(everything, st.lists(did, max_size=6).map(tuple)),
)


def release_both():
    for module_key in (MODULE, OTHER):
        release(
            module_key,
            manifest=make_manifest(
                lesson("rights", module_key=module_key),
                lesson("limits", module_key=module_key),
                check(module_key=module_key),
                lesson("more", module_key=module_key, counts=False),
            ),
        )


def at(hour):
    return START + timedelta(hours=hour)


def part_iri(module_key, number):
    return queries.current_version(module_key).manifest["parts"][number]["iri"]


def as_new_part(one, module_key):
    return NewPart(
        object_iri=part_iri(module_key, one.part),
        verb=one.verb,
        occurred_at=at(one.hour),
        score=Decimal("0.75") if one.verb == Verb.PASSED else None,
        success=one.verb == Verb.PASSED or None,
        duration=timedelta(minutes=3),
        result={"band": "secure"} if one.verb == Verb.PASSED else {},
        nth=one.nth,
    )


def singly(people, runs, by):
    """Say the same by the single doors."""
    for run in runs:
        registration = services.register(
            by=people[run.person], module_key=run.module, at=at(run.hour), recorded_by=by
        )
        for one in run.did:
            part = as_new_part(one, run.module)
            services.record(
                actor=people[run.person],
                verb=part.verb,
                object_iri=part.object_iri,
                key=services.part_key(registration.id, part.object_iri, part.verb, part.nth),
                registration=registration,
                success=part.success,
                score=part.score,
                duration=part.duration,
                result=part.result,
                occurred_at=part.occurred_at,
                recorded_by=by,
            )


def in_bulk(people, runs, by):
    services.complete_many(
        by=by,
        runs=[
            NewRun(
                user_id=people[run.person].pk,
                module_key=run.module,
                opened_at=at(run.hour),
                parts=[as_new_part(one, run.module) for one in run.did],
            )
            for run in runs
        ],
    )


def without_ids(key, people):
    """A key without the ids of registrations and events, and of these people."""
    key = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", key)
    for number, person in enumerate(people):
        key = key.replace(f":u{person.pk}:", f":p{number}:")
    return key


def history(people):
    """Everything about these people but ids and the moment of recording.

    A registration is named by its place among its person's, so that two histories compare.
    """
    place = {person.pk: number for number, person in enumerate(people)}
    names: dict[UUID | None, object] = {None: None}
    rows = []
    registrations = Registration.objects.filter(user__in=people).order_by(
        "user_id", "module_key", "closed_at", "opened_at"
    )
    for number, each in enumerate(registrations):
        names[each.pk] = f"r{number}"
        row = (names[each.pk], place[each.user_id], each.module_key, each.opened_at, each.closed_at)
        rows.append((*row, each.version.number))
    events = sorted(
        (
            place[event.actor_id],
            event.verb,
            event.object_iri,
            str(names[event.registration_id]),
            str(event.version_id),
            str(event.success),
            str(event.score),
            str(event.completion),
            str(event.duration),
            str({name: value for name, value in event.result.items() if name != "carried_from"}),
            event.visibility,
            event.occurred_at,
            str(event.recorded_by_id),
            event.reason,
            without_ids(event.idempotency_key, people),
        )
        for event in Event.objects.filter(actor__in=people)
    )
    progress = sorted(
        (
            str(names[row.registration_id]),
            row.parts_done,
            row.parts_total,
            str(row.started_at),
            str(row.last_at),
            row.completed.occurred_at if row.completed else None,
        )
        for row in Progress.objects.filter(registration__user__in=people).select_related(
            "completed"
        )
    )
    certificates = sorted(
        (place[each.user_id], each.event.object_iri, each.event.occurred_at)
        for each in Certificate.objects.filter(user__in=people).select_related("event")
    )
    return rows, events, progress, certificates


def hearing(heard):
    def one(sender, **kwargs):
        heard.append((kwargs["user_id"], kwargs["module_key"], kwargs["occurred_at"]))

    def many(sender, completions, **kwargs):
        heard.extend((each.user_id, each.module_key, each.occurred_at) for each in completions)

    return one, many


class TestBulkEqualsSingle(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(runs=st.lists(went, max_size=7), splits=st.integers(0, 7), imported=st.booleans())
    def test_runs(self, runs, splits, imported):
        release_both()
        ones, twos = UserFactory.create_batch(3), UserFactory.create_batch(3)
        by = UserFactory() if imported else None
        heard: list = []
        one, many = hearing(heard)
        signals.completed.connect(one)
        signals.completed_many.connect(many)
        try:
            singly(ones, runs, by)
            heard_singly = list(heard)
            heard.clear()
            in_bulk(twos, runs[:splits], by)
            in_bulk(twos, runs[splits:], by)
        finally:
            signals.completed.disconnect(one)
            signals.completed_many.disconnect(many)

        assert history(twos) == history(ones)
        moved = {one.pk: two.pk for one, two in zip(ones, twos, strict=True)}
        assert heard == [(moved[u], m, o) for u, m, o in heard_singly]


@dataclass(frozen=True)
class Recorded:
    """One event of a list: whose, under a registration or not, and how it is keyed."""

    person: int
    place: int
    verb: Verb
    hour: int
    standalone: bool
    key: int


recorded = st.builds(
    Recorded,
    person=st.integers(0, 1),
    place=st.integers(0, 3),
    verb=st.sampled_from([Verb.COMPLETED, Verb.PASSED, Verb.ANSWERED]),
    hour=st.integers(0, 400),
    standalone=st.booleans(),
    key=st.integers(0, 2),
)


def as_new_event(one, person, registration):
    # The key says all that must agree, and a number, so that repetitions are likely.
    place = "alone" if one.standalone else registration.pk
    return NewEvent(
        actor_id=person.pk,
        verb=one.verb,
        object_iri=part_iri(MODULE, one.place),
        key=f"{place}:u{person.pk}:{one.place}:{one.verb}:{one.key}",
        occurred_at=at(one.hour),
        registration_id=None if one.standalone else registration.pk,
        result={"band": "secure"} if one.verb == Verb.PASSED else {},
    )


class TestRecordManyEqualsRecord(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        rows=st.lists(recorded, max_size=14),
        splits=st.integers(0, 14),
        withdrawn=st.booleans(),
        voided=st.booleans(),
    )
    def test_events(self, rows, splits, withdrawn, voided):
        release_both()
        by = UserFactory()
        ones, twos = UserFactory.create_batch(2), UserFactory.create_batch(2)
        with time_machine.travel(at(1000), tick=False):
            opened = {
                person.pk: services.register(by=person, module_key=MODULE, at=at(0))
                for person in (*ones, *twos)
            }
            if voided:
                # Under a key that rows use, so that it is done again after the correction.
                for first in (ones[0], twos[0]):
                    registration = opened[first.pk]
                    row = as_new_event(
                        Recorded(0, 0, Verb.COMPLETED, 1, False, 0), first, registration
                    )
                    part = registration.version.manifest["parts"][0]
                    event = finish_part(registration, part, at=at(1), key=row.key)
                    services.void(by=by, event=event, reason="By mistake")
            if withdrawn:
                version = queries.current_version(MODULE)
                release(manifest=version.manifest, content_hash="f" * 64)
                services.withdraw_version(by=by, version=version, reason="A limit was wrong")
            for row in rows:
                person = ones[row.person]
                new = as_new_event(row, person, opened[person.pk])
                services.record(
                    actor=person,
                    verb=new.verb,
                    object_iri=new.object_iri,
                    key=new.key,
                    registration=None if row.standalone else opened[person.pk],
                    result=new.result,
                    occurred_at=new.occurred_at,
                    recorded_by=by,
                )
            news = [
                as_new_event(row, twos[row.person], opened[twos[row.person].pk]) for row in rows
            ]
            services.record_many(by=by, events=news[:splits])
            services.record_many(by=by, events=news[splits:])

        assert history(twos) == history(ones)


@pytest.mark.django_db
class TestBulk:
    @pytest.fixture
    def learner(self):
        release_both()
        return UserFactory()

    def run(self, learner, **fields):
        parts = [
            NewPart(object_iri=part_iri(MODULE, n), verb=verb, occurred_at=at(n))
            for n, verb in enumerate([Verb.COMPLETED, Verb.COMPLETED, Verb.PASSED])
        ]
        values = {
            "user_id": learner.pk,
            "module_key": MODULE,
            "opened_at": at(0),
            "parts": parts,
        }
        return NewRun(**{**values, **fields})

    def test_it_counts_what_it_wrote(self, learner):
        outcome = services.complete_many(by=None, runs=[self.run(learner), self.run(learner)])

        assert (outcome.registrations, outcome.events, outcome.completions) == (2, 10, 2)
        assert Event.objects.count() == 10

    def test_an_older_version_can_be_asked_for(self, learner):
        older = queries.current_version(MODULE)
        release(manifest=older.manifest)
        services.complete_many(by=None, runs=[self.run(learner, version_id=older.pk)])

        assert queries.completions(learner, MODULE).get().version == older

    def test_a_demonstration_is_recorded_as_it_happened(self, learner):
        services.complete_many(by=None, runs=[self.run(learner)], recorded_as_it_happened=True)

        assert all(event.recorded_at == event.occurred_at for event in Event.objects.all())
        assert Certificate.objects.get().issued_at == at(2)

    def test_an_import_is_recorded_now_and_says_by_whom(self, learner):
        by = UserFactory()
        services.complete_many(by=by, runs=[self.run(learner)])

        assert all(event.recorded_at > at(2) for event in Event.objects.all())
        assert set(Event.objects.values_list("recorded_by", flat=True)) == {by.pk}

    def test_who_was_on_a_withdrawn_version_is_moved(self, learner):
        old = queries.current_version(MODULE)
        services.complete_many(by=None, runs=[self.run(learner, parts=self.run(learner).parts[:1])])
        new = release(manifest=old.manifest)
        services.withdraw_version(by=UserFactory(), version=old, reason="A limit was wrong")

        services.complete_many(by=None, runs=[self.run(learner, parts=self.run(learner).parts[1:])])

        assert queries.completions(learner, MODULE).get().version == new

    def test_one_that_is_refused_refuses_all(self, learner):
        good = self.run(learner)
        future = self.run(learner, opened_at=datetime.now(UTC) + timedelta(days=2))
        with pytest.raises(InvalidInput):
            services.complete_many(by=None, runs=[good, future])

        assert not Event.objects.exists()
        assert not Registration.objects.exists()

    def test_what_is_not_released_is_refused(self, learner):
        with pytest.raises(NotFound):
            services.complete_many(by=None, runs=[self.run(learner, module_key="unknown")])

    def test_a_withdrawn_version_is_refused(self, learner):
        version = queries.current_version(MODULE)
        run = self.run(learner, version_id=version.pk)
        services.withdraw_version(by=UserFactory(), version=version, reason="Wrong")
        with pytest.raises(Conflict):
            services.complete_many(by=None, runs=[run])

    def test_an_unknown_registration_is_refused(self, learner):
        new = NewEvent(
            actor_id=learner.pk,
            verb=Verb.COMPLETED,
            object_iri="x",
            key="k",
            occurred_at=at(0),
            registration_id=uuid4(),
        )
        with pytest.raises(NotFound):
            services.record_many(by=None, events=[new])

    def test_somebody_elses_registration_is_refused(self, learner):
        registration = services.register(by=learner, module_key=MODULE)
        new = NewEvent(
            actor_id=UserFactory().pk,
            verb=Verb.COMPLETED,
            object_iri="x",
            key="k",
            occurred_at=at(0),
            registration_id=registration.pk,
        )
        with pytest.raises(NotAllowed):
            services.record_many(by=None, events=[new])

    def test_a_key_of_another_event_is_refused(self, learner):
        registration = services.register(by=learner, module_key=MODULE)
        finish_part(registration, registration.version.manifest["parts"][0], key="taken")
        new = NewEvent(
            actor_id=learner.pk, verb=Verb.PASSED, object_iri="x", key="taken", occurred_at=at(0)
        )
        with pytest.raises(Conflict):
            services.record_many(by=None, events=[new])

    def test_it_reads_no_more_for_more_people(self, learner):
        def cost(count):
            runs = [self.run(person) for person in UserFactory.create_batch(count)]
            with CaptureQueriesContext(connection) as captured:
                services.complete_many(by=None, runs=runs)
            # SQLite takes so many values a statement, so writes are counted otherwise.
            return sum(query["sql"].startswith("SELECT") for query in captured)

        assert cost(3) == cost(1)

    def test_completions_are_announced_in_batches(self, learner):
        people = UserFactory.create_batch(3)
        heard = []

        def hear(sender, completions, **kwargs):
            heard.append([each.user_id for each in completions])

        signals.completed_many.connect(hear)
        try:
            services.complete_many(by=None, runs=[self.run(person) for person in people])
        finally:
            signals.completed_many.disconnect(hear)

        assert heard == [[person.pk for person in people]]
