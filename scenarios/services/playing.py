"""Playing: start, choose, try a moment again, finish. Each may be repeated without harm.

A form carries the run's version and a key of its own. The key makes a form that is sent
twice one choice; the version makes a second tab, or a page from before, a `Conflict`.
"""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Conflict, InvalidInput, NotFound
from core.hashing import document_hash
from scenarios import queries
from scenarios.engine import NotOffered, advance, ending_of
from scenarios.models import Run, RunChoice, ScenarioDocument
from tracking.enums import Verb
from tracking.models import Registration
from tracking.services import record

LONGEST_KEY = 64


def start(
    *,
    by: User,
    document: Mapping[str, Any],
    iri: str,
    registration: Registration | None,
    back_url: str,
) -> Run:
    """The person's open run of this scenario, or a new one. Two calls at once give one run.

    `document` is what `compile_scenario` made; the run keeps to it whatever is released.
    """
    standing = queries.open_run_of(by, iri, registration)
    if standing is not None:
        return standing
    pinned, _created = ScenarioDocument.objects.get_or_create(
        slug=document["slug"],
        content_hash=document_hash(document),
        defaults={"document": dict(document)},
    )
    try:
        with transaction.atomic():
            return Run.objects.create(
                user=by,
                registration=registration,
                iri=iri,
                document=pinned,
                seed=secrets.randbits(62),
                back_url=back_url,
                started_at=timezone.now(),
            )
    except IntegrityError:
        # The other of two clicks was quicker.
        standing = queries.open_run_of(by, iri, registration)
        if standing is None:
            raise
        return standing


@transaction.atomic
def choose(
    *, by: User, run_id: uuid.UUID, scene: str, choice: str, key: str, version: int
) -> queries.Play:
    """Make a choice, and what it came to. The same form sent again changes nothing.

    Raises NotFound for somebody else's run; InvalidInput for a choice that is not on offer
    in this state; Conflict when the run has moved on since the form was shown.
    """
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise InvalidInput(_("The form was not complete. Go back to the story and choose again."))
    run = _locked(by, run_id)
    play = queries.play_of(run)
    made = next((c for c in (*play.made, *play.tried) if c.key == key), None)
    if made is not None:
        if (made.scene, made.choice) != (scene, choice):
            raise _moved_on()
        return play
    if version != run.version or run.finished_at is not None:
        raise _moved_on()
    if scene != play.state.scene:
        raise InvalidInput(
            _("That moment is not where your story is now. Go back to the story and choose there.")
        )
    try:
        state = advance(play.graph, play.state, choice)
    except NotOffered as error:
        raise InvalidInput(
            _("That choice is not on offer at this moment. Go back to the story and choose again.")
        ) from error
    _next_version(run)
    chosen = RunChoice.objects.create(
        run=run,
        step=len(play.made),
        scene=scene,
        choice=choice,
        key=key,
        chosen_at=timezone.now(),
    )
    record(
        actor=by,
        verb=Verb.CHOSE,
        object_iri=f"{run.iri}/{scene}",
        key=f"{run.id}:chose:{chosen.pk}",
        registration=run.registration,
        result={"choice": choice, "step": chosen.step, "document": run.document.content_hash},
    )
    return replace(play, states=(*play.states, state), made=(*play.made, chosen))


@transaction.atomic
def try_again(*, by: User, run: Run, version: int) -> Run:
    """Go back to before the latest choice. It is kept, and the debrief shows it.

    Raises NotFound for somebody else's run, Conflict when it has moved on or is finished.
    """
    run = _locked(by, run.pk)
    latest = run.choices.filter(superseded=False).order_by("-step").first()
    if version != run.version or run.finished_at is not None or latest is None:
        raise _moved_on()
    _next_version(run)
    latest.superseded = True
    latest.save(update_fields=["superseded"])
    return run


@transaction.atomic
def finish(*, by: User, run: Run) -> Run:
    """Close a run that has come to its end, and record that it is completed, with a band.

    A second call changes nothing. Raises NotFound for somebody else's run, Conflict when
    there are moments to come.
    """
    run = _locked(by, run.pk)
    if run.finished_at is not None:
        return run
    play = queries.play_of(run)
    if not play.state.over:
        raise Conflict(_("This story is not at its end yet. Go on where you stopped."))
    _next_version(run)
    run.finished_at = timezone.now()
    run.band = ending_of(play.graph, play.state).band
    run.save(update_fields=["finished_at", "band"])
    record(
        actor=by,
        verb=Verb.COMPLETED,
        object_iri=run.iri,
        key=f"{run.id}:completed",
        registration=run.registration,
        completion=True,
        result={"band": run.band},
        occurred_at=run.finished_at,
    )
    return run


@transaction.atomic
def play_from(*, by: User, run: Run, step: int) -> Run:
    """Play a finished story again from moment `step` (from 0): a new run with the same past.

    The person's open run, if there is one, is given instead. Raises NotFound for somebody
    else's run or a moment that was not on its path.
    """
    run = _locked(by, run.pk)
    standing = queries.open_run_of(by, run.iri, run.registration)
    if standing is not None:
        return standing
    past = list(run.choices.filter(superseded=False).order_by("step"))
    if not 0 <= step < len(past):
        raise NotFound(_("There is no such moment in this story. Look back on it and choose one."))
    again = Run.objects.create(
        user=by,
        registration=run.registration,
        iri=run.iri,
        document=run.document,
        seed=run.seed,
        back_url=run.back_url,
        started_at=timezone.now(),
    )
    # The past was recorded when it was played, so nothing of it goes to the ledger again.
    RunChoice.objects.bulk_create(
        RunChoice(
            run=again,
            step=made.step,
            scene=made.scene,
            choice=made.choice,
            key=f"past-{made.step}",
            chosen_at=made.chosen_at,
        )
        for made in past[:step]
    )
    return again


def _locked(by: User, run_id: uuid.UUID) -> Run:
    """The run as it stands now, held until the transaction ends; the person's own only."""
    current = (
        Run.objects.select_for_update(of=("self",))
        .select_related("document", "registration", "user")
        .filter(pk=run_id, user=by)
        .first()
    )
    if current is None:
        raise NotFound(_("This story is not here. Open it from your training."))
    return current


def _next_version(run: Run) -> None:
    """Take the version up by one, unless another request has just done so."""
    taken = Run.objects.filter(pk=run.pk, version=run.version).update(version=run.version + 1)
    if not taken:
        raise _moved_on()
    run.version += 1


def _moved_on() -> Conflict:
    return Conflict(
        _(
            "Your story has moved on since this page was opened, perhaps in another tab. "
            "Nothing was changed. Go on from where it is now."
        )
    )
