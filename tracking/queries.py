"""Reads of the learning record. Voided events are left out everywhere but in exports."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, F, Max, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from accounts.queries import people_seen_by
from core.iris import module_iri
from core.models import AuditPersonal
from tracking.completion import Rule
from tracking.enums import FINISHING_VERBS, SATISFYING, Verb
from tracking.models import Certificate, Event, ModuleVersion, Progress, Registration


def current_version(module_key: str) -> ModuleVersion | None:
    """The newest version of a module that is not withdrawn; None if there is none."""
    return (
        ModuleVersion.objects.filter(module_key=module_key, withdrawn_at__isnull=True)
        .order_by("-number")
        .first()
    )


def current_versions() -> dict[str, ModuleVersion]:
    """The current version of every module that has one, by module key."""
    released = ModuleVersion.objects.filter(withdrawn_at__isnull=True).order_by("number")
    return {version.module_key: version for version in released}


def version_for(user: User, module_key: str) -> ModuleVersion | None:
    """The version that this person is served; None if nothing is released.

    That is the version of their open registration, unless it was withdrawn, and
    otherwise the current one.
    """
    registration = open_registration(user, module_key)
    if registration is not None and registration.version.withdrawn_at is None:
        return registration.version
    return current_version(module_key)


def served_versions(user: User | None) -> dict[str, ModuleVersion]:
    """The version of every module that this person, or a visitor, is served, by module key.

    As `version_for` one by one, in two queries however many there are.
    """
    served = current_versions()
    if user is not None:
        begun = Registration.objects.filter(
            user=user, closed_at__isnull=True, version__withdrawn_at__isnull=True
        )
        served |= {one.module_key: one.version for one in begun.select_related("version")}
    return served


def open_registration(user: User, module_key: str) -> Registration | None:
    """The person's open registration for a module with its version and progress, or None."""
    return (
        Registration.objects.select_related("version", "progress")
        .filter(user=user, module_key=module_key, closed_at__isnull=True)
        .first()
    )


def open_registrations(user: User) -> list[Registration]:
    """All that a person is on: their open registrations with versions and progress."""
    open_ones = Registration.objects.filter(user=user, closed_at__isnull=True)
    return list(open_ones.select_related("version", "progress").order_by("opened_at", "pk"))


