"""A bulk call does what the single calls do in the same order."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, check, lesson, release
from tests.factories.tracking import manifest as make_manifest
from tracking import queries, services, signals
from tracking.enums import Verb
from tracking.models import Certificate, Event, Progress, Registration
from tracking.services import NewPart, NewRun

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
            str(event.result),
            event.visibility,
            event.occurred_at,
            event.recorded_by_id,
            event.reason,
            event.idempotency_key.replace(str(event.registration_id), "…"),
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
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
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