def gathering(user_id: int) -> QuerySet[Registration]:
    """A person's open registrations in which parts count that are done under others."""
    return (
        Registration.objects.select_related("version")
        .filter(user_id=user_id, closed_at__isnull=True, version__withdrawn_at__isnull=True)
        .filter(version__manifest__has_key="gathers")
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class Since:
    """From when a part counts: not before `from_`, and only after `after`."""

    from_: datetime | None
    after: datetime | None

    def allows(self, moment: datetime) -> bool:
        """Whether what was done at this moment counts."""
        late_enough = self.from_ is None or moment >= self.from_
        return late_enough and (self.after is None or moment > self.after)


def counts_since(user_id: int, version: ModuleVersion, *, opened_at: datetime) -> Since:
    """From when parts count for somebody who begins a version that gathers at this moment.

    Nothing counts twice, so it is after they last completed it; and not longer ago than the
    version allows.
    """
    last = completion_events(version.module_key).filter(actor_id=user_id)
    days = version.manifest["gathers"].get("fresh_days")
    return Since(
        from_=None if days is None else opened_at - timedelta(days=days),
        after=last.aggregate(last=Max("occurred_at"))["last"],
    )


def gatherable(user_id: int, version: ModuleVersion, *, opened_at: datetime) -> list[Event]:
    """What a person has done that counts when they begin a version that gathers: the latest
    event for each part that taught then what the part teaches now."""
    rule = Rule.of(version.manifest)
    since = counts_since(user_id, version, opened_at=opened_at)
    done = (
        Event.objects.standing()
        .filter(actor_id=user_id, object_iri__in=list(rule.satisfied_by), verb__in=SATISFYING)
        .filter(result__carried_from__isnull=True, version__isnull=False)
        .exclude(version__module_key=version.module_key)
        .select_related("version")
        .order_by("-occurred_at", "-recorded_at")
    )
    found: dict[str, Event] = {}
    for event in done:
        iri = event.object_iri
        if iri in found or not rule.counts(event.verb, iri) or not since.allows(event.occurred_at):
            continue
        if event.version and Rule.of(event.version.manifest).teaches_the_same(rule, iri):
            found[iri] = event
    return list(found.values())


def progress_of(registration: Registration) -> Progress:
    """How far a registration is: the counting parts done, begun and last touched when."""
    return Progress.objects.get(pk=registration.pk)


def parts_done(registration: Registration) -> set[str]:
    """The IRIs of all parts, counting or not, that the person has completed or passed."""
    done = Event.objects.standing().filter(
        registration=registration, verb__in=[Verb.COMPLETED, Verb.PASSED]
    )
    return set(done.values_list("object_iri", flat=True)) - {registration.version.iri}


def completion_events(module_key: str) -> QuerySet[Event]:
    """Everybody's effective completions of a module, prior learning included."""
    return Event.objects.standing().filter(verb=Verb.COMPLETED, object_iri=module_iri(module_key))


def finished_parts(parts: Mapping[uuid.UUID, Collection[str]]) -> QuerySet[Event]:
    """Effective events by which anybody finished one of these parts, given by version."""
    which = Q(pk__in=[])
    for version_id, iris in parts.items():
        which |= Q(version=version_id, object_iri__in=list(iris))
    return Event.objects.standing().filter(which, verb__in=FINISHING_VERBS)


def completions(user: User, module_key: str) -> QuerySet[Event]:
    """A person's effective completions of a module, newest first, with their versions."""
    return (
        completion_events(module_key)
        .filter(actor=user)
        .select_related("version")
        .order_by("-occurred_at")
    )


def certificate_of(user: User, module_key: str) -> uuid.UUID | None:
    """The certificate of a person's last completion of a module that has one."""
    events = completion_events(module_key).filter(actor=user, certificate__isnull=False)
    return events.order_by("-occurred_at").values_list("certificate__pk", flat=True).first()


def finish_of(registration: Registration) -> Event | None:
    """The completion of the module under this registration, with its certificate, or None."""
    events = Event.objects.standing().filter(
        registration=registration, verb=Verb.COMPLETED, object_iri=F("version__iri")
    )
    found = events.filter(certificate__isnull=False)
    return found.select_related("version", "certificate").first()


def latest_completion_dates(
    module_key: str, *, users: Iterable[int] | QuerySet[User] | None = None
) -> dict[int, date]:
    """The day (in London) on which each person last finished a module, by user id.

    People who never finished it are not in it. `users` narrows it to some people.
    """
    events = completion_events(module_key)
    if users is not None:
        events = events.filter(actor__in=users)
    latest = events.values_list("actor_id").annotate(latest=Max("occurred_at"))
    return {user_id: timezone.localdate(moment) for user_id, moment in latest.order_by()}


def evidence_of(event: Event) -> str:
    """What shows that prior learning was done; empty once it has been erased."""
    personal = AuditPersonal.objects.filter(
        entry__action="prior_learning.recorded", entry__object_id=str(event.pk)
    ).first()
    return str(personal.after.get("evidence", "")) if personal else ""


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """An event as managers and exports see it: no score, no answer, at most the band of a check.

    How a story ended tells what was chosen in it, so its band stays with the learner.
    """

    id: uuid.UUID
    user_id: int
    verb: str
    object_iri: str
    version_id: uuid.UUID | None
    occurred_at: datetime
    recorded_at: datetime
    band: str


def record_events_for(
    viewer: User, *, people: Iterable[int] | QuerySet[User] | None = None
) -> list[RecordEvent]:
    """What a viewer may see of the events of people in the units that they lead, newest first.

    Personal events (answers, choices, checks not yet passed) are never among them, and no
    event carries a score. `people` narrows it further; it never widens it.
    """
    events = Event.objects.standing().on_record().filter(actor__in=people_seen_by(viewer))
    if people is not None:
        events = events.filter(actor__in=people)
    none = Value("", output_field=TextField())
    rows = (
        events.exclude(verb=Verb.VOIDED)
        .order_by("-occurred_at")
        .values(
            "id",
            "verb",
            "object_iri",
            "version_id",
            "occurred_at",
            "recorded_at",
            user_id=F("actor_id"),
            band=Case(
                When(verb=Verb.PASSED, then=Coalesce(KeyTextTransform("band", "result"), none)),
                default=none,
                output_field=TextField(),
            ),
        )
    )
    return [RecordEvent(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class Completion:
    """One line of a learning record: a module that was finished."""

    event: Event
    module_key: str
    title: str
    # None for prior learning.
    version: ModuleVersion | None
    certificate: Certificate | None
    occurred_at: datetime

    @property
    def is_prior(self) -> bool:
        """Whether it was learnt elsewhere and recorded by somebody."""
        return self.version is None


@dataclass(frozen=True, slots=True)
class InProgress:
    """One line of a learning record: a module that was begun."""

    registration: Registration
    version: ModuleVersion
    progress: Progress

    @property
    def done(self) -> int:
        """How many counting parts are done."""
        return len(self.progress.parts_done)

    @property
    def total(self) -> int:
        """How many counting parts there are."""
        return self.progress.parts_total


@dataclass(frozen=True, slots=True)
class LearningRecord:
    """What `/record/` shows to its owner, newest first."""

    completions: Sequence[Completion]
    in_progress: Sequence[InProgress]


def record_of(user: User, *, versions: Mapping[str, ModuleVersion] | None = None) -> LearningRecord:
    """A person's learning record, in three queries however long it is.

    `versions` are the current ones, if the caller has read them already: two queries then.
    """
    current = current_versions() if versions is None else versions
    titles = {version.module_key: version.title for version in current.values()}
    finished = (
        Event.objects.standing()
        .filter(Q(object_iri=F("version__iri")) | Q(result__prior=True), actor=user)
        .filter(verb=Verb.COMPLETED)
        .select_related("version", "certificate")
        .order_by("-occurred_at", "-recorded_at")
    )
    begun = (
        Registration.objects.filter(user=user, closed_at__isnull=True)
        .select_related("version", "progress")
        .order_by("-opened_at")
    )
    return LearningRecord(
        completions=[_completion(event, titles) for event in finished],
        in_progress=[
            InProgress(registration=each, version=each.version, progress=each.progress)
            for each in begun
        ],
    )


def _completion(event: Event, titles: Mapping[str, str]) -> Completion:
    key = event.object_iri.removeprefix(module_iri(""))
    return Completion(
        event=event,
        module_key=key,
        title=event.version.title if event.version else titles.get(key, key),
        version=event.version,
        # Prior learning has none, and Django says so by an exception.
        certificate=getattr(event, "certificate", None),
        occurred_at=event.occurred_at,
    )
